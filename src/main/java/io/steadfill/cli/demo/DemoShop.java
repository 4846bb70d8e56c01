package io.steadfill.cli.demo;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.demo.SampleData;
import io.steadfill.problem.Problem;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The sample shop in the embedded server: made anew for each demo, then looked at. */
final class DemoShop {

    private static final int COUNTRIES = 8;
    private static final int EXAMPLES = 6;

    private final Database database;

    DemoShop(Database database) {
        this.database = database;
    }

    void makeAnew(SampleData data) {
        try (Session session = database.open(Database.Purpose.SCHEMA)) {
            session.sql("drop table if exists orders, customers").update();
            session.sql("drop schema if exists steadfill cascade").update();
            data.make(session);
        } catch (SQLException e) {
            throw unwell(e);
        }
    }

    /** Countries with the most numbers that are in E.164 form now, and how many. */
    List<Map<String, Object>> byCountry() {
        return rows("select country, count(*) as numbers from customers where phone_e164 is not null"
                + " group by country order by count(*) desc, country limit " + COUNTRIES);
    }

    /** Rows before and after. */
    List<Map<String, Object>> examples() {
        return rows("select phone as before, country, phone_e164 as after from customers"
                + " where phone_e164 is not null and id % 7 = 3 order by id limit " + EXAMPLES);
    }

    /** Numbers that are still as they were. */
    List<Map<String, Object>> hopeless() {
        return rows("select phone, country from customers where phone is not null and phone_e164 is null"
                + " order by id limit " + EXAMPLES);
    }

    private List<Map<String, Object>> rows(String sql) {
        return read(session -> session.sql(sql).query().listOfRows().stream()
                .map(DemoShop::known)
                .toList());
    }

    private static Map<String, Object> known(Map<String, ?> row) {
        Map<String, Object> known = new LinkedHashMap<>();
        row.forEach((name, value) -> known.put(name, value == null ? "" : value));
        return known;
    }

    private <T> T read(Function<Session, T> look) {
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            return look.apply(session);
        } catch (SQLException e) {
            throw unwell(e);
        }
    }

    private static RuntimeException unwell(SQLException e) {
        return Problem.DATABASE_UNREACHABLE.says("the embedded PostgreSQL refused: " + e.getMessage(), e);
    }
}
