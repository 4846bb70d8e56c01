package io.steadfill.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.target.TargetTables;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;

class PartitionStoreIT {

    private static final Fence OLD = new Fence(1, 7, 1);
    private static final Fence NEW = new Fence(1, 8, 1);

    @OnEveryServer
    void letsOnlyTheHighestFenceTouchAPartition(Lane lane, TestDatabase empty) throws SQLException {
        Database database = empty.database();
        new TargetTables(database).init("control", false);
        PartitionStore store = new PartitionStore(database.dialect(), List.of("id"));
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            store.plan(session, "r", 0, List.of(KeyRange.ALL));
            Partition old = store.take(session, store.all(session, "r").get(0), OLD);
            Partition taken = store.take(session, old, NEW);

            assertThatThrownBy(() -> store.holdAs(session, old)).hasMessageContaining("taken");
            assertThatThrownBy(() -> store.take(session, old, OLD)).hasMessageContaining("taken");
            store.holdAs(session, taken);
            session.commit();
        }
    }

    @OnEveryServer
    void tellsAWorkerThatItsCheckpointIsElsewhere(Lane lane, TestDatabase empty) throws SQLException {
        Database database = empty.database();
        new TargetTables(database).init("control", false);
        PartitionStore store = new PartitionStore(database.dialect(), List.of("id"));
        Key key = new Key(List.of("id"), List.of("5"));
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            store.plan(session, "r", 0, List.of(KeyRange.ALL));
            Partition before = store.take(session, store.all(session, "r").get(0), OLD);

            Partition after = store.advance(session, before, key, false, new Counts(5, 4, 1, 0, 0));

            assertThat(after.rest()).isEqualTo(KeyRange.ALL.beyond(key));
            assertThat(store.all(session, "r")).containsExactly(after);
            assertThatThrownBy(() -> store.holdAs(session, before)).isInstanceOf(StaleCheckpointException.class);
            session.commit();
        }
    }

    @OnEveryServer
    void anAdoptedTargetRefusesWhoeverWorkedThroughItsOldControl(Lane lane, TestDatabase empty) throws SQLException {
        Database database = empty.database();
        TargetTables tables = new TargetTables(database);
        tables.init("old", false);
        PartitionStore store = new PartitionStore(database.dialect(), List.of("id"));
        TargetRuns runs = new TargetRuns(database.dialect());
        empty.execute("insert into " + database.dialect().ours("run")
                + " (run_id, job, table_identity, definition_hash, definition_text, parameters, state, started_at)"
                + " values ('r', 'j', 't', 'h', 'd', '{}', 'OPEN', '2026-01-02 03:04:05')");
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            long before = tables.check(session, "old");
            store.plan(session, "r", 0, List.of(KeyRange.ALL));
            Partition held = store.take(session, store.all(session, "r").get(0), new Fence(before, 900, 900));

            long generation = tables.adopt(session, "old", "new");
            assertThat(runs.fenceOff(session, generation)).isEqualTo(1);

            assertThat(generation).isEqualTo(before + 1);
            assertThatThrownBy(() -> store.holdAs(session, held)).hasMessageContaining("taken");
            assertThatThrownBy(() -> store.take(session, held, new Fence(before, 901, 1)))
                    .hasMessageContaining("taken");
            assertThatThrownBy(() -> tables.hold(session, "old", before)).hasMessageContaining("took database");
            assertThatThrownBy(() -> tables.hold(session, "new", before)).hasMessageContaining("adopted");
            assertThatThrownBy(() -> tables.adopt(session, "old", "third")).hasMessageContaining("belongs to");
            store.holdAs(session, store.take(session, held, new Fence(generation, 1, 1)));
            tables.hold(session, "new", generation);
            assertThat(runs.all(session))
                    .singleElement()
                    .satisfies(run -> assertThat(run.state()).isEqualTo("OPEN"));
            session.commit();
        }
    }
}
