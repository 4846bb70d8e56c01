package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class PostgresPartitionsChangedIT extends PartitionsChangedContract {

    @BeforeEach
    void prepare(TestDatabase database) {
        database.execute(
                "create table item (id bigint primary key, tokens text not null) partition by range (id)",
                "create table item_2 partition of item for values from (2001) to (4001)",
                "create table item_4 partition of item for values from (6001) to (9001)",
                "create table item_1 (tokens text not null, gone int, id bigint primary key)",
                "alter table item_1 drop column gone",
                "create table item_3 (id bigint primary key, tokens text not null)");
        insert(database, "item", 2001, 4000);
        insert(database, "item", 6001, 9000);
        insert(database, "item_1", 1, 300);
        insert(database, "item_3", 4001, 4300);
    }

    @Test
    void doesTheRowsOfPartitionsThatAreAttachedBehindItAndBeforeIt(TestDatabase database) throws Exception {
        changeInTheMiddle(
                database,
                "alter table item attach partition item_1 for values from (1) to (2001)",
                "alter table item attach partition item_3 for values from (4001) to (6001)");

        assertThat(database.count("select count(*) from item")).isEqualTo(5_600);
    }

    @Test
    void endsWithoutTheRowsOfAPartitionThatIsDetached(TestDatabase database) throws Exception {
        changeInTheMiddle(database, "alter table item detach partition item_2 concurrently");

        assertThat(database.count("select count(*) from item")).isEqualTo(3_000);
        assertThat(database.count("select count(*) from item_2 where tokens in ('', 'x')"))
                .isEqualTo(2_000);
    }

    @Test
    void doesTheRowsOfAPartitionThatWasAwayWhileItPassed(TestDatabase database) throws Exception {
        changeInTheMiddle(
                database,
                "alter table item detach partition item_4",
                "update item_4 set tokens = '' where id < 6100",
                "alter table item attach partition item_4 for values from (6001) to (9001)",
                "drop table item_3");

        assertThat(database.count("select count(*) from item")).isEqualTo(5_000);
    }
}
