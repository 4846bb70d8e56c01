package io.steadfill.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.postgresql.PostgresDialect;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What PostgreSQL needs beyond the contract. */
abstract class PostgresContract extends DialectContract {

    PostgresContract() {
        super(new PostgresDialect());
    }

    @Override
    Stream<KeyCase> keyCases() {
        return Stream.concat(KeyCases.common(), KeyCases.postgres());
    }

    @Override
    Stream<ValueCase> valueCases() {
        return ValueCase.postgres();
    }

    @Override
    SampleTable withTexts(SampleTable sample) {
        return sample.column("a", "text", Category.TEXT).column("b", "text", Category.TEXT);
    }

    @Override
    String slowUpdate() {
        return "update sample set a = (select 1 from pg_sleep(5))";
    }

    @Override
    String kill(long session) {
        return "select pg_terminate_backend(" + session + ")";
    }

    @Test
    void aRowThatAPolicyHidesIsAnError() throws SQLException {
        Table table = numbers();
        String role = "r" + database().name();
        database()
                .execute(
                        "create role " + role,
                        "grant usage on schema public to " + role,
                        "grant all on sample to " + role,
                        "alter table sample enable row level security",
                        "create policy visible on sample using (id < 3)");
        Session session = session();
        session.sql("set role " + role).update();
        assertThat(session.sql("select count(*) from sample").query(Long.class).single())
                .isEqualTo(2);

        session.begin(TransactionSettings.CHUNK);
        SQLException error = errorOf(() -> dialect().chunks(table).count(session, KeyRange.ALL, ANY));

        assertThat(dialect().failure(error)).isEqualTo(Failure.PRIVILEGE);
        assertThat(dialect().isRowHiding(error)).isTrue();
        session.close();
        database().execute("drop owned by " + role, "drop role " + role);
    }
}
