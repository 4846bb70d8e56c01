package io.steadfill.verify.walk;

import io.steadfill.database.Database;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.problem.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads in short read-only transactions, again where another try may help. One thread's. */
public final class ShortReads implements Reads, AutoCloseable {

    private static final int TRIES_MAX = 6;
    private static final Duration FIRST_REST = Duration.ofMillis(100);

    private final Database database;
    private @Nullable Session session;

    public ShortReads(Database database) {
        this.database = database;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        for (int tried = 1; ; tried++) {
            try {
                return once(work);
            } catch (SQLException e) {
                giveUpOrRest(e, e, tried);
            } catch (RuntimeException e) {
                SQLException word = serversWord(e);
                if (word == null) {
                    throw e;
                }
                giveUpOrRest(word, e, tried);
            }
        }
    }

    private <T> T once(Function<Session, T> work) throws SQLException {
        Session open = session == null ? database.open(Database.Purpose.WORK) : session;
        session = open;
        open.begin(TransactionSettings.READING);
        T answer = work.apply(open);
        open.rollback();
        return answer;
    }

    private void giveUpOrRest(SQLException word, Exception whole, int tried) {
        close();
        Failure failure = database.dialect().failure(word);
        switch (failure) {
            case TRANSIENT, LOCKED, CONNECTION, RESOURCE, DISK_FULL -> {
                if (tried >= TRIES_MAX) {
                    throw unreachable(failure, word, whole);
                }
                Rests.sleep(FIRST_REST.multipliedBy(1L << (tried - 1)));
            }
            case CANCELLED -> throw new ReadCancelledException(word);
            case PRIVILEGE -> throw refusal(word, whole);
            case DRIFT, DATA ->
                throw Problem.NOT_VERIFIED
                        .with("database", database.name())
                        .says(
                                "the server refuses to read: " + firstLine(word)
                                        + "; correct the job's predicate or expression, or the table, and verify again",
                                whole);
        }
    }

    private RuntimeException refusal(SQLException word, Exception whole) {
        return database.dialect().isRowHiding(word)
                ? Problem.ROW_HIDDEN
                        .with("database", database.name())
                        .says(
                                "a row security policy hides rows from our role, so nothing can be proved: "
                                        + firstLine(word) + "; give the role BYPASSRLS or the table to it",
                                whole)
                : Problem.PRIVILEGE_MISSING
                        .with("database", database.name())
                        .says(
                                "our role may not read what the proof needs: " + firstLine(word)
                                        + "; see the grants that 'database init --print' shows",
                                whole);
    }

    private RuntimeException unreachable(Failure failure, SQLException word, Exception whole) {
        Problem problem = failure == Failure.LOCKED ? Problem.LOCK_BUSY : Problem.DATABASE_UNREACHABLE;
        return problem.with("database", database.name())
                .says(
                        "reading failed " + TRIES_MAX + " times, the last time with: " + firstLine(word)
                                + "; nothing was written, verify again later",
                        whole);
    }

    private static @Nullable SQLException serversWord(Throwable error) {
        @Nullable SQLException found = null;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }

    private static String firstLine(SQLException word) {
        return String.valueOf(word.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public void close() {
        Session open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
