package io.steadfill.control;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The control database: where runs, holds and the audit trail are. Connected to when it is first asked for. Its clock is the only one that
 * decides about leases. Used by several threads.
 */
public final class Control {

    /** Of the tables; a control made by a release with a higher one is refused. */
    static final int FORMAT = 1;

    /**
     * Which control this is.
     *
     * @param id random, made with the tables; targets belong to one
     */
    public record Identity(String id) {}

    private final Supplier<Database> database;
    private @Nullable Identity identity;

    /** @param database is asked at each use, and answers from memory from the second time on */
    public Control(Supplier<Database> database) {
        this.database = database;
    }

    /**
     * Which control this is, once its tables are known to be there.
     *
     * @throws io.steadfill.problem.ProblemException when none is configured, it cannot be reached, or its tables are missing, older or newer
     */
    public synchronized Identity identity() {
        if (identity == null) {
            identity = readIdentity();
        }
        return identity;
    }

    /** The database itself, with its pools. */
    public Database database() {
        return database.get();
    }

    /** For one statement, or within {@link #inTransaction} for one of its statements. */
    public JdbcClient client() {
        return JdbcClient.create(database().dataSource(Purpose.WORK));
    }

    /** Connections of their own, so that work never keeps a lease from being renewed. */
    public JdbcClient leases() {
        return JdbcClient.create(database().dataSource(Purpose.BOOKKEEPING));
    }

    /** One transaction, READ COMMITTED; joins one that this thread has begun already. */
    public <T> T inTransaction(Supplier<T> work) {
        return inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, work);
    }

    /** A transaction of its own, whatever becomes of one that this thread has begun already; what that one has locked it must not touch. */
    public <T> T apart(Supplier<T> work) {
        return inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, work);
    }

    private <T> T inTransaction(int propagation, Supplier<T> work) {
        TransactionTemplate template = new TransactionTemplate(
                new DataSourceTransactionManager(database().dataSource(Purpose.WORK)));
        template.setPropagationBehavior(propagation);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return Objects.requireNonNull(template.execute(status -> work.get()));
    }

    /** The database's clock. */
    public Instant now() {
        return leases().sql("select current_timestamp(6)")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** Within a transaction, work that may fail without taking the rest along; alone, a transaction of its own. */
    public <T> T tentatively(Supplier<T> work) {
        return inTransaction(TransactionDefinition.PROPAGATION_NESTED, work);
    }

    private Identity readIdentity() {
        Identity found = readRow();
        List<String> notRun = ControlTables.notRun(this);
        if (!notRun.isEmpty()) {
            throw Problem.CONTROL_TABLES_MISSING
                    .with("scripts", String.join(", ", notRun))
                    .says("the control database's tables are those of an earlier release, which lack " + notRun.size()
                            + " of our scripts; run: java -jar steadfill.jar database init control");
        }
        return found;
    }

    private Identity readRow() {
        try {
            return client().sql("select control_id, format from steadfill_control")
                    .query((row, n) -> {
                        if (row.getInt(2) > FORMAT) {
                            throw Problem.CONTROL_TABLES_MISSING
                                    .with("format", row.getInt(2))
                                    .says("the control database was made by a newer release: use that release");
                        }
                        return new Identity(row.getString(1));
                    })
                    .optional()
                    .orElseThrow(Control::missing);
        } catch (BadSqlGrammarException e) {
            throw missing();
        }
    }

    private static RuntimeException missing() {
        return Problem.CONTROL_TABLES_MISSING.says("the control database has no tables of Steadfill's yet; run: "
                + "java -jar steadfill.jar database init control");
    }
}
