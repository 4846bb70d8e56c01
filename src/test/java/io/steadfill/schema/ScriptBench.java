package io.steadfill.schema;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.definition.Completion;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Mask;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.schema.contract.ProofResult;
import io.steadfill.schema.contract.Proofs;
import io.steadfill.schema.ledger.Launch;
import io.steadfill.schema.statement.Patience;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A job folder, a target with our tables, and the verbs over both; proofs are plain SQL and can be listened to. */
final class ScriptBench {

    static final Patience QUICK =
            new Patience(Duration.ofSeconds(1), 2, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1));

    final Path folder;
    final TestDatabase server;
    final Database database;
    final List<Runnable> afterProof = new ArrayList<>();
    private final Proofs proofs = new SqlProofs();
    private String predicate = "phone is not null and phone_e164 is null";
    private int proved;

    ScriptBench(Path folder, TestDatabase server, Database database) {
        this.folder = folder;
        this.server = server;
        this.database = database;
        database.dialect().targetTables().forEach(server::execute);
    }

    ScriptBench where(String newPredicate) {
        predicate = newPredicate;
        return this;
    }

    ScriptBench file(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code then} after the n-th proof from now on, from 1. */
    ScriptBench afterProof(int number, Runnable then) {
        while (afterProof.size() < proved + number) {
            afterProof.add(() -> {});
        }
        afterProof.set(proved + number - 1, then);
        return this;
    }

    Companions companions() {
        return new Companions(proofs, Clock.systemUTC(), new Random(7), QUICK);
    }

    Applied expand() {
        return companions().expand(database, folder, job(), new Launch("ann", null));
    }

    Applied contract() {
        return companions().contract(database, folder, job(), new Launch("ann", null));
    }

    Applied undo() {
        return companions().undo(database, folder, job(), new Launch("ann", null));
    }

    List<ScriptState> status() {
        return companions().status(database, folder, job());
    }

    JobDefinition job() {
        return job(Completion.PREDICATE);
    }

    JobDefinition job(Completion completion) {
        return new JobDefinition(
                "normalise-phones",
                null,
                null,
                "shop",
                TableName.of("customers"),
                SqlText.of(predicate),
                completion,
                new Work.SetColumns(Map.of(new Identifier("phone_e164"), SqlText.of("phone"))),
                Map.of(),
                Limits.DEFAULTS,
                null,
                null,
                null,
                List.of(),
                false,
                false,
                null,
                List.of(),
                0,
                Mask.NONE,
                "job: normalise-phones",
                "0");
    }

    /** The ledger in one text a statement: version, direction, statement, outcome. */
    List<String> ledger() {
        return server.column(
                String.class,
                "select concat(version, ' ', direction, ' ', statement, ' ', outcome) from "
                        + database.dialect().ours("script") + " order by direction, version, statement");
    }

    private final class SqlProofs implements Proofs {

        @Override
        public ProofResult prove(Database target, JobDefinition job) {
            try (Session session = target.open(Database.Purpose.WORK)) {
                return proveInside(session, job);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public ProofResult proveInside(Session session, JobDefinition job) {
            @Nullable SqlText where = job.where();
            List<String> keys = session.sql("select id from customers where "
                            + (where == null
                                    ? "false"
                                    : where.on(session.dialect().vendor())) + " order by id limit 5")
                    .query(String.class)
                    .list();
            int number = proved++;
            if (number < afterProof.size()) {
                afterProof.get(number).run();
            }
            return new ProofResult(keys.size(), keys);
        }
    }
}
