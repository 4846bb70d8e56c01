package io.steadfill.run;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.ApprovalsKit;
import io.steadfill.approval.StandingApprovals;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.Database;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.JobFile;
import io.steadfill.engine.Engine;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The run room over a test's control database, wired as the product wires it; each one stands for a process of its own. */
final class ControlBench implements AutoCloseable {

    static final Duration BEAT = Duration.ofMillis(600);

    final List<String> takenOver = new java.util.concurrent.CopyOnWriteArrayList<>();
    final Databases databases;
    final Control control;
    final Leases leases;
    final RunStore store;
    final AuditTrail audit;
    final Approvals approvals;
    final StandingApprovals standing;
    final RunApprovals runApprovals;
    final Runs runs;
    final WaitingRuns waiting;

    ControlBench(TestDatabase at, String owner, Engine engine) {
        this(at, owner, engine, run -> Optional.empty(), Duration.ofHours(24));
    }

    ControlBench(TestDatabase at, String owner, Engine engine, RunScrutiny scrutiny, Duration approvalsExpire) {
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
            RunScrutiny scrutiny,
            Duration approvalsExpire,
            @Nullable DatabaseTime given,
            int maxRuns) {
        databases = new Databases(
                new DatabaseProperties(Map.of(), new DatabaseProperties.Control(at.url(), null, null, null)));
        control = new Control(databases::control);
        HoldStore holds = new HoldStore(control);
        TuningStore tunings = new TuningStore(control);
        audit = new AuditTrail(control);
        approvals = ApprovalsKit.approvals(control, audit, approvalsExpire);
        leases = new Leases(control, tunings, BEAT);
        RunProperties properties = new RunProperties(BEAT);
        store = new RunStore(control, holds, new RunEvents(control), properties.deadAfter());
        RunEvents events = new RunEvents(control);
        standing = ApprovalsKit.standing(control, approvals, audit, approvalsExpire);
        FourEyes fourEyes = new FourEyes(store, holds, events, approvals, standing, scrutiny);
        runApprovals = new RunApprovals(control, approvals, store, holds);
        DatabaseTime time = given == null ? control::now : given;
        Admission admission = new Admission(control, store, holds, time, name -> maxRuns);
        LeaseTaking taking = new LeaseTaking(
                store,
                holds,
                fourEyes,
                admission,
                audit,
                owner,
                properties.patience(),
                System::nanoTime,
                leases::isStopping,
                takenOver::add);
        Working working = new Working(
                control,
                store,
                holds,
                admission,
                time,
                audit,
                leases,
                taking,
                () -> engine,
                List::of,
                System::nanoTime,
                JsonMapper.shared());
        Launching launching = new Launching(store, fourEyes, admission, audit, RandomGenerator.getDefault());
        runs = new Runs(
                control,
                store,
                holds,
                tunings,
                audit,
                new Stops(control, store, holds, new RunEvents(control), audit),
                launching,
                fourEyes,
                working,
                new PartitionReader(databases),
                new Assignments(control, store, tunings, System::nanoTime, JsonMapper.shared()));
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
        leases.close();
        databases.close();
    }
}
