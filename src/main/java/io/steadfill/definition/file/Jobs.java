package io.steadfill.definition.file;

import io.steadfill.definition.yaml.Complaint;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Tree;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of jobs: each job is a folder in it with a {@code job.yaml}. Read at each call, so that an edited file is seen. */
public final class Jobs {

    private static final String FILE = "job.yaml";

    private final Path folder;
    private final JobSchema schema;

    /** @param folder such as {@code jobs}; complaints name files as this path has them */
    public Jobs(Path folder) {
        this.folder = folder;
        this.schema = JobSchema.load();
    }

    /** @param complaints what is wrong, a list for each job that is not valid */
    public record Loaded(List<JobFile> files, Map<String, List<Complaint>> complaints) {
        public Loaded {
            files = List.copyOf(files);
            complaints = Collections.unmodifiableMap(new TreeMap<>(complaints));
        }
    }

    /** The folder's path, as it was given. */
    public Path folder() {
        return folder;
    }

    /** The folder of one job, where its companion scripts are. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /**
     * The names of all jobs, in the order of the alphabet.
     *
     * @throws ProblemException {@code job-not-found}, when the folder is not there
     */
    public List<String> names() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.exists(entry.resolve(FILE)))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw Problem.JOB_NOT_FOUND
                    .with("jobs", folder.toString())
                    .says("the folder of jobs '" + folder + "' cannot be read: name another by --jobs", e);
        }
    }

    /**
     * One job, checked.
     *
     * @throws ProblemException {@code job-not-found}, naming the nearest one, or {@code definition-invalid} with every complaint
     */
    public JobFile load(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw Problem.JOB_NOT_FOUND
                    .with("job", name)
                    .with("jobs", names)
                    .says("there is no job " + Tree.Scalar.quoted(name) + " in '" + folder + "': "
                            + (names.isEmpty() ? "it has none" : Nearest.cure(name, names)));
        }
        JobFile file = read(name);
        new Dependencies(names, this::read).check(file);
        return file;
    }

    private JobFile read(String name) {
        Path file = folder.resolve(name).resolve(FILE);
        return JobFile.read(file, file.toString(), name, schema);
    }

    /** All jobs, the valid ones and what is wrong with the others. */
    public Loaded loadAll() {
        List<JobFile> files = new ArrayList<>();
        Map<String, List<Complaint>> complaints = new TreeMap<>();
        for (String name : names()) {
            try {
                files.add(load(name));
            } catch (ProblemException e) {
                complaints.put(name, Complaints.of(e));
            }
        }
        return new Loaded(files, complaints);
    }
}
