package io.steadfill.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.Vendor;
import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class RetentionContract {

    private static final String PLAIN = "set: { name: \"'x'\" }\nwhere: name is null\n";
    private static final String ONCE = "set: { name: \"'x'\" }\nonce: true\n";
    private static final String UNDO = PLAIN + "undo: { keep: 500d }\n";

    private final TestDatabase control;
    private final TestDatabase target;
    private final Databases databases;
    private final Control store;
    private final AuditTrail trail;
    private final Retention retention;

    RetentionContract(TestDatabase at) {
        control = at;
        target = TestDatabase.on(at.lane());
        databases = new Databases(new DatabaseProperties(
                Map.of("shop", DatabaseProperties.Named.of(target.url())),
                new DatabaseProperties.Control(at.url(), null, null, null)));
        store = new Control(databases::control);
        new ControlTables(store).init();
        new TargetTables(databases.named("shop")).init(store.identity().id(), false);
        trail = new AuditTrail(store);
        retention = at(Instant::now);
    }

    @AfterEach
    void close() {
        databases.close();
        target.close();
    }

    @Test
    void whatIsOverLongAgoGoesAndNothingElse() {
        run("old", "plain", PLAIN, "COMPLETED", 500);
        batch("old", 1);
        batch("young", 2);
        run("old-failed", "plain", PLAIN, "FAILED", 500);
        run("old-open", "plain", PLAIN, "COMPLETED", 500);
        quarantined("old-open", "OPEN");
        run("young", "plain", PLAIN, "COMPLETED", 300);
        run("newest", "plain", PLAIN, "COMPLETED", 200);
        run("old-once", "once", ONCE, "COMPLETED", 500);
        run("young-once", "once", ONCE, "COMPLETED", 200);
        run("imaged", "undo", UNDO, "COMPLETED", 450);
        image("imaged");
        run("no-more-images", "undo", UNDO, "COMPLETED", 600);
        image("no-more-images");
        run("undo-newest", "undo", UNDO, "COMPLETED", 200);
        run("only-one", "only", PLAIN, "COMPLETED", 500);
        run("never-again", "failed", PLAIN, "FAILED", 500);
        run("unfinished", "waits", PLAIN, "PAUSED", 500);
        run("waits-newer", "waits", PLAIN, "COMPLETED", 200);

        Map<String, Long> said = retention.preview();
        assertThat(control.count("select count(*) from steadfill_control_run")).isEqualTo(14);
        Map<String, Long> gone = retention.sweep();

        assertThat(gone).isEqualTo(said).containsEntry("runs", 3L).containsEntry("before-images", 1L);
        assertThat(control.column(String.class, "select run_id from steadfill_control_run"))
                .containsExactlyInAnyOrder(
                        "old-open",
                        "young",
                        "newest",
                        "old-once",
                        "young-once",
                        "imaged",
                        "undo-newest",
                        "never-again",
                        "only-one",
                        "unfinished",
                        "waits-newer");
        assertThat(target.column(String.class, "select run_id from " + ours("before_image")))
                .containsExactly("imaged");
        for (String table : new String[] {
            "BATCH_JOB_INSTANCE", "BATCH_JOB_EXECUTION", "BATCH_JOB_EXECUTION_PARAMS", "BATCH_STEP_EXECUTION"
        }) {
            assertThat(control.count("select count(*) from " + table)).as(table).isEqualTo(1);
        }
        assertThat(retention.sweep().values()).containsOnly(0L);
    }

    @Test
    void aRunWhoseDefinitionIsReadNoMoreStaysAndKeepsNothingElse() {
        run("old-unreadable", "plain", "of: an earlier release\n", "COMPLETED", 500);
        image("old-unreadable");
        run("old", "plain", PLAIN, "COMPLETED", 500);
        run("images-over", "undo", UNDO, "COMPLETED", 600);
        image("images-over");
        run("newest", "plain", PLAIN, "COMPLETED", 200);

        assertThat(retention.preview()).containsEntry("runs", 1L).containsEntry("before-images", 1L);
        assertThat(retention.sweep()).containsEntry("runs", 1L).containsEntry("before-images", 1L);

        assertThat(control.column(String.class, "select run_id from steadfill_control_run"))
                .containsExactlyInAnyOrder("old-unreadable", "images-over", "newest");
        assertThat(target.column(String.class, "select run_id from " + ours("before_image")))
                .containsExactly("old-unreadable");
    }

    @Test
    void aKindThatCannotGoKeepsNoOtherFromGoingAndIsTold() {
        run("old", "plain", PLAIN, "COMPLETED", 500);
        run("newest", "plain", PLAIN, "COMPLETED", 200);
        trail.add("ada", "pause", "r-1", "names", null, null);
        trail.add("ada", "pause", "r-2", "names", null, null);
        control.execute("alter table steadfill_control_delivery rename to no_delivery");
        Retention later = at(() -> Instant.now().plus(Duration.ofDays(401)));

        assertThatThrownBy(later::sweep).hasMessageContaining("steadfill_control_delivery");

        assertThat(control.column(String.class, "select run_id from steadfill_control_run"))
                .containsExactly("newest");
        assertThat(trail.page(AuditQuery.newest(10)))
                .extracting(AuditTrail.Entry::verb)
                .contains("audit forget");
    }

    @Test
    void whatCannotGoTonightStaysFoundAndGoesAnotherNight() throws SQLException {
        run("old-1", "plain", PLAIN, "COMPLETED", 500);
        for (int i = 0; i < 1_200; i++) {
            quarantined("old-1", "WAIVED", String.format(Locale.ROOT, "h-%04d", i));
        }
        inTarget("old-1");
        run("old-2", "plain", PLAIN, "COMPLETED", 500);
        quarantined("old-2", "DONE", "h");
        inTarget("old-2");
        run("old-retried", "plain", PLAIN, "COMPLETED", 500);
        quarantined("old-retried", "RETRY", "h");
        run("newest", "plain", PLAIN, "COMPLETED", 200);
        run("imaged", "undo", UNDO, "COMPLETED", 600);
        image("imaged");
        run("undo-newest", "undo", UNDO, "COMPLETED", 200);
        try (Connection other = target.connect();
                Statement held = other.createStatement()) {
            other.setAutoCommit(false);
            held.executeUpdate("update " + ours("quarantine") + " set attempts = 2 where run_id = 'old-1'"
                    + " and key_hash = 'h-1199'");
            held.executeUpdate("update " + ours("before_image") + " set row_count = 2 where run_id = 'imaged'");

            assertThat(retention.sweep()).containsEntry("runs", 1L).containsEntry("before-images", 0L);

            assertThat(target.count("select count(*) from " + ours("quarantine") + " where run_id = 'old-1'"))
                    .as("in pieces")
                    .isBetween(1L, 700L);
            assertThat(target.column(String.class, "select run_id from " + ours("run")))
                    .containsExactly("old-1");
            assertThat(control.column(String.class, "select run_id from steadfill_control_run"))
                    .containsExactlyInAnyOrder("old-1", "old-retried", "newest", "imaged", "undo-newest");
            other.rollback();
        }

        assertThat(retention.sweep()).containsEntry("runs", 2L).containsEntry("before-images", 1L);

        assertThat(target.count("select count(*) from " + ours("run"))).isZero();
        assertThat(target.column(String.class, "select run_id from " + ours("quarantine")))
                .containsExactly("old-retried");
        assertThat(control.column(String.class, "select run_id from steadfill_control_run"))
                .containsExactlyInAnyOrder("old-retried", "newest", "undo-newest");
    }

    @Test
    void aTargetThatAnotherControlTookOverIsLeftAlone() {
        run("imaged", "undo", UNDO, "COMPLETED", 600);
        image("imaged");
        databases
                .named("shop")
                .transact(
                        TransactionSettings.BOOKKEEPING,
                        session -> new TargetTables(databases.named("shop"))
                                .adopt(session, store.identity().id(), "another"));

        assertThat(retention.sweep()).containsEntry("before-images", 0L);

        assertThat(target.column(String.class, "select run_id from " + ours("before_image")))
                .containsExactly("imaged");
    }

    @Test
    void sessionsThatAreOverGoInBatches() {
        for (int i = 0; i < 450; i++) {
            control.update(
                    "insert into steadfill_control_session (session_key, content, created_at, used_at, expires_at) values"
                            + " (?, ?, current_timestamp(6), current_timestamp(6), current_timestamp(6) - interval '1' second)",
                    "over-" + i,
                    new byte[] {1});
        }
        control.update(
                "insert into steadfill_control_session (session_key, content, created_at, used_at, expires_at) values"
                        + " ('open', ?, current_timestamp(6), current_timestamp(6), current_timestamp(6) + interval '60' second)",
                new byte[] {1});

        assertThat(retention.preview()).containsEntry("sessions", 450L);
        assertThat(retention.sweep()).containsEntry("sessions", 450L);

        assertThat(control.column(String.class, "select session_key from steadfill_control_session"))
                .containsExactly("open");
    }

    @Test
    void theAuditTrailLosesItsOldPartAndSaysSo() {
        for (int i = 0; i < 7; i++) {
            trail.add("ada", "pause", "r-" + i, "names", null, null);
        }
        String last = trail.page(AuditQuery.newest(2)).get(1).seq() + ":";
        assertThat(retention.sweep()).containsEntry("audit entries", 0L);

        Retention later = at(() -> Instant.now().plus(Duration.ofDays(401)));
        assertThat(later.preview()).containsEntry("audit entries", 6L);
        assertThat(later.sweep()).containsEntry("audit entries", 6L);

        assertThat(trail.page(AuditQuery.newest(10))).hasSize(2).first().satisfies(entry -> {
            assertThat(entry.by()).isEqualTo("retention");
            assertThat(entry.verb()).isEqualTo("audit forget");
            assertThat(entry.after()).startsWith(last);
        });
        assertThat(at(Instant::now).sweep()).containsEntry("audit entries", 0L);
    }

    private Retention at(DatabaseTime time) {
        return new Retention(
                store,
                time,
                databases,
                new RetentionProperties(
                        Duration.ofDays(400), Duration.ofDays(90), Duration.ofDays(30), Duration.ofDays(400)),
                trail);
    }

    private void run(String id, String job, String work, String stage, int daysAgo) {
        boolean active = stage.equals("PAUSED");
        control.update(
                "insert into steadfill_control_run (run_id, job, database_name, table_name, active_key, definition_hash,"
                        + " definition_text, parameters, started_at, started_by, stage, ended_at) values (?, ?, 'shop', 'item', ?,"
                        + " '', ?, '{}', current_timestamp - interval '" + daysAgo + "' day, 'ada', ?,"
                        + " current_timestamp - interval '" + daysAgo + "' day)",
                id,
                job,
                active ? job : null,
                "job: " + job + "\ndatabase: shop\ntable: item\n" + work,
                stage);
        control.update(
                "insert into steadfill_control_event (run_id, job, kind, at) values (?, ?, 'state', current_timestamp)",
                id,
                job);
    }

    private void batch(String run, int id) {
        control.update(
                "insert into BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, JOB_NAME, JOB_KEY) values (?, 'j', ?)", id, run);
        control.update(
                "insert into BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, JOB_INSTANCE_ID, CREATE_TIME)"
                        + " values (?, ?, current_timestamp)",
                id,
                id);
        control.update(
                "insert into BATCH_JOB_EXECUTION_PARAMS (JOB_EXECUTION_ID, PARAMETER_NAME, PARAMETER_TYPE,"
                        + " PARAMETER_VALUE, IDENTIFYING) values (?, 'run', 'java.lang.String', ?, 'Y')",
                id,
                run);
        control.update(
                "insert into BATCH_STEP_EXECUTION (STEP_EXECUTION_ID, VERSION, STEP_NAME, JOB_EXECUTION_ID, CREATE_TIME)"
                        + " values (?, 0, 'backfill', ?, current_timestamp)",
                id,
                id);
    }

    private void inTarget(String run) {
        target.update(
                "insert into " + ours("run") + " (run_id, job, table_identity, definition_hash, definition_text,"
                        + " parameters, state, started_at)"
                        + " values (?, 'plain', 'item', '', '', '{}', 'COMPLETED', current_timestamp)",
                run);
        target.update(
                "insert into " + ours("partition") + " (run_id, sweep, number, done) values (?, 0, 1, true)", run);
    }

    private void quarantined(String run, String state) {
        quarantined(run, state, "h");
    }

    private void quarantined(String run, String state, String hash) {
        target.update(
                "insert into " + ours("quarantine")
                        + " (run_id, key_hash, key_text, sweep, number, reason, error, advice,"
                        + " state, attempts) values (?, ?, '[\"1\"]', 0, 0, 'r', 'e', 'a', ?, 1)",
                run,
                hash,
                state);
    }

    private void image(String run) {
        target.update(
                "insert into " + ours("before_image") + " (run_id, sweep, number, seq, row_count, image)"
                        + " values (?, 0, 0, 1, 1, '[]')",
                run);
    }

    private String ours(String table) {
        return target.lane().vendor() == Vendor.POSTGRESQL ? "steadfill." + table : "steadfill_" + table;
    }
}
