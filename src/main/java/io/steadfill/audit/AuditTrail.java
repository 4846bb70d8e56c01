package io.steadfill.audit;

import io.steadfill.control.Control;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who said what, and what it changed. Entries are only ever added, one after the other over all processes: each has the next number and a
 * hash over itself and the one before.
 */
public final class AuditTrail {

    /** The keys of the logging context under which a request's source address and id are found. */
    public static final String ADDRESS = "address";

    public static final String REQUEST = "request";

    private static final int TEXT_MAX = 64;

    private final Control control;
    private final Supplier<AuditKey> key;

    /** Chained, but not sealed. */
    public AuditTrail(Control control) {
        this(control, AuditKey::none);
    }

    AuditTrail(Control control, Supplier<AuditKey> key) {
        this.control = control;
        this.key = key;
    }

    /**
     * One word of one person.
     *
     * @param seq without a gap from 1 on; 0 in entries that are older than the chain
     * @param source the address that it came from; null for the command line
     * @param request the request's id, as logs have it; null for the command line
     */
    public record Entry(
            long seq,
            Instant at,
            String by,
            String verb,
            @Nullable String runId,
            @Nullable String job,
            @Nullable String before,
            @Nullable String after,
            @Nullable String source,
            @Nullable String request) {}

    /** The newest entry's number and hash; written down elsewhere, it shows later that nothing was cut off. */
    public record Head(long seq, String hash) {

        /** As {@link #toString} writes it; empty where the text is no head. */
        public static Optional<Head> parse(String text) {
            if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
                return Optional.empty();
            }
            String[] parts = text.split(":", 2);
            return Optional.of(new Head(Long.parseLong(parts[0]), parts[1]));
        }

        /** Such as {@code 17:9f2c...}, as {@code audit check --head} takes it. */
        @Override
        public String toString() {
            return seq + ":" + hash;
        }
    }

    /**
     * Within a transaction on the control database the entry comes into being with its commit.
     *
     * @param before the state or value it found; null where there was none
     * @param after what it left
     */
    public void add(
            String by,
            String verb,
            @Nullable String runId,
            @Nullable String job,
            @Nullable String before,
            @Nullable String after) {
        Said said = said(by, verb, runId, job, before, after);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            // Last, so that the one lock that all entries take is held shortly, and never while waiting for another.
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    append(said);
                }
            });
        } else {
            append(said);
        }
    }

    /** The same of what is done already elsewhere: the entry stays, whatever becomes of the transaction around it. */
    public void addDone(
            String by,
            String verb,
            @Nullable String runId,
            @Nullable String job,
            @Nullable String before,
            @Nullable String after) {
        Said said = said(by, verb, runId, job, before, after);
        control.apart(() -> append(said));
    }

    private static Said said(
            String by,
            String verb,
            @Nullable String runId,
            @Nullable String job,
            @Nullable String before,
            @Nullable String after) {
        return new Said(by, verb, runId, job, before, after, context(ADDRESS), context(REQUEST));
    }

    /** What was said to a run, oldest first. */
    public List<Entry> of(String runId) {
        return control.client()
                .sql("select * from steadfill_control_audit where run_id = :run order by audit_id")
                .param("run", runId)
                .query((row, n) -> entry(row))
                .list();
    }

    /** The newest that a question asks for, the newest first. */
    public List<Entry> page(AuditQuery question) {
        return question.on(control.client()).query((row, n) -> entry(row)).list();
    }

    /** Number 0 where nothing was ever said. */
    public Head head() {
        return control.client()
                .sql("select seq, hash from steadfill_control_audit_head")
                .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
                .single();
    }

    /** How many entries {@link #forget} would take away. */
    public long olderThan(Instant before) {
        return control.client()
                .sql("select count(*) from steadfill_control_audit where at_micros < :before and seq < :newest")
                .param("before", micros(before))
                .param("newest", head().seq())
                .query(Long.class)
                .single();
    }

    /**
     * Takes the oldest entries away; an entry that says so remains, and the chain is checked from there on.
     *
     * @param most how many at once
     * @return how many were taken away
     */
    public int forget(Instant before, int most, String by) {
        return control.inTransaction(() -> {
            Head newest = lock().head();
            Optional<Head> last = control
                    .client()
                    .sql("select seq, hash from steadfill_control_audit where at_micros < :before and seq < :newest"
                            + " order by seq limit " + most)
                    .param("before", micros(before))
                    .param("newest", newest.seq())
                    .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
                    .list()
                    .stream()
                    .reduce((one, next) -> next);
            if (last.isEmpty()) {
                return 0;
            }
            switch (control.database().dialect().vendor()) {
                case POSTGRESQL ->
                    control.client()
                            .sql("select set_config('steadfill.forgetting', 'on', true)")
                            .query(String.class)
                            .single();
                case MYSQL, MARIADB -> {}
            }
            int taken = control.client()
                    .sql("delete from steadfill_control_audit where seq <= :last")
                    .param("last", last.get().seq())
                    .update();
            append(new Said(by, AuditCheck.FORGET, null, null, null, last.get().toString(), null, null));
            return taken;
        });
    }

    private record Said(
            String by,
            String verb,
            @Nullable String runId,
            @Nullable String job,
            @Nullable String before,
            @Nullable String after,
            @Nullable String source,
            @Nullable String request) {}

    private record Locked(Head head, Instant now) {}

    private int append(Said said) {
        AuditKey sealing = key.get();
        return control.inTransaction(() -> {
            Locked locked = lock();
            Link link = new Link(
                    locked.head().seq() + 1,
                    micros(locked.now()),
                    said.by(),
                    said.verb(),
                    said.runId(),
                    said.job(),
                    clean(said.before()),
                    clean(said.after()),
                    said.source(),
                    said.request(),
                    sealing.id(),
                    locked.head().hash());
            String hash = sealing.hash(link.text());
            link.insert(control.client(), hash);
            return control.client()
                    .sql("update steadfill_control_audit_head set seq = :seq, hash = :hash")
                    .param("seq", link.seq())
                    .param("hash", hash)
                    .update();
        });
    }

    /** Until the transaction ends, nobody else adds an entry. */
    private Locked lock() {
        return control.client()
                .sql("select seq, hash, current_timestamp(6) as now_at from steadfill_control_audit_head for update")
                .query((row, n) -> new Locked(
                        new Head(row.getLong(1), row.getString(2)),
                        row.getTimestamp(3).toInstant()))
                .single();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long micros = row.getLong("at_micros");
        Instant at = row.wasNull() ? row.getTimestamp("at").toInstant() : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return new Entry(
                row.getLong("seq"),
                at,
                row.getString("by_whom"),
                row.getString("verb"),
                row.getString("run_id"),
                row.getString("job"),
                row.getString("before_text"),
                row.getString("after_text"),
                row.getString("source"),
                row.getString("request_id"));
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static @Nullable String context(String name) {
        String text = MDC.get(name);
        return text == null || text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
    }

    /** PostgreSQL takes no NUL in a text. */
    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace('\0', ' ');
    }
}
