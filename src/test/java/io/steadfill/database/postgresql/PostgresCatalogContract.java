package io.steadfill.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Session;
import io.steadfill.database.Sessions;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.catalog.Trigger;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

abstract class PostgresCatalogContract {

    private final TestDatabase server;

    PostgresCatalogContract(TestDatabase server) {
        this.server = server;
    }

    @Test
    void describesColumnsAsTheServerSpellsThem() {
        server.execute(
                "create domain short_text as varchar(20) not null", "create type mood as enum ('sad', 'glad')", """
                create table customers (
                    id bigint generated always as identity primary key,
                    name character varying(40) not null,
                    nick short_text,
                    balance numeric(10,2) default 0,
                    rating double precision,
                    born date,
                    seen timestamp(3) with time zone default now(),
                    photo bytea,
                    extra jsonb,
                    tags text[],
                    active boolean not null default true,
                    state mood,
                    label text generated always as (name || '!') stored)""");

        Table table = describe("customers");

        assertThat(table.name()).hasToString("public.customers");
        assertThat(table.columns())
                .extracting(c -> c.name().name(), Column::type, Column::category, Column::nullable, Column::generated)
                .containsExactly(
                        row("id", "bigint", Category.INTEGER, false, false),
                        row("name", "character varying(40)", Category.TEXT, false, false),
                        row("nick", "short_text", Category.TEXT, false, false),
                        row("balance", "numeric(10,2)", Category.DECIMAL, true, false),
                        row("rating", "double precision", Category.FLOAT, true, false),
                        row("born", "date", Category.DATE, true, false),
                        row("seen", "timestamp(3) with time zone", Category.TIMESTAMP, true, false),
                        row("photo", "bytea", Category.BINARY, true, false),
                        row("extra", "jsonb", Category.JSON, true, false),
                        row("tags", "text[]", Category.OTHER, true, false),
                        row("active", "boolean", Category.BOOLEAN, false, false),
                        row("state", "mood", Category.OTHER, true, false),
                        row("label", "text", Category.TEXT, true, true));
        assertThat(table.columns())
                .filteredOn(c -> !c.isWritable())
                .extracting(c -> c.name().name())
                .containsExactly("id", "label");
        assertThat(table.require(new Identifier("seen")).defaultText()).isEqualTo("now()");
        assertThat(table.keyset())
                .isEqualTo(new Keyset(List.of(table.require(new Identifier("id"))), "customers_pkey"));
        assertThat(table.partitioned()).isFalse();
        assertThat(table.warnings()).isEmpty();
    }

    @Test
    void acceptsEveryExactTypeAsAKey() {
        server.execute("create type mood as enum ('sad', 'glad')", "create domain code as char(5)");
        for (String type : List.of(
                "smallint",
                "integer",
                "bigint",
                "numeric",
                "numeric(20,4)",
                "uuid",
                "text",
                "varchar(10)",
                "char(5)",
                "text collate \"C\"",
                "bytea",
                "date",
                "time",
                "timestamp(6)",
                "timestamptz",
                "boolean",
                "inet",
                "mood",
                "code")) {
            server.execute("drop table if exists keyed", "create table keyed (k " + type + " primary key, v text)");

            assertThat(describe("keyed").keyset().names()).as(type).containsExactly("k");
        }
    }

    @Test
    void refusesKeysOfTypesWithoutAnExactText() {
        for (String type :
                List.of("real", "double precision", "interval", "jsonb", "integer[]", "money", "int4range")) {
            server.execute("drop table if exists keyed", "create table keyed (k " + type + " primary key, v text)");

            refused("keyed", Problem.KEYSET_UNSUPPORTED)
                    .as(type)
                    .hasMessageContaining(
                            "keyed_pkey: column k is "
                                    + server.value(
                                            String.class,
                                            "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'keyed'::regclass and attname = 'k'"))
                    .hasMessageContaining("alter table \"public\".\"keyed\" add primary key");
        }
    }

    @Test
    void takesAnotherUniqueKeyWhereThePrimaryKeyCannotBeWalked() {
        server.execute(
                "create table t (k real primary key, a int not null, b int not null, c int not null unique, unique (a, b))");

        assertThat(describe("t").keyset().names()).containsExactly("c");
    }

    @Test
    void keepsTheOrderOfTheIndexInACompositeKey() {
        server.execute("create table t (a int, b text, c date, d uuid, v text, primary key (d, b, a, c) include (v))");

        assertThat(describe("t").keyset().names()).containsExactly("d", "b", "a", "c");
    }

