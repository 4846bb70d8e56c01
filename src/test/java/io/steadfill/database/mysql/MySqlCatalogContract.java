package io.steadfill.database.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.steadfill.database.Dialect;
import io.steadfill.database.Session;
import io.steadfill.database.Sessions;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.catalog.Trigger;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

abstract class MySqlCatalogContract {

    private final TestDatabase server;

    MySqlCatalogContract(TestDatabase server) {
        this.server = server;
    }

    @Test
    void describesColumnsAsTheServerSpellsThem() {
        server.execute("""
                create table customers (
                    id bigint unsigned not null auto_increment primary key,
                    name varchar(40) character set utf8mb4 collate utf8mb4_general_ci not null,
                    balance decimal(10,2) default 0,
                    rating double,
                    born date,
                    seen datetime(3) default now(3),
                    changed timestamp(6) null default null on update current_timestamp(6),
                    photo blob,
                    active tinyint(1) not null default 1,
                    state enum('sad', 'glad'),
                    label varchar(50) generated always as (concat(name, '!')) stored,
                    tag varchar(50) as (lower(name)) virtual)""");

        Table table = describe("customers");

        assertThat(table.name()).hasToString(server.name() + ".customers");
        assertThat(table.identity()).isEqualTo(server.name() + ".customers");
        assertThat(table.columns())
                .extracting(
                        c -> c.name().name(), Column::category, Column::nullable, Column::generated, Column::onUpdate)
                .containsExactly(
                        tuple("id", Category.UNSIGNED, false, false, false),
                        tuple("name", Category.TEXT, false, false, false),
                        tuple("balance", Category.DECIMAL, true, false, false),
                        tuple("rating", Category.FLOAT, true, false, false),
                        tuple("born", Category.DATE, true, false, false),
                        tuple("seen", Category.TIMESTAMP, true, false, false),
                        tuple("changed", Category.TIMESTAMP, true, false, true),
                        tuple("photo", Category.BINARY, true, false, false),
                        tuple("active", Category.INTEGER, false, false, false),
                        tuple("state", Category.OTHER, true, false, false),
                        tuple("label", Category.TEXT, true, true, false),
                        tuple("tag", Category.TEXT, true, true, false));
        assertThat(table.require(new Identifier("name")).collation()).isEqualTo("utf8mb4_general_ci");
        assertThat(table.require(new Identifier("balance")).type()).isEqualTo("decimal(10,2)");
        assertThat(table.require(new Identifier("balance")).defaultText()).isNotNull();
        assertThat(table.keyset()).isEqualTo(new Keyset(List.of(table.require(new Identifier("id"))), "PRIMARY"));
        assertThat(table.watched()).extracting(Identifier::name).containsExactly("changed");
        assertThat(table.warnings()).isEmpty();
        assertThat(table.partitioned()).isFalse();
    }

    @Test
    void acceptsEveryExactTypeAsAKey() {
        List<String> types = new ArrayList<>(List.of(
                "tinyint",
                "smallint unsigned",
                "mediumint",
                "int",
                "int unsigned",
                "bigint",
                "bigint unsigned",
                "year",
                "decimal(20,4)",
                "char(5)",
                "varchar(10)",
                "varchar(10) collate utf8mb4_bin",
                "binary(16)",
                "varbinary(20)",
                "date",
                "time(6)",
                "datetime(6)",
                "timestamp(6)",
                "boolean"));
        if (server.lane().vendor() == Vendor.MARIADB) {
            types.add("uuid");
        }
        for (int i = 0; i < types.size(); i++) {
            server.execute("create table keyed_" + i + " (k " + types.get(i) + " not null primary key, v int)");

            assertThat(describe("keyed_" + i).keyset().names()).as(types.get(i)).containsExactly("k");
        }
    }

