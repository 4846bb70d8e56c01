package io.steadfill.approval.scrutiny;

import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.ApprovalProperties;
import io.steadfill.approval.Risk;
import io.steadfill.approval.Subject;
import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.Work;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.transform.Transforms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what needs a second person's word, and binds the request to everything that must not change afterwards. Asks the target each time. */
public final class Scrutiny {

    private static final int IDS_SHOWN = 50;

    private final Databases databases;
    private final Control control;
    private final Transforms transforms;
    private final ApprovalProperties properties;

    Scrutiny(Databases databases, Control control, Transforms transforms, ApprovalProperties properties) {
        this.databases = databases;
        this.control = control;
        this.transforms = transforms;
        this.properties = properties;
    }

    /** What a target says about itself. */
    private record Target(boolean production, String identity, Vendor vendor) {}

    /** One companion script. */
    public record ScriptText(String file, String checksum, List<String> statements) {}

    /** Empty where the run needs nobody's word. */
    public Optional<Subject> ofRun(String runId, JobDefinition job, RunParameters parameters) {
        return ofWork(ApprovalKind.RUN, runId, job, parameters.identityText());
    }

    /** All runs that a job's schedule launches: its parameters are the schedule's. Empty where they need nobody's word. */
    public Optional<Subject> ofNights(JobDefinition job) {
        Schedule schedule = job.schedule();
        return schedule == null
                ? Optional.empty()
                : ofWork(ApprovalKind.NIGHTS, null, job, schedule.parameters().toString());
    }

    private Optional<Subject> ofWork(ApprovalKind kind, @Nullable String runId, JobDefinition job, String parameters) {
        Target target = target(job);
        List<String> because = risks(job, target);
        Long rowsMax = properties.rowsMax();
        if (because.isEmpty() && rowsMax == null) {
            return Optional.empty();
        }
        Table table = table(job);
        if (rowsMax != null && table.rowEstimate() > rowsMax) {
            because.add("the table has about " + table.rowEstimate() + " rows, more than " + rowsMax);
        }
        // A table that grows over the limit between two nights is no change of what was seen.
        if (because.isEmpty() && kind == ApprovalKind.RUN) {
            return Optional.empty();
        }
        List<String> files = mappings(job);
        Map<String, Object> what = what(because, job, target);
        what.put("sql", WorkText.of(job, target.vendor()));
        what.put("parameters", parameters);
        if (!files.isEmpty()) {
            what.put("transforms", files);
        }
        what.put("rows", table.rowEstimate());
        what.put("definition", job.text());
        List<String> bound = bound(kind, job, target);
        bound.addAll(List.of(runId == null ? "" : runId, parameters, table.identity()));
        bound.addAll(files);
        return Optional.of(new Subject(kind, job.name(), job.database(), runId, Subject.hash(bound), what));
    }

    private List<String> risks(JobDefinition job, Target target) {
        List<String> because = new ArrayList<>();
        production(target, job, because);
        because(because, Risk.RUN, "every run does");
        if (job.work() instanceof Work.DeleteRows) {
            because(because, Risk.DELETE, "it deletes rows");
        }
        if (job.work() instanceof Work.ArchiveRows) {
            because(because, Risk.ARCHIVE, "it moves rows away");
        }
        if (job.completion() == Completion.ONCE) {
            because(because, Risk.ONCE, "it is once: it cannot be done again");
        }
        return because;
    }

    /** What computes the columns: the transforms' versions, and the hashes of the files that they read beside the job. */
    private List<String> mappings(JobDefinition job) {
        if (!(job.work() instanceof Work.TransformColumns work)) {
            return List.of();
        }
        return transforms.forJob(job.name()).versions(work.columns()).entrySet().stream()
                .map(entry -> entry.getKey().name() + ": " + entry.getValue())
                .toList();
    }

