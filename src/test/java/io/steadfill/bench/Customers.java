package io.steadfill.bench;

import io.steadfill.definition.Vendor;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The table that everybody works on: {@value #TABLE}, whose column {@code clean} is to be filled. It is made anew from a source table
 * before each run, and the server's dirty pages are written, so that all runs begin alike.
 */
final class Customers {

    static final String TABLE = "customers";
    static final String CLEAN = "lower(trim(email))";

    private static final int PHONES = 10_000;

    private final TestDatabase database;
    private final int rows;

    Customers(TestDatabase database, int rows) {
        this.database = database;
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    /** Makes the source table. */
    void fill() {
        database.execute(
                "create table phone (n int primary key, phone varchar(60) not null, country varchar(2) not null)",
                "create table digit (n int primary key)",
                "create table source (id bigint primary key, email varchar(100) not null, phone varchar(60) not null, "
                        + "country varchar(2) not null, note varchar(100) not null, clean varchar(100))");
        StringJoiner phones = new StringJoiner(", ");
        int n = 0;
        for (Map.Entry<String, String> phone : Phones.some(PHONES)) {
            phones.add("(" + n++ + ", '" + phone.getKey() + "', '" + phone.getValue() + "')");
        }
        database.execute("insert into phone (n, phone, country) values " + phones);
        database.execute("insert into digit values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        StringJoiner from = new StringJoiner(" cross join ");
        StringJoiner number = new StringJoiner(" + ");
        for (long unit = 1, i = 0; unit < rows; unit *= 10, i++) {
            from.add("digit d" + i);
            number.add("d" + i + ".n * " + unit);
        }
        database.execute("insert into source (id, email, phone, country, note) "
                + "select s.n + 1, concat('  Customer.', s.n, '@Example.COM '), p.phone, p.country, repeat('n', 80) from (select "
                + number + " as n from " + from + ") s join phone p on p.n = mod(s.n, " + PHONES + ") where s.n < "
                + rows + " order by 1");
    }

    /** All rows are to be done. */
    void reset() {
        copy();
        settle();
    }

    /** All rows are done but the last {@code percent}, and the statistics say so. */
    void resetDoneBut(int percent) {
        copy();
        database.update(
                "update " + TABLE + " set clean = " + CLEAN + " where id <= ?", rows - (long) rows * percent / 100);
        settle();
    }

    private void copy() {
        database.execute("drop table if exists " + TABLE);
        if (database.lane().vendor() == Vendor.POSTGRESQL) {
            database.execute(
                    "create table " + TABLE + " with (autovacuum_enabled = false) as select * from source order by id",
                    "alter table " + TABLE + " add primary key (id)");
        } else {
            database.execute(
                    "create table " + TABLE + " like source",
                    "insert into " + TABLE + " select * from source order by id");
        }
    }

    private void settle() {
        if (database.lane().vendor() == Vendor.POSTGRESQL) {
            database.execute("vacuum analyze " + TABLE, "checkpoint");
        } else {
            database.execute("analyze table " + TABLE, "flush tables " + TABLE + " for export", "unlock tables");
        }
    }

    long done() {
        return database.count("select count(*) from " + TABLE + " where clean is not null");
    }
}