    @Test
    void refusesKeysOfTypesThatCannotBeWalkedExactly() {
        List<String> types = List.of("float", "double", "enum('a','b')", "set('a','b')", "bit(8)");
        for (int i = 0; i < types.size(); i++) {
            server.execute("create table keyed_" + i + " (k " + types.get(i) + " not null primary key, v int)");

            refused("keyed_" + i, Problem.KEYSET_UNSUPPORTED)
                    .hasMessageContaining("PRIMARY: column k is " + types.get(i) + ", which cannot be walked exactly")
                    .hasMessageContaining("alter table `" + server.name() + "`.`keyed_" + i + "` add column id bigint");
        }
    }

    @Test
    void keepsTheOrderOfTheIndexInACompositeKey() {
        server.execute(
                "create table t (a int, b varchar(10), c date, d binary(16), v text, primary key (d, b, a, c))",
                "create table u (k float primary key, a int not null, b int not null, unique u_ba (b, a))");

        assertThat(describe("t").keyset().names()).containsExactly("d", "b", "a", "c");
        assertThat(describe("u").keyset()).extracting(Keyset::index).isEqualTo("u_ba");
    }

    @Test
    void refusesATableWithoutAWalkableKeyAndSaysWhatIsWrongWithEachIndex() {
        server.execute("""
                create table t (a int, b int not null, c int not null, d int not null, e int not null, f varchar(50) not null,
                                unique t_nullable (a), unique t_five (b, c, d, e, f), unique t_prefix (f(10)), key t_plain (b))""");

        refused("t", Problem.KEYSET_NOT_UNIQUE)
                .hasMessage("table " + server.name()
                        + ".t has no key that can be walked (t_five: it has 5 columns; t_nullable: column a may be null; "
                        + "t_prefix: it holds only the beginning of a column); it needs a unique index over at most 4 not-null columns of "
                        + "exact types, for example: alter table `" + server.name()
                        + "`.`t` add column id bigint unsigned not null auto_increment primary key");
    }

    @Test
    void refusesAnIndexThatThePlannerMayNotUse() {
        server.execute(
                "create table t (k float primary key, a int not null)",
                "create unique index t_a on t (a) "
                        + (server.lane().vendor() == Vendor.MARIADB ? "ignored" : "invisible"),
                "create table u (a int)");

        refused("t", Problem.KEYSET_UNSUPPORTED).hasMessageContaining("t_a: it is invisible to the server's planner");
        refused("u", Problem.KEYSET_NOT_UNIQUE).hasMessageContaining("it has no unique index");
    }

    @Test
    void refusesEnginesThatCannotRollBack() {
        List<String> engines = server.lane().vendor() == Vendor.MARIADB
                ? List.of("MyISAM", "MEMORY", "Aria")
                : List.of("MyISAM", "MEMORY");
        for (String engine : engines) {
            server.execute("create table t_" + engine + " (id int primary key) engine = " + engine);

            refused("t_" + engine, Problem.TABLE_UNSUPPORTED)
                    .hasMessage(server.name() + ".t_" + engine + " is stored by " + engine
                            + ", which Steadfill cannot roll back; an administrator can say: alter table `t_" + engine
                            + "` engine = InnoDB");
        }
    }

    @Test
    void refusesATriggerThatNamesATableOfSuchAnEngine() {
        server.execute(
                "create table t (id int primary key)",
                "create table log (id int) engine = MyISAM",
                "create trigger noted after update on t for each row insert into log values (new.id)");

        refused("t", Problem.TABLE_UNSUPPORTED)
                .hasMessageContaining("has the trigger noted, which names " + server.name() + ".log")
                .hasMessageContaining("stored by MyISAM");
    }