    @Test
    void refusesATableWithoutAWalkableKeyAndSaysWhatIsWrongWithEachIndex() {
        server.execute(
                "create table t (a int, b int not null, c int not null, d int not null, e int not null, f text not null)",
                "create unique index t_nullable on t (a)",
                "create unique index t_partial on t (b) where c > 0",
                "create unique index t_expression on t (lower(f))",
                "create unique index t_five on t (b, c, d, e, f)",
                "create unique index t_mixed on t (b, c desc)",
                "create unique index t_pattern on t (f text_pattern_ops)",
                "create unique index t_collated on t (f collate \"C\")",
                "alter table t add constraint t_late unique (b) deferrable",
                "create index t_plain on t (b)");

        refused("t", Problem.KEYSET_NOT_UNIQUE)
                .hasMessage(
                        "table public.t has no key that can be walked (t_collated: it is ordered otherwise than its columns (collation or operator class); "
                                + "t_expression: it is over an expression; t_five: it has 5 columns; t_late: it is deferrable; "
                                + "t_mixed: it mixes ascending and descending columns; t_nullable: column a may be null; t_partial: it is partial; "
                                + "t_pattern: it is ordered otherwise than its columns (collation or operator class)); "
                                + "it needs a unique index over at most 4 not-null columns of exact types, for example: "
                                + "alter table \"public\".\"t\" add primary key (...), after create unique index concurrently over columns that are not null");
    }

    @Test
    void refusesATableWithoutAnyIndex() {
        server.execute("create table t (a int)");

        refused("t", Problem.KEYSET_NOT_UNIQUE).hasMessageContaining("(...)").hasMessageContaining("no unique index");
    }

    @Test
    void refusesAnInvalidIndex() {
        server.execute(
                "create table t (a int not null)",
                "create unique index t_a on t (a)",
                "update pg_index set indisvalid = false where indexrelid = 't_a'::regclass");

        refused("t", Problem.KEYSET_NOT_UNIQUE).hasMessageContaining("t_a: it is not valid");
    }

    @Test
    void refusesWhatIsNoOrdinaryTable() {
        server.execute(
                "create table base (id int primary key)",
                "create view v as select * from base",
                "create materialized view m as select * from base",
                "create table parent (id int primary key)",
                "create table child (primary key (id)) inherits (parent)",
                "create table ruled (id int primary key)",
                "create rule r as on delete to ruled do instead nothing",
                "create foreign data wrapper nothing",
                "create server nowhere foreign data wrapper nothing",
                "create foreign table f (id int) server nowhere",
                "create table parts (id int) partition by range (id)",
                "create foreign table parts_f partition of parts for values from (0) to (10) server nowhere");

        refused("v", Problem.TABLE_UNSUPPORTED).hasMessage("public.v is a view; name the table below it");
        refused("m", Problem.TABLE_UNSUPPORTED).hasMessageStartingWith("public.m is a materialized view");
        refused("parent", Problem.TABLE_UNSUPPORTED).hasMessageContaining("tables that inherit from it");
        refused("ruled", Problem.TABLE_UNSUPPORTED).hasMessageContaining("rewrite rules");
        refused("f", Problem.TABLE_UNSUPPORTED).hasMessageStartingWith("public.f is a foreign table");
        refused("parts", Problem.TABLE_UNSUPPORTED).hasMessageContaining("parts_f (foreign table)");
        refused("pg_catalog.pg_class", Problem.TABLE_UNSUPPORTED).hasMessageContaining("no");
        assertThat(describe("child").keyset().index()).isEqualTo("child_pkey");
    }

    @Test
    void refusesATemporaryTableAndWarnsOfAnUnloggedOne() throws SQLException {
        server.execute("create unlogged table u (id int primary key)");

        assertThat(describe("u").warnings()).singleElement().asString().contains("unlogged");
        try (Session session = Sessions.over(new PostgresDialect(), server.connect())) {
            session.sql("create temporary table u (id int primary key)").update();
            assertThatThrownBy(() -> new PostgresDialect().describe(session, TableName.of("u")))
                    .hasMessageContaining("is a temporary table");
        }
    }

    @Test
    void walksAPartitionedTableByAKeyThatIsUniqueOverAllOfIt() {
        server.execute(
                "create table orders (id int, day date, v text, primary key (id, day)) partition by range (day)",
                "create table orders_1 partition of orders for values from ('2024-01-01') to ('2025-01-01') partition by range (id)",
                "create table orders_1_a partition of orders_1 for values from (0) to (1000)",
                "create unique index on orders_1_a (id)",
                "insert into orders select i, '2024-05-05', 'x' from generate_series(1, 500) i",
                "analyze orders");

        Table parent = describe("orders");
        Table leaf = describe("orders_1_a");

        assertThat(parent.partitioned()).isTrue();
        assertThat(parent.keyset().names()).containsExactly("id", "day");
        assertThat(parent.rowEstimate()).isEqualTo(500);
        assertThat(leaf.partitioned()).isFalse();
        assertThat(leaf.identity())
                .as("runs on a part and on the whole exclude each other")
                .isEqualTo(parent.identity());
    }

    @Test
    void guessesTheRowsOfATableThatWasNeverAnalyzedOrHasGrown() {
        server.execute("create table t (id int primary key)", "alter table t set (autovacuum_enabled = off)");
        assertThat(describe("t").rowEstimate()).isZero();

        server.execute("insert into t select generate_series(1, 10000)");
        assertThat(describe("t").rowEstimate()).isBetween(1_000L, 100_000L);

        server.execute("analyze t", "insert into t select generate_series(10001, 20000)");
        assertThat(describe("t").rowEstimate()).isBetween(19_000L, 21_000L);
    }

