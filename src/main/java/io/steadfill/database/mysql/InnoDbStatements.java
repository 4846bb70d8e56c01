package io.steadfill.database.mysql;

import io.steadfill.database.SessionStatements;
import io.steadfill.database.TransactionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bounds each statement of a transaction by the watchdog, and makes a warning about a write an error. */
final class InnoDbStatements extends SessionStatements {

    private static final Logger LOG = LoggerFactory.getLogger(InnoDbStatements.class);

    /** Syntax, function and character sets that a later release may drop; nothing is wrong with the data. */
    private static final Set<Integer> DEPRECATIONS = Set.of(1287, 1681, 3719, 3778);

    private final @Nullable StatementWatchdog watchdog;
    private final Set<Integer> deprecationsSeen;
    private @Nullable Duration timeout;
    private StatementWatchdog.@Nullable Watch watch;

    /**
     * @param watchdog null where the server bounds all statements itself
     * @param deprecationsSeen shared by all sessions of a database, so that each is reported once
     */
    InnoDbStatements(Connection connection, @Nullable StatementWatchdog watchdog, Set<Integer> deprecationsSeen) {
        super(connection);
        this.watchdog = watchdog;
        this.deprecationsSeen = deprecationsSeen;
    }

    @Override
    protected void began(TransactionSettings settings) {
        timeout = settings.statementTimeout();
    }

    @Override
    protected void ending() {
        unwatch();
        timeout = null;
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        unwatch();
        if (watchdog != null && timeout != null) {
            watch = watchdog.over(statement, timeout);
        }
    }

    @Override
    protected void handleWarnings(Statement statement) throws SQLException {
        unwatch();
        if (timeout != null && statement.getUpdateCount() >= 0) {
            judge(statement.getWarnings());
        }
    }

    @Override
    protected void handleWarnings(Statement statement, SQLException error) {
        unwatch();
    }

    private void unwatch() {
        if (watch != null) {
            watch.end();
            watch = null;
        }
    }

    private void judge(@Nullable SQLWarning first) throws SQLException {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (!DEPRECATIONS.contains(warning.getErrorCode())) {
                throw new SQLException(
                        "the server warned about what was written: " + warning.getMessage(),
                        warning.getSQLState(),
                        warning.getErrorCode());
            }
            if (deprecationsSeen.add(warning.getErrorCode())) {
                LOG.warn("deprecated by the server ({}): {}", warning.getErrorCode(), warning.getMessage());
            }
        }
    }
}
