package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is an attached partition elsewhere is an exchanged one here. */
abstract class InnoDbPartitionsChangedContract extends PartitionsChangedContract {

    @BeforeEach
    void prepare(TestDatabase database) {
        database.execute(
                "create table item (id bigint primary key, tokens varchar(10) not null)"
                        + " partition by range (id) (partition p1 values less than (1001), partition p2 values less than (4001),"
                        + " partition p3 values less than (6001))",
                "create table other (id bigint primary key, tokens varchar(10) not null)");
        insert(database, "item", 1, 5_000);
        insert(database, "other", 1, 500);
    }

    @Test
    void doesTheRowsThatAreExchangedIntoAPartitionBehindIt(TestDatabase database) throws Exception {
        changeInTheMiddle(database, "alter table item exchange partition p1 with table other");

        assertThat(database.count("select count(*) from item")).isEqualTo(4_500);
        assertThat(database.count("select count(*) from other where tokens in ('', 'x')"))
                .isEqualTo(1_000);
    }

    @Test
    void goesOnOverPartitionsThatAreReorganizedAddedAndDropped(TestDatabase database) throws Exception {
        changeInTheMiddle(
                database,
                "alter table item reorganize partition p3 into"
                        + " (partition p3 values less than (4501), partition p4 values less than (9001))",
                "alter table item add partition (partition p5 values less than (12001))",
                "insert into item (id, tokens) values (9500, ''), (11000, '')",
                "alter table item drop partition p1");

        assertThat(database.count("select count(*) from item")).isEqualTo(4_002);
    }
}
