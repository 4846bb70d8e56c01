package io.steadfill.definition.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.Work;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.JobText;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final List<String> KNOWN = List.of("started", "cutoff");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone is not null and phone_e164 is null",
                "a is distinct from b",
                "created_at < :started - interval '1 day'",
                "created_at < cast(:cutoff as date)",
                "note = 'now() ; -- ? /* :x'",
                "note = 'it''s'",
                "substring(a from 2 for 3) = 'x' and extract(year from b) = 2020",
                "(select count(*) from orders o where o.customer_id = customers.id) > 0",
                "age(a, b) > interval '1 year'",
                "unix_timestamp(a) > 0",
                "a & 1 = 1",
                "a in (1, 2, 3) or a between 1.5e-3 and .5",
                "t.now = 1 and \"random\" is null /* why */",
                "a in ('today only', 'see you tomorrow', 'now or never', '06:00', 'today 6')",
                "replace(a, 'x', 'y')",
                "coalesce(a,:cutoff)",
            })
    void isTakenOnPostgres(String sql) {
        assertThat(ExpressionCheck.faults(sql, SqlGrammar.POSTGRESQL, KNOWN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now()",
                "NOW ( )",
                "pg_catalog.now()",
                "\"now\"()",
                "localtimestamp(3)",
                "a < 'now'::timestamptz",
                "a < timestamp 'Today'",
                "a < timestamp 'today 06:00'",
                "a < 'yesterday, 12:00:30.5'::timestamp",
                "a < timestamptz '6 am  Tomorrow'",
                "a < timestamptz 'today 06:00+02'",
                "a < timestamptz 'tomorrow allballs Europe/London'",
                "a < timestamptz 'now utc'",
                "uuid()",
                "a = :unknown",
                "a = ?",
                "a = $1",
                "a -- b",
                "a /* b",
                "a /*! b */",
                "a; b",
                "a)",
                "(a]",
                "'a",
                "E'\\''",
                "a:=1",
                "a[1:b]",
                "a &mask",
                "a order by b",
                "a union all b",
                ":started#>'{a}'",
                "$x$ a $x$",
                "",
            })
    void isRefusedOnPostgres(String sql) {
        assertThat(ExpressionCheck.faults(sql, SqlGrammar.POSTGRESQL, KNOWN)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@a", "@@version", "a || b", "a # b", "a::text", "'it\\'s'", "a --b", "utc_date", "x = /*M!1*/ 2"
            })
    void isRefusedOnMySql(String sql) {
        assertThat(ExpressionCheck.faults(sql, SqlGrammar.MYSQL, KNOWN)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a + b > 1; false",
                "upper(coalesce(a, concat(b, 'select'))); false",
                "pg_catalog.lower(a); false",
                "cast(a as varchar(10)); false",
                "a in (1, 2) and not (b); false",
                "\"select\" = 1; false",
                "t.select = 1; false",
                "exists (select 1 from t); true",
                "a = (table t); true",
                "my_function(a); true",
                "mine.lower(a); true",
                "\"my function\"(a); true",
            })
    void saysWhetherItReadsMoreThanTheRow(String sql, boolean expected) {
        assertThat(Expression.of(sql, Vendor.POSTGRESQL).readsOtherTables()).isEqualTo(expected);
    }

    @Test
    void listsNamesAndParameters() {
        Expression expression = Expression.of(
                "lower(Phone) = :cutoff and \"the \"\"name\" is not null and c.fax = 'e'", Vendor.POSTGRESQL);

        assertThat(expression.names()).containsExactly("Phone", "the \"name", "c", "fax");
        assertThat(expression.parameters()).containsExactly("cutoff");
        assertThat(expression.mentions(new Identifier("phone"))).isTrue();
        assertThat(expression.mentions(new Identifier("e"))).isFalse();
    }

    @Test
    void isCheckedAgainForTheVendorThatRunsIt() {
        JobFile job = JobText.read(JobText.HEAD + "where: a || 'x' = \"b\"\nset: { a: { postgresql: upper(a) } }\n");

        assertThat(job.complaintsOn(Vendor.POSTGRESQL)).isEmpty();
        assertThat(job.complaintsOn(Vendor.MARIADB))
                .extracting(Complaint::text)
                .containsExactly(
                        "job.yaml:4:10: 'where': '||' means 'or' on MySQL and MariaDB; write concat(a, b), or 'or'",
                        "job.yaml:4:19: 'where': double quotes are a text on MySQL and a name on PostgreSQL; write a text in single"
                                + " quotes, and give the names one SQL text per vendor",
                        "job.yaml:5:11: 'set.a' has no SQL for mariadb; add a line 'mariadb: ...' to it");
        assertThatThrownBy(() -> job.definitionOn(Vendor.MYSQL)).isInstanceOf(ProblemException.class);
        assertThat(job.definitionOn(Vendor.POSTGRESQL)).isSameAs(job.definition());
    }

    @Test
    void takesSqlsConstantsAsYamlWritesThem() {
        JobDefinition job = JobText.read(
                        JobText.HEAD + "where: true\nset: { a: null, b: true, c: 12, d: 1.50, e: '''no''' }\n")
                .definition();

        assertThat(job.where()).isEqualTo(SqlText.of("true"));
        assertThat(((Work.SetColumns) job.work()).columns().values())
                .containsExactly(
                        SqlText.of("null"),
                        SqlText.of("true"),
                        SqlText.of("12"),
                        SqlText.of("1.50"),
                        SqlText.of("'no'"));
    }

    @Test
    void keepsTextsThatOlderYamlReadsAsBooleansOrDates() {
        JobDefinition job = JobText.read(
                        JobText.HEAD
                                + JobText.WHERE
                                + "transform:\n  a: { e164: { region: no, since: 2024-01-01, at: 1:30, plain: 12, part: 0.5, is: true } }\n")
                .definition();

        assertThat(((Work.TransformColumns) job.work())
                        .columns()
                        .get(new Identifier("a"))
                        .arguments())
                .isEqualTo(Map.of(
                        "region",
                        "no",
                        "since",
                        "2024-01-01",
                        "at",
                        "1:30",
                        "plain",
                        12L,
                        "part",
                        new BigDecimal("0.5"),
                        "is",
                        true));
    }
}