    @Test
    void refusesWhatIsNoTableOfThisDatabase() {
        server.execute("create table t (id int primary key)", "create view v as select * from t");

        refused("v", Problem.TABLE_UNSUPPORTED).hasMessage(server.name() + ".v is a view; name the table below it");
        refused("mysql.user", Problem.TABLE_UNSUPPORTED)
                .hasMessage("mysql.user is outside the database of the URL, which is " + server.name()
                        + "; configure its database under a name of its own");
        refused("tt", Problem.TABLE_NOT_FOUND)
                .hasMessageContaining("there is no table tt")
                .hasMessageContaining("'t'");
        assertThat(describe(server.name() + ".t").name().table()).isEqualTo(new Identifier("t"));
    }

    @Test
    void tellsTriggersAndWhatTheyWrite() {
        server.execute(
                "create table t (id int primary key, name varchar(20), edits int not null default 0, seen datetime(6))",
                "create table log (id int)",
                "create procedure note(in x int) insert into log values (x)",
                "create function twice(x int) returns int deterministic return 2 * x",
                "create trigger a before update on t for each row set new.edits = old.edits + 1, new.seen = now(6)",
                """
                create trigger b after insert on t for each row begin
                    # call note(1);
                    insert into log (id) values (abs(new.id));
                end""",
                "create trigger c after delete on t for each row call note(old.id)",
                "create trigger d before insert on t for each row set new.edits = twice(new.id)");

        Table table = describe("t");

        assertThat(table.triggers())
                .extracting(Trigger::name, Trigger::events, Trigger::callsRoutines)
                .containsExactlyInAnyOrder(
                        tuple("a", Set.of("UPDATE"), false),
                        tuple("b", Set.of("INSERT"), false),
                        tuple("c", Set.of("DELETE"), true),
                        tuple("d", Set.of("INSERT"), true));
        assertThat(table.watched()).extracting(Identifier::name).containsExactly("edits", "seen");
        assertThat(table.warnings()).hasSize(2).allMatch(w -> w.contains("calls routines"));
    }

    @Test
    void warnsOfForeignKeysThatFollow() {
        server.execute(
                "create table customers (id int primary key)",
                "create table orders (id int, customer int, constraint owned foreign key (customer) references customers (id) on delete cascade)",
                "create table visits (id int, customer int, foreign key (customer) references customers (id))");

        assertThat(describe("customers").warnings())
                .containsExactly("foreign key owned of orders follows: a deleted row deletes its rows");
    }

    @Test
    void warnsWhenOurRoleCannotSeeTriggers() throws SQLException {
        if (server.count("select count(*) from information_schema.user_privileges") == 0) {
            // The embedded MariaDB runs without grants.
            return;
        }
        String role = "u" + server.name().substring(0, 12);
        server.execute(
                "create table t (id int primary key)",
                "create user " + role + " identified by 'pw'",
                "grant select, update on " + server.name() + ".* to " + role);
        try {
            String url = server.url().replace("user=root", "user=" + role + "&password=pw");
            assertThat(describe(url, "t").warnings()).singleElement().asString().contains("has no TRIGGER right");
        } finally {
            server.execute("drop user " + role);
        }
    }

    @Test
    void seesPartitionsAndGuessesRows() {
        server.execute(
                "create table t (id int primary key, v int) partition by hash (id) partitions 3",
                "insert into t (id) with recursive n (i) as (select 1 union all select i + 1 from n where i < 900) select i from n",
                "analyze table t");

        assertThat(describe("t").partitioned()).isTrue();
        assertThat(describe("t").rowEstimate()).isBetween(500L, 1500L);
    }

    private AbstractThrowableAssert<?, ?> refused(String table, Problem problem) {
        return assertThatThrownBy(() -> describe(table))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private Table describe(String table) {
        try {
            return describe(server.url(), table);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Table describe(String url, String table) throws SQLException {
        Dialect dialect = server.lane().vendor() == Vendor.MARIADB ? new MariaDbDialect() : new MySqlDialect();
        try (Session session = Sessions.over(dialect, DriverManager.getConnection(url))) {
            return dialect.describe(session, TableName.of(table));
        }
    }
}
