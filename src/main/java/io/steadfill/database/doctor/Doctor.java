package io.steadfill.database.doctor;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.doctor.Finding.Severity;
import io.steadfill.database.target.TargetTables;
import io.steadfill.database.vitals.Vitals;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;

/** Looks a database over for what will bite at night. Reads only. */
public final class Doctor {

    private static final Duration OFFSET_AMBER = Duration.ofSeconds(1);
    private static final Duration OFFSET_RED = Duration.ofSeconds(30);

    private final Databases databases;
    private final Clock clock;

    public Doctor(Databases databases, Clock clock) {
        this.databases = databases;
        this.clock = clock;
    }

    /** Everything that was seen in the target of this name, the worst first; a server that cannot be reached is one red finding. */
    public List<Finding> examine(String name) {
        try {
            return examine(databases.named(name));
        } catch (ProblemException e) {
            return List.of(unwell(e));
        }
    }

    /** The same for a database that is open. */
    public List<Finding> examine(Database database) {
        List<Finding> findings = new ArrayList<>();
        try (Session session = database.open(Purpose.BOOKKEEPING)) {
            checks(database).forEach((what, check) -> findings.addAll(looked(what, check, session)));
        } catch (SQLException e) {
            findings.add(Finding.red(
                    "database '" + database.name() + "' does not answer: " + e.getMessage(),
                    "nothing can run",
                    "check that the server runs, and the URL, username and password"));
        }
        findings.addAll(new ReplicaChecks(database).look());
        findings.sort(Comparator.comparing(Finding::severity));
        return findings;
    }

    private Map<String, Check> checks(Database database) {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("our tables", session -> tables(database, session));
        checks.put("the clock", this::clockOffset);
        checks.putAll(database.dialect().vendor() == Vendor.POSTGRESQL ? PostgresChecks.all() : MySqlChecks.all());
        return checks;
    }

    /** A check that fails is itself a finding: most often a right is missing. */
    private static List<Finding> looked(String what, Check check, Session session) {
        try {
            return check.look(session);
        } catch (SQLException | DataAccessException e) {
            Throwable cause = e instanceof DataAccessException d ? d.getMostSpecificCause() : e;
            return List.of(Finding.amber(
                    "could not look at " + what + ": " + cause.getMessage(),
                    "what is wrong there stays unseen",
                    Vitals.of(session.dialect().vendor()).grantNeeded()));
        }
    }

    private static List<Finding> tables(Database database, Session session) {
        try {
            TargetTables tables = new TargetTables(database);
            String control = tables.control(session);
            return List.of(
                    Finding.green("our tables are there, format " + TargetTables.FORMAT + ", of control database "
                            + control + (tables.isProduction(session) ? ", marked production" : "")));
        } catch (ProblemException e) {
            return List.of(unwell(e));
        }
    }

    private List<Finding> clockOffset(Session session) {
        Instant before = clock.instant();
        Instant server = session.dialect().now(session);
        Instant after = clock.instant();
        // The server read its clock between our two looks; only what lies outside them is an offset.
        Duration offset = server.isBefore(before)
                ? Duration.between(server, before)
                : server.isAfter(after) ? Duration.between(after, server) : Duration.ZERO;
        if (offset.compareTo(OFFSET_AMBER) < 0) {
            return List.of(Finding.green("our clock and the server's agree within a second"));
        }
        String what = "our clock and the server's differ by " + offset.toMillis() + " ms";
        String why = "times in status, schedules and audit do not match the data";
        String advice = "let both machines follow the same time servers";
        return List.of(
                offset.compareTo(OFFSET_RED) < 0 ? Finding.amber(what, why, advice) : Finding.red(what, why, advice));
    }

    private static Finding unwell(ProblemException e) {
        return new Finding(Severity.RED, e.problem().title(), e.problem().code(), e.detail());
    }
}
