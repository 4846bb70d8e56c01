package io.steadfill.schema.ledger;

import io.steadfill.database.Session;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.script.Direction;
import io.steadfill.script.Script;
import io.steadfill.script.Version;
import io.steadfill.script.statement.ScriptStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The rows of one job in the target's table of applied statements. */
public final class Ledger {

    private final String job;
    private final Launch launch;

    public Ledger(String job, Launch launch) {
        this.job = job;
        this.launch = launch;
    }

    public List<LedgerRow> rows(Session session) {
        return session.sql("""
                        select version, direction, statement, file, checksum, statement_checksum, by_whom, approved_by, outcome,
                               error, coalesce(ended_at, began_at) as at
                        from %s where job = :job order by direction, version, statement
                        """.formatted(table(session)))
                .param("job", job)
                .query((row, number) -> read(row))
                .list();
    }

    public Optional<LedgerRow> row(Session session, Script script, ScriptStatement statement) {
        return rows(session).stream()
                .filter(r -> r.direction() == script.direction()
                        && r.version().equals(script.version().toString())
                        && r.statement() == statement.ordinal())
                .findFirst();
    }

    private static LedgerRow read(ResultSet row) throws SQLException {
        return new LedgerRow(
                row.getString("version"),
                Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                row.getInt("statement"),
                row.getString("file"),
                row.getString("checksum"),
                row.getString("statement_checksum"),
                row.getString("by_whom"),
                row.getString("approved_by"),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("error"),
                row.getTimestamp("at").toInstant());
    }

    /** Writes, in a transaction of its own, that a statement begins. */
    public void begins(Session session, Script script, ScriptStatement statement) {
        int changed = bind(session.sql("""
                                update %s set outcome = 'running', error = null, ended_at = null,
                                       began_at = current_timestamp(6), file = :file, checksum = :checksum,
                                       statement_checksum = :statement_checksum, by_whom = :by, approved_by = :approved
                                where job = :job and version = :version and direction = :direction and statement = :statement
                                """.formatted(table(session))), script, statement)
                .update();
        if (changed == 0) {
            bind(session.sql("""
                                    insert into %s (job, version, direction, statement, file, checksum, statement_checksum,
                                                    by_whom, approved_by, outcome)
                                    values (:job, :version, :direction, :statement, :file, :checksum, :statement_checksum,
                                            :by, :approved, 'running')
                                    """.formatted(table(session))), script, statement).update();
        }
    }

    private StatementSpec bind(StatementSpec sql, Script script, ScriptStatement statement) {
        return key(sql, script, statement)
                .param("file", script.file())
                .param("checksum", script.checksum())
                .param("statement_checksum", statement.checksum())
                .param("by", launch.by())
                .param("approved", launch.approvedBy());
    }

    private StatementSpec key(StatementSpec sql, Script script, ScriptStatement statement) {
        return sql.param("job", job)
                .param("version", script.version().toString())
                .param("direction", script.direction().key())
                .param("statement", statement.ordinal());
    }

    /** Writes how a statement ended, in the session's transaction if one is open. */
    public void ends(
            Session session, Script script, ScriptStatement statement, Outcome outcome, @Nullable String error) {
        int changed = key(session.sql("""
                                update %s set outcome = :outcome, error = :error, ended_at = current_timestamp(6)
                                where job = :job and version = :version and direction = :direction and statement = :statement
                                """.formatted(table(session))), script, statement)
                .param("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .param("error", error)
                .update();
        if (changed != 1) {
            throw new IllegalStateException("the ledger lost the row of " + script.at(statement));
        }
    }

    /** A file that was corrected after a failure is one file again when all its statements are done. */
    public void completes(Session session, Script script) {
        outcome(session, script.version(), script.direction(), null, script.checksum());
    }

    /** Writes that a version was taken back, or that it is applied anew and its undo no longer holds. */
    public void withdraws(Session session, Version version, Direction direction) {
        outcome(session, version, direction, Outcome.UNDONE, null);
    }

    private void outcome(
            Session session,
            Version version,
            Direction direction,
            @Nullable Outcome outcome,
            @Nullable String checksum) {
        session.sql("""
                        update %s set outcome = coalesce(:outcome, outcome), checksum = coalesce(:checksum, checksum)
                        where job = :job and version = :version and direction = :direction
                        """.formatted(table(session)))
                .param("outcome", outcome == null ? null : outcome.name().toLowerCase(Locale.ROOT))
                .param("checksum", checksum)
                .param("job", job)
                .param("version", version.toString())
                .param("direction", direction.key())
                .update();
    }

    private static String table(Session session) {
        return session.dialect().ours("script");
    }
}