    @Test
    void findsATableThroughTheSearchPathAndNamesTheTablesThereAre() {
        server.execute(
                "create schema app",
                "create table app.customers (id int primary key)",
                "create table \"Odd Name\" (id int primary key)",
                "alter database " + server.name() + " set search_path = app, public");

        assertThat(describe("customers").name()).hasToString("app.customers");
        assertThat(describe("Odd Name").name()).hasToString("public.Odd Name");
        refused("custmers", Problem.TABLE_NOT_FOUND)
                .hasMessage("there is no table custmers; did you mean 'customers'?");
        refused("zzz", Problem.TABLE_NOT_FOUND).hasMessageContaining("known are 'Odd Name', 'customers'");
        refused("public.customers", Problem.TABLE_NOT_FOUND).hasMessageContaining("there is no table public.customers");
    }

    @Test
    void tellsTriggersAndWhatTheyWrite() {
        server.execute(
                "create table customers (id int primary key, name text, total int, updated_by text, seen timestamptz, edits int)",
                "create table log (id int)",
                "create function note(int) returns void language sql as 'insert into log values ($1)'",
                """
                create function stamp() returns trigger language plpgsql as $$
                begin
                    -- new.total := 0; perform note(1);
                    if new.name = old.name then new.seen = clock_timestamp(); end if;
                    new.edits := coalesce(old.edits, 0) + 1;
                    return new;
                end $$""",
                """
                create function spread() returns trigger language plpgsql as $$
                begin
                    update customers set total = 1 where id = new.id + 1;
                    perform note(new.id);
                    return null;
                end $$""",
                "create trigger a_stamp before update on customers for each row execute function stamp()",
                "create trigger b_spread after insert or delete on customers for each row execute function spread()",
                "create trigger c_off after update on customers for each row execute function spread()",
                "alter table customers disable trigger c_off");

        Table table = describe("customers");

        assertThat(table.triggers())
                .extracting(Trigger::name, Trigger::events, Trigger::callsRoutines)
                .containsExactly(
                        row("a_stamp", Set.of("UPDATE"), false), row("b_spread", Set.of("INSERT", "DELETE"), true));
        assertThat(table.triggers().get(0).writes(new Identifier("seen"))).isTrue();
        assertThat(table.triggers().get(0).writes(new Identifier("name"))).isFalse();
        assertThat(table.triggers().get(0).writes(new Identifier("total"))).isFalse();
        assertThat(table.watched()).extracting(Identifier::name).containsExactly("seen", "edits");
        assertThat(table.warnings())
                .containsExactly(
                        "trigger b_spread writes to table public.customers itself: one changed row may change others",
                        "trigger b_spread calls routines or builds statements, whose effects cannot be seen here");
    }

    @Test
    void findsWatchedColumnsByTheirNames() {
        server.execute("""
                create table t (id int primary key, updated_at timestamptz, "lastModified" timestamp, lock_version int, version bigint,
                                version_text text, created_at timestamptz, update_count int)""");

        assertThat(describe("t").watched())
                .extracting(Identifier::name)
                .containsExactly("updated_at", "lastModified", "lock_version", "version");
    }

    @Test
    void warnsOfForeignKeysThatFollow() {
        server.execute(
                "create table customers (id int primary key)",
                "create table orders (id int, customer int references customers on delete cascade on update set null)",
                "create table visits (id int, customer int references customers)");

        assertThat(describe("customers").warnings())
                .containsExactly(
                        "foreign key orders_customer_fkey of orders follows: a deleted row deletes its rows, a changed key sets its columns null");
    }

    @Test
    void refusesATableWhoseRowsAPolicyHidesFromOurRole() throws SQLException {
        String role = "limited_" + server.name();
        server.execute(
                "create table t (id int primary key)",
                "alter table t enable row level security",
                "create policy p on t using (id > 10)",
                "create role " + role + " login",
                "create table secret (id int primary key)",
                "grant select on t to " + role);
        try {
            assertThat(describe("t").warnings())
                    .containsExactly("row security is on for table public.t; our role bypasses it");
            refusedFor(role, "t", Problem.ROW_HIDDEN).hasMessageContaining("alter role \"" + role + "\" bypassrls");
            refusedFor(role, "secret", Problem.PRIVILEGE_MISSING)
                    .hasMessageContaining("grant select on \"public\".\"secret\" to \"" + role + "\"");
        } finally {
            server.execute("drop owned by " + role, "drop role " + role);
        }
    }

    private AbstractThrowableAssert<?, ?> refused(String table, Problem problem) {
        return assertThatThrownBy(() -> describe(table))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private AbstractThrowableAssert<?, ?> refusedFor(String role, String table, Problem problem) {
        return assertThatThrownBy(() -> describe(server.url().replace("user=postgres", "user=" + role), table))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private Table describe(String table) {
        return describe(server.url(), table);
    }

    private static Table describe(String url, String table) {
        PostgresDialect dialect = new PostgresDialect();
        try (Session session = Sessions.over(dialect, DriverManager.getConnection(url))) {
            return dialect.describe(session, TableName.of(table));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tuple row(Object... values) {
        return Assertions.tuple(values);
    }
}
