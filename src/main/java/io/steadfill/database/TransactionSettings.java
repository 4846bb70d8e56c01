package io.steadfill.database;

import java.time.Duration;

/**
 * What a transaction on a target lives under.
 *
 * @param lockTimeout how long a statement waits for a lock; PostgreSQL only, InnoDB has whole seconds
 * @param statementTimeout how long a statement may run
 * @param idleTimeout how long the server lets the transaction sit idle before it ends the session, so that it dies with its owner
 * @param genericPlan keeps PostgreSQL from planning a chunk by statistics that say "hardly any NULLs left"
 * @param readOnly refuses writes
 */
public record TransactionSettings(
        Duration lockTimeout, Duration statementTimeout, Duration idleTimeout, boolean genericPlan, boolean readOnly) {

    /** A chunk's transaction; lock time-out 30 ms lies far below PostgreSQL's deadlock timeout of 1 s (facts: performance, section 5). */
    public static final TransactionSettings CHUNK =
            new TransactionSettings(Duration.ofMillis(30), Duration.ofSeconds(5), Duration.ofSeconds(4), true, false);

    /** Short work on our own tables. */
    public static final TransactionSettings BOOKKEEPING = new TransactionSettings(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(15), false, false);

    /** Reading for plan, proof and survey. */
    public static final TransactionSettings READING =
            new TransactionSettings(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30), true, true);

    public TransactionSettings withStatementTimeout(Duration timeout) {
        return new TransactionSettings(lockTimeout, timeout, idleTimeout, genericPlan, readOnly);
    }

    public TransactionSettings withLockTimeout(Duration timeout) {
        return new TransactionSettings(timeout, statementTimeout, idleTimeout, genericPlan, readOnly);
    }
}
