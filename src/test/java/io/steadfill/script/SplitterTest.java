package io.steadfill.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.Vendor;
import io.steadfill.script.statement.ScriptStatement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitterTest {

    private static Splitter.Split split(Vendor vendor, String text) {
        return Splitter.split("V1__x.sql", text, vendor);
    }

    private static List<String> texts(Vendor vendor, String text) {
        Splitter.Split split = split(vendor, text);
        assertThat(split.complaints()).isEmpty();
        return split.statements().stream().map(ScriptStatement::text).toList();
    }

    @Test
    void cutsAtSemicolonsOutsideOfStringsCommentsAndNames() {
        assertThat(texts(Vendor.POSTGRESQL, """
                        select 'a;b''c;', "d;""e" -- ; f
                          /* ; /* nested ; */ ; */ from t;
                        select 2
                        """)).containsExactly("""
                        select 'a;b''c;', "d;""e" -- ; f
                          /* ; /* nested ; */ ; */ from t""", "select 2");
    }

    @Test
    void knowsDollarQuotesAndPlainFunctionBodies() {
        assertThat(texts(Vendor.POSTGRESQL, """
                        create function f() returns trigger language plpgsql as $fn$ begin; $$ ; $$ end $fn$;
                        create function g() returns int begin atomic; select case when true then 1 end; select 2; end;
                        select $1, e'\\';'
                        """)).hasSize(3).last().isEqualTo("select $1, e'\\';'");
    }

    @Test
    void readsBackslashesHashesAndBackticksAsMySqlDoes() {
        assertThat(texts(Vendor.MYSQL, """
                        select 'it\\';s', "two;", `th;ree` # four;
                        from t where 5--1 = 6;
                        /*!40101 select ';' */;
                        select 7
                        """)).hasSize(3).element(1).isEqualTo("/*!40101 select ';' */");
        assertThat(texts(Vendor.POSTGRESQL, "select 'a\\';\nselect '2'")).hasSize(2);
    }

    @Test
    void keepsAWrappedStatementWholeAndKnowsItsLine() {
        Splitter.Split split = split(Vendor.MYSQL, """
                create table t (n int);

                -- steadfill: barrier
                -- steadfill: begin
                create trigger b before insert on t for each row
                begin
                    set new.n = 1;
                end;
                -- steadfill: end
                drop trigger b;
                """);

        assertThat(split.complaints()).isEmpty();
        assertThat(split.statements()).extracting(ScriptStatement::line).containsExactly(1, 5, 10);
        assertThat(split.statements()).extracting(ScriptStatement::barrier).containsExactly(false, true, false);
        assertThat(split.statements().get(1).text()).endsWith("end");
    }

    @Test
    void readsWhyThereIsNoUndo() {
        assertThat(split(Vendor.POSTGRESQL, "-- steadfill: no-undo because data is gone\nselect 1")
                        .noUndo())
                .isEqualTo("data is gone");
    }

    @Test
    void complainsWithTheLineOfWhatItCannotTake() {
        assertThat(complaints("select 1;\nselect 'open"))
                .containsExactly("V1__x.sql:2: what begins here never ends: 'open");
        assertThat(complaints("-- steadfill: barier\nselect 1"))
                .first()
                .asString()
                .contains(":1: unknown marker 'barier'");
        assertThat(complaints("select 1;\n-- steadfill: barrier\n"))
                .first()
                .asString()
                .contains(":2: no statement follows");
        assertThat(complaints("-- steadfill: begin\nselect 1;"))
                .first()
                .asString()
                .contains(":1: this 'begin' has no 'end'");
        assertThat(complaints("select 1;\n-- steadfill: end"))
                .first()
                .asString()
                .contains(":2: 'end' without");
        assertThat(complaints("begin;\nselect 1;\ncommit;"))
                .hasSize(2)
                .allMatch(c -> c.contains("transaction commands"));
        assertThat(complaints("set lock_timeout = 0; select 1"))
                .first()
                .asString()
                .contains("remove it");
        assertThat(complaints("lock table t; select 1")).first().asString().contains("mark a barrier");
        assertThat(complaints("\\echo x\n;select 1")).first().asString().contains("psql");
        assertThat(complaints("-- nothing\n"))
                .containsExactly("V1__x.sql: the file has no statement: write one or remove the file");
        assertThat(split(Vendor.MYSQL, "delimiter //\nselect 1 //").complaints())
                .first()
                .asString()
                .contains(":1: DELIMITER belongs to the mysql client");
    }

    private static List<String> complaints(String text) {
        return split(Vendor.POSTGRESQL, text).complaints().stream()
                .map(Complaint::toString)
                .toList();
    }
}
