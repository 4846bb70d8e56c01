package io.steadfill.control;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells an outage of the control database, which is waited for, from an error, which is not. */
public final class Away {

    private static final Duration NAP = Duration.ofMillis(500);
    private static final int LOSSES_MAX = 20;

    /** Of MySQL and MariaDB; PostgreSQL's driver has no such numbers, and its full disk a class of its own. */
    private static final Set<Integer> MYSQL_DISK_FULL = Set.of(1114, 1021, 20);

    private Away() {}

    /**
     * Waits for the control database where it is away, and asks again where a deadlock was lost.
     *
     * @param impatient whether to give up at the next failure
     */
    public static <T> T untilAnswered(Supplier<T> question, BooleanSupplier impatient) {
        for (int losses = 0; ; ) {
            try {
                return question.get();
            } catch (PessimisticLockingFailureException e) {
                if (++losses == LOSSES_MAX) {
                    throw e;
                }
                LockSupport.parkNanos(NAP.toNanos() / 10 * losses);
            } catch (RuntimeException e) {
                if (!is(e) || impatient.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(NAP.toNanos());
            }
        }
    }

    /** Whether the database could not be asked; asking again later may help. */
    public static boolean is(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof TransientDataAccessResourceException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException
                    || isConnectionState(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConnectionState(Throwable cause) {
        if (!(cause instanceof SQLException sql)) {
            return false;
        }
        if (MYSQL_DISK_FULL.contains(sql.getErrorCode())) {
            return true;
        }
        if (sql.getSQLState() == null) {
            return false;
        }
        String state = sql.getSQLState();
        // Connection lost; server shutting down, crashed, or not accepting anybody yet.
        return state.startsWith("08") || state.startsWith("57P");
    }
}