    /**
     * Empty where the scripts need nobody's word.
     *
     * @param standing how far the scripts are, where a second time would be something else than the first
     */
    public Optional<Subject> ofScripts(
            ApprovalKind kind, JobDefinition job, List<ScriptText> scripts, String standing) {
        Target target = target(job);
        List<String> because = new ArrayList<>();
        production(target, job, because);
        switch (kind) {
            case EXPAND -> because(because, Risk.EXPAND, "it changes the schema");
            case CONTRACT -> because(because, Risk.CONTRACT, "it takes away what the data left behind");
            case UNDO -> because(because, Risk.UNDO, "it takes a change of the schema back");
            case SETTLE -> because(because, Risk.SETTLE, "it takes a person's word for how a statement ended");
            case RUN, NIGHTS, WAIVE -> throw new IllegalArgumentException(kind + " is not about scripts");
        }
        if (because.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> what = what(because, job, target);
        if (!standing.isEmpty()) {
            what.put("standing", standing);
        }
        what.put("files", scripts.stream().map(ScriptText::file).toList());
        what.put(
                "sql",
                scripts.stream().flatMap(script -> script.statements().stream()).toList());
        List<String> bound = bound(kind, job, target);
        bound.add(standing);
        scripts.forEach(script -> {
            bound.add(script.file());
            bound.add(script.checksum());
        });
        return Optional.of(new Subject(kind, job.name(), job.database(), null, Subject.hash(bound), what));
    }

    /**
     * Empty where the waivers need nobody's word.
     *
     * @param rows id, as the quarantine lists it, to a hash of what the waiver looks at
     */
    public Optional<Subject> ofWaivers(String runId, JobDefinition job, Map<String, String> rows, String why) {
        Target target = target(job);
        List<String> because = new ArrayList<>();
        production(target, job, because);
        because(because, Risk.WAIVE, "it excuses rows that the job could not take");
        if (because.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> what = what(because, job, target);
        what.put("run", runId);
        what.put("rows", rows.size());
        what.put("ids", rows.keySet().stream().sorted().limit(IDS_SHOWN).toList());
        what.put("remedy", WorkText.assignments(job.onWaive(), target.vendor()));
        what.put("why", why);
        List<String> bound = bound(ApprovalKind.WAIVE, job, target);
        bound.add(runId);
        new TreeMap<>(rows).forEach((key, hash) -> {
            bound.add(key);
            bound.add(hash);
        });
        return Optional.of(
                new Subject(ApprovalKind.WAIVE, job.name(), job.database(), runId, Subject.hash(bound), what));
    }

    /**
     * Taking back what a run changed; empty where that needs nobody's word.
     *
     * @param rows how many have an old value that is kept
     * @param worked how often the run was worked: one that went on since is something else to take back
     */
    public Optional<Subject> ofUndo(String runId, JobDefinition job, long rows, long worked, String why) {
        Target target = target(job);
        List<String> because = new ArrayList<>();
        production(target, job, because);
        because(because, Risk.UNDO, "it takes back what a run changed");
        if (because.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> what = what(because, job, target);
        what.put("run", runId);
        what.put("rows", rows);
        what.put("why", why);
        List<String> bound = bound(ApprovalKind.UNDO, job, target);
        bound.addAll(List.of(runId, String.valueOf(rows), String.valueOf(worked)));
        return Optional.of(
                new Subject(ApprovalKind.UNDO, job.name(), job.database(), runId, Subject.hash(bound), what));
    }

    private void production(Target target, JobDefinition job, List<String> because) {
        if (target.production()) {
            because.add("database '" + job.database() + "' is marked production");
        }
    }

    private void because(List<String> because, Risk risk, String sentence) {
        if (properties.requiredFor().contains(risk)) {
            because.add(sentence);
        }
    }

    private static Map<String, Object> what(List<String> because, JobDefinition job, Target target) {
        Map<String, Object> what = new LinkedHashMap<>();
        what.put("because", because);
        what.put("table", job.table().toString());
        what.put("target", target.identity());
        return what;
    }

    private List<String> bound(ApprovalKind kind, JobDefinition job, Target target) {
        return new ArrayList<>(List.of(
                kind.name(),
                control.identity().id(),
                job.database(),
                target.identity(),
                target.vendor().key(),
                job.text()));
    }

    private Target target(JobDefinition job) {
        Database database = databases.named(job.database());
        String controlId = control.identity().id();
        return database.transact(TransactionSettings.READING, session -> {
            TargetTables tables = new TargetTables(database);
            tables.check(session, controlId);
            return new Target(
                    tables.isProduction(session),
                    tables.identity(session),
                    database.dialect().vendor());
        });
    }

    private Table table(JobDefinition job) {
        Database database = databases.named(job.database());
        return database.transact(
                TransactionSettings.READING, session -> session.dialect().describe(session, job.table()));
    }
}
