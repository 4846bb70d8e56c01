package io.steadfill.run;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.ApprovalsKit;
import io.steadfill.approval.Subject;
import io.steadfill.approval.standing.StandingApprovals;
import io.steadfill.approval.standing.StandingKit;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.Database;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.engine.Engine;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.AdmissionKit;
import io.steadfill.run.admission.FourEyes;
import io.steadfill.run.admission.RunApprovals;
import io.steadfill.run.admission.Stops;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RecordKit;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.TargetClaims;
import io.steadfill.run.record.TuningStore;
import io.steadfill.run.status.StatusKit;
import io.steadfill.run.story.RunEvents;
import io.steadfill.run.story.RunEventsKit;
import io.steadfill.run.work.WorkBench;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The run room over a test's control database, wired as the product wires it; each one stands for a process of its own. */
final class ControlBench implements AutoCloseable {

    static final Duration BEAT = Duration.ofMillis(600);

    final List<String> takenOver = new CopyOnWriteArrayList<>();
    final Databases databases;
    final Control control;
    final WorkBench work;
    final RunStore store;
    final AuditTrail audit;
    final Approvals approvals;
    final StandingApprovals standing;
    final RunApprovals runApprovals;
    final Stops stops;
    final Runs runs;
    final WaitingRuns waiting;

    ControlBench(TestDatabase at, String owner, Engine engine) {
        this(at, owner, engine, run -> Optional.empty(), Duration.ofHours(24));
    }

    ControlBench(
            TestDatabase at,
            String owner,
            Engine engine,
            Function<RunRow, Optional<Subject>> scrutiny,
            Duration approvalsExpire) {
        this(at, owner, engine, scrutiny, approvalsExpire, null, 2);
    }

    /** @param given null for the control database's own time */
    ControlBench(TestDatabase at, String owner, Engine engine, @Nullable DatabaseTime given, int maxRuns) {
        this(at, owner, engine, run -> Optional.empty(), Duration.ofHours(24), given, maxRuns);
    }

    private ControlBench(
            TestDatabase at,
            String owner,
            Engine engine,
            Function<RunRow, Optional<Subject>> scrutiny,
            Duration approvalsExpire,
            @Nullable DatabaseTime given,
            int maxRuns) {
        databases = new Databases(
                new DatabaseProperties(Map.of(), new DatabaseProperties.Control(at.url(), null, null, null)));
        control = new Control(databases::control);
        HoldStore holds = RecordKit.holds(control);
        TuningStore tunings = RecordKit.tunings(control);
        audit = new AuditTrail(control);
        approvals = ApprovalsKit.approvals(control, audit, approvalsExpire);
        RunProperties properties = new RunProperties(BEAT);
        RunEvents events = RunEventsKit.events(control);
        store = RecordKit.runs(control, holds, events, properties);
        standing = StandingKit.standing(control, approvals, audit, approvalsExpire);
        FourEyes fourEyes = AdmissionKit.fourEyes(store, holds, events, approvals, standing, scrutiny);
        runApprovals = AdmissionKit.approvals(control, approvals, store, holds);
        DatabaseTime time = given == null ? control::now : given;
        Admission admission = AdmissionKit.admission(control, store, holds, time, maxRuns);
        stops = AdmissionKit.stops(control, store, holds, events, audit);
        work = new WorkBench(
                control,
                store,
                holds,
                tunings,
                admission,
                stops,
                fourEyes,
                audit,
                time,
                properties,
                owner,
                engine,
                takenOver::add);
        Launching launching = new Launching(store, fourEyes, admission, audit, RandomGenerator.getDefault());
        runs = new Runs(
                control,
                store,
                holds,
                tunings,
                audit,
                stops,
                launching,
                fourEyes,
                work.working(),
                StatusKit.partitions(databases),
                work.assignments(),
                new TargetClaims(control, databases));
        waiting = new WaitingRuns(control, store, holds, admission, audit, runs, time);
    }

    ControlBench initialised() {
        new ControlTables(control).init();
        return this;
    }

    Database database() {
        return control.database();
    }

    static JobDefinition job(String name) {
        return JobFile.ofText("""
                job: %s
                database: shop
                table: customers
                where: full_name is null
                parameters:
                  cutoff: { type: date, default: 2020-01-01 }
                set:
                  full_name: "concat(first_name, ' ', last_name)"
                """.formatted(name)).definition();
    }

    @Override
    public void close() {
        work.close();
        databases.close();
    }
}
