package io.steadfill.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DataProofsIT {

    @TempDir
    Path folder;

    private final DataProofs proofs = new DataProofs((database, job) -> Fragment.of("note is null"), System::nanoTime);

    @OnEveryServer
    void findsTheRowsThatStillMatchFromOutsideAndUnderALock(Lane lane, TestDatabase server) throws Exception {
        Database database = server.database();
        ScriptBench bench = new ScriptBench(folder, server, database);
        server.execute(
                "create table customers (id integer primary key, note varchar(40))",
                "insert into customers values (1, 'a'), (2, null), (3, null)");

        assertThat(proofs.prove(database, bench.job())).isEqualTo(new ProofResult(2, java.util.List.of("2", "3")));
        try (Session session = database.open(Database.Purpose.WORK)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            assertThat(proofs.proveInside(database, session, bench.job()).keys())
                    .containsExactly("2", "3");
            session.rollback();
        }
        server.execute("update customers set note = 'b'");
        assertThat(proofs.prove(database, bench.job()).holds()).isTrue();
    }

    @OnEveryServer
    void wantsAWalkWithoutGapsWhereThereIsNoPredicate(Lane lane, TestDatabase server) {
        Database database = server.database();
        ScriptBench bench = new ScriptBench(folder, server, database);
        server.execute("create table customers (id integer primary key, note varchar(40))");
        JobDefinition once = bench.job(Completion.ONCE);
        String ours = database.dialect().ours("");

        assertThatThrownBy(() -> proofs.prove(database, once)).hasMessageContaining("has walked this table yet");
        server.execute(
                "insert into " + ours
                        + "run (run_id, job, table_identity, definition_hash, definition_text, parameters, state,"
                        + " started_at) values ('r1', 'normalise-phones', 'customers', '0', '', '{}', 'OPEN', current_timestamp)",
                "insert into " + ours + "partition (run_id, sweep, number, up_to_key, at_key, done) values"
                        + " ('r1', 0, 0, '[\"5\"]', '[\"5\"]', true)",
                "insert into " + ours + "partition (run_id, sweep, number, after_key, up_to_key, at_key, done) values"
                        + " ('r1', 0, 1, '[\"5\"]', '[\"9\"]', '[\"7\"]', false)");
        assertThatThrownBy(() -> proofs.prove(database, once)).hasMessageContaining("7");

        server.execute("update " + ours + "partition set at_key = '[\"9\"]', done = true where number = 1");
        assertThat(proofs.prove(database, once).holds()).isTrue();
    }
}
