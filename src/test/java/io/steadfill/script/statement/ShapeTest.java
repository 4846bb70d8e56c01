package io.steadfill.script.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.Vendor;
import io.steadfill.script.statement.Change.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    private static List<Change> read(Vendor vendor, String sql) {
        return Shape.of(new ScriptStatement(1, 1, sql, "", false), vendor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table only shop.Customers add column a int | ADD_COLUMN | shop.customers | a",
                "alter table t add \"A b\" int | ADD_COLUMN | t | A b",
                "alter table if exists t drop column if exists a cascade | DROP_COLUMN | t | a",
                "alter table t drop a | DROP_COLUMN | t | a",
                "alter table t add constraint c check (a > 0) not valid | ADD_CONSTRAINT | t | c",
                "alter table t drop constraint if exists c | DROP_CONSTRAINT | t | c",
                "alter table t validate constraint c | VALIDATE_CONSTRAINT | t |",
                "alter table t alter column a set default 1 | HARMLESS | t |",
                "alter table t alter column a set not null | OTHER | t |",
                "alter table t alter column a type int using coalesce(a, 0) | OTHER | t |",
                "create unique index concurrently if not exists i on only t (a) | CREATE_INDEX | t | i",
                "drop index concurrently s.i | DROP_INDEX | s.i | i",
                "create trigger g before insert or update on t for each row execute function f() | CREATE_TRIGGER | t | g",
                "create table if not exists t (a int) | CREATE_TABLE | t |",
                "drop table t | DROP_TABLE | t |",
                "create or replace function f() returns int language sql as 'select 1' | HARMLESS | |",
                "delete from t | OTHER | |",
                "select drop_everything() | OTHER | |",
                "do 'begin end' | OTHER | |",
            })
    void recognisesWhatAStatementDoes(String sql, Kind kind, String table, String name) {
        Change change = read(Vendor.POSTGRESQL, sql).get(0);

        assertThat(change.kind()).isEqualTo(kind);
        assertThat(change.table() == null ? null : change.table().toString()).isEqualTo(table);
        if (kind != Kind.VALIDATE_CONSTRAINT) {
            assertThat(change.name() == null ? null : change.name().name()).isEqualTo(name);
        }
    }

    @Test
    void seesEachActionOfAnAlterTable() {
        assertThat(
                        read(
                                Vendor.MYSQL,
                                "alter table `t` add column a decimal(10, 2), drop key k, algorithm=inplace, modify b int not null"))
                .extracting(Change::kind)
                .containsExactly(Kind.ADD_COLUMN, Kind.DROP_INDEX, Kind.HARMLESS, Kind.OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POSTGRESQL | alter table t add constraint c check ((a is null) is not true) not valid | true",
                "POSTGRESQL | alter table t add constraint c foreign key (a) references u (b) not valid | true",
                "POSTGRESQL | alter table t add constraint c check (a is not null) | false",
                "POSTGRESQL | alter table t add check (a is not null) not valid | false",
                "POSTGRESQL | create or replace trigger g before insert on t for each row execute function f() | false",
                "POSTGRESQL | alter table t add constraint c check (a > 0) not valid, drop column b | false",
                "MYSQL | alter table t add constraint c check (a > 0) not valid | false",
                "MYSQL | create trigger g before insert on t for each row signal sqlstate '45000' | true",
                "MYSQL | create trigger g before insert on t for each row set new.a = 1 | false",
                "MARIADB | create trigger if not exists g before insert on t for each row signal sqlstate '45000' | false",
            })
    void takesOnlyBarriersThatItCanTakeDownAgain(Vendor vendor, String sql, boolean barrier) {
        assertThat(Barrier.of(new ScriptStatement(1, 1, sql, "", true), vendor).isPresent())
                .isEqualTo(barrier);
    }
}
