package io.steadfill.definition.file;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.sql.SqlPieces;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Place;
import io.steadfill.definition.yaml.SourceText;
import io.steadfill.definition.yaml.Tree;
import io.steadfill.definition.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job file that was found valid: its definition, and the places of its keys, for what other rooms find wrong with it. */
public final class JobFile {

    private final String file;
    private final Tree.Mapping root;
    private final SqlPieces sql;
    private final JobDefinition definition;

    private JobFile(String file, Tree.Mapping root, SqlPieces sql, JobDefinition definition) {
        this.file = file;
        this.root = root;
        this.sql = sql;
        this.definition = definition;
    }

    /** Reads and checks a file; its folder must have the job's name. Complaints name {@code file}. */
    static JobFile read(Path path, String file, String folder, JobSchema schema) {
        Complaints complaints = new Complaints(file);
        String text = SourceText.read(path, complaints);
        complaints.throwIfAny();
        return parse(text == null ? "" : text, file, folder, schema, complaints);
    }

    /**
     * Reads a definition that was stored with a run.
     *
     * @throws io.steadfill.problem.ProblemException {@code definition-invalid}, when this release reads it no more
     */
    public static JobFile ofText(String text) {
        String file = "the run's definition";
        return parse(text, file, null, JobSchema.load(), new Complaints(file));
    }

    static JobFile parse(String text, String file, @Nullable String folder, JobSchema schema, Complaints complaints) {
        Tree.Mapping root = YamlReader.read(text, complaints);
        if (root == null) {
            complaints.throwIfAny();
            throw new IllegalStateException("a file without keys and without complaint");
        }
        schema.check(root, complaints);
        JobReading reading = new JobReading(root, text, complaints);
        JobDefinition definition = reading.read(folder);
        return new JobFile(file, root, reading.sql(), definition);
    }

    public JobDefinition definition() {
        return definition;
    }

    /** The file's name, as complaints have it. */
    public String file() {
        return file;
    }

    /**
     * The definition, after its SQL was checked as {@code vendor} reads it. Call this once the database is known: a text for every vendor
     * may be right on one and silently mean something else on another.
     *
     * @throws io.steadfill.problem.ProblemException {@code definition-invalid}, when a piece has no text for this vendor or is refused there
     */
    public JobDefinition definitionOn(Vendor vendor) {
        List<Complaint> complaints = complaintsOn(vendor);
        if (!complaints.isEmpty()) {
            throw Complaints.refusal(complaints);
        }
        return definition;
    }

    /** What keeps the job from running on {@code vendor}; empty when nothing does. */
    public List<Complaint> complaintsOn(Vendor vendor) {
        Complaints complaints = new Complaints(file);
        sql.check(vendor, complaints);
        return complaints.list();
    }

    /**
     * A complaint about something in the file, with its line and column.
     *
     * @param keys the keys down to the place, such as {@code transform}, {@code phone_e164}, {@code e164}; a key that is not there ends the way
     */
    public Complaint complaint(List<String> keys, String message, @Nullable String cure) {
        Tree at = root;
        Place place = root.place();
        for (String key : keys) {
            if (!(at instanceof Tree.Mapping mapping) || !mapping.has(key)) {
                break;
            }
            place = mapping.placeOf(key);
            at = mapping.get(key);
        }
        return new Complaint(file, place.line(), place.column(), String.join(".", keys), message, cure);
    }
}
