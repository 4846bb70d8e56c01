package io.steadfill.definition.file;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Mask;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Touch;
import io.steadfill.definition.Work;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.parameter.Parameter;
import io.steadfill.definition.parameter.ParameterReading;
import io.steadfill.definition.parameter.ParameterText;
import io.steadfill.definition.sql.Names;
import io.steadfill.definition.sql.SqlPieces;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.SourceText;
import io.steadfill.definition.yaml.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a tree to a definition. Everything is read, whatever else is wrong, so that every complaint is found in one go. */
final class JobReading {

    private final Tree.Mapping root;
    private final String text;
    private final Complaints complaints;
    private final List<Parameter> parameters;
    private final SqlPieces sql;

    JobReading(Tree.Mapping root, String text, Complaints complaints) {
        this.root = root;
        this.text = text;
        this.complaints = complaints;
        this.parameters = ParameterReading.read(root, complaints);
        this.sql = new SqlPieces(text, known());
    }

    SqlPieces sql() {
        return sql;
    }

    /** A parameter with a fault of its own is known, so that its uses are no faults too. */
    private Collection<String> known() {
        List<String> names = new ArrayList<>();
        names.add(ParameterText.STARTED);
        if (root.get("parameters") instanceof Tree.Mapping all) {
            names.addAll(all.values().keySet());
        }
        return names;
    }

    /** @throws io.steadfill.problem.ProblemException with every complaint */
    JobDefinition read(@Nullable String folder) {
        JobRules rules = new JobRules(root, complaints);
        rules.check(folder);
        SqlText where = sql.read(root.get("where"), complaints);
        Work work = new WorkReading(root, sql, complaints).read();
        Map<Identifier, SqlText> remedy = sql.remedy(root.get("on-waive"), complaints);
        Limits limits = new LimitsReading(root, complaints).read();
        Duration keep = root.get("undo") instanceof Tree.Mapping undo
                ? LimitsReading.duration(undo.get("keep"), "1m", "3650d", complaints)
                        .orElse(null)
                : null;
        Schedule schedule = new ScheduleReading(root, parameters, complaints).read();
        TableName table = Names.table(required("table")).orElse(null);
        complaints.throwIfAny();
        if (work == null || table == null) {
            throw new IllegalStateException("a job without work or table went through every check: " + text);
        }
        String via = scalar("via");
        return new JobDefinition(
                required("job"),
                scalar("description"),
                scalar("owner"),
                required("database"),
                table,
                where,
                rules.read(),
                work,
                remedy,
                limits,
                touch(),
                via == null ? null : new Identifier(via),
                keep,
                parameters,
                "true".equals(scalar("shares-table")),
                sql.readsOtherTables(),
                schedule,
                dependsOn(),
                canary(),
                mask(),
                text,
                SourceText.hash(text));
    }

    private List<String> dependsOn() {
        return root.get("depends-on") instanceof Tree.Listing listing
                ? listing.values().stream()
                        .filter(Tree.Scalar.class::isInstance)
                        .map(one -> ((Tree.Scalar) one).text())
                        .distinct()
                        .toList()
                : List.of();
    }

    private long canary() {
        String rows = scalar("canary");
        return rows == null ? 0 : Long.parseLong(rows);
    }

    private Mask mask() {
        return root.get("mask") instanceof Tree.Listing listing
                ? new Mask(listing.values().stream()
                        .filter(Tree.Scalar.class::isInstance)
                        .map(one -> new Identifier(((Tree.Scalar) one).text()))
                        .distinct()
                        .toList())
                : Mask.NONE;
    }

    private @Nullable Touch touch() {
        String touch = scalar("touch");
        return touch == null ? null : touch.equals("keep") ? Touch.KEEP : Touch.BUMP;
    }

    private String required(String key) {
        String value = scalar(key);
        return value == null ? "" : value;
    }

    private @Nullable String scalar(String key) {
        return root.get(key) instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.EMPTY ? scalar.text() : null;
    }
}
