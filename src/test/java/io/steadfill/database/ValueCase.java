package io.steadfill.database;

import io.steadfill.database.catalog.Column.Category;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types and values that must come back from a read and a write-back as they were, to the last bit. */
record ValueCase(String type, Category category, @Nullable String collation, List<String> literals) {

    private static ValueCase of(String type, Category category, String... literals) {
        return new ValueCase(type, category, null, List.of(literals));
    }

    private static ValueCase text(String type, String collation, String... literals) {
        return new ValueCase(type, Category.TEXT, collation, List.of(literals));
    }

    private static Stream<ValueCase> common() {
        return Stream.of(
                of("smallint", Category.INTEGER, "-32768", "0", "32767"),
                of("bigint", Category.INTEGER, "-9223372036854775808", "9007199254740993", "9223372036854775807"),
                of(
                        "decimal(40,20)",
                        Category.DECIMAL,
                        "-12345678901234567890.12345678901234567890",
                        "0",
                        "0.00000000000000000001"),
                of("date", Category.DATE, "'1000-01-01'", "'2024-02-29'", "'9999-12-31'"));
    }

    static Stream<ValueCase> postgres() {
        return Stream.concat(
                common(),
                Stream.of(
                        of("real", Category.FLOAT, "0.1", "'NaN'", "'-Infinity'", "1.17549435e-38", "16777217"),
                        of("double precision", Category.FLOAT, "0.1 + 0.2", "5e-324", "1.7976931348623157e308"),
                        of("numeric", Category.DECIMAL, "'NaN'", "1e100", "-0.000000000000000000000000001"),
                        of("boolean", Category.BOOLEAN, "true", "false"),
                        of("uuid", Category.UUID, "'ffffffff-ffff-ffff-ffff-fffffffffff0'"),
                        of("bytea", Category.BINARY, "'\\x'", "'\\x00ff5c27'"),
                        of("timestamp", Category.TIMESTAMP, "'infinity'", "'2024-01-01 00:00:00.000001'"),
                        of("timestamptz", Category.TIMESTAMP, "'-infinity'", "'2024-03-31 02:30:00.123456+02'"),
                        of("time", Category.TIME, "'23:59:59.999999'"),
                        of("interval", Category.OTHER, "'1 year 2 mons -3 days 04:05:06.7'"),
                        of("jsonb", Category.JSON, "'{\"a\": [1, null, \"\\u00e9\\\"\"]}'", "'null'"),
                        of("integer[]", Category.OTHER, "'{1,NULL,3}'"),
                        of("text", Category.TEXT, "''", "' a '", "E'\\n\\t\\r'", "'\\n'", "'''\"`$1 :x ?'", "'😀é'")));
    }

    static Stream<ValueCase> innoDb() {
        return Stream.concat(
                common(),
                Stream.of(
                        of("tinyint(1)", Category.INTEGER, "-128", "0", "1", "127"),
                        of("bigint unsigned", Category.UNSIGNED, "0", "18446744073709551615"),
                        of("float", Category.FLOAT, "0.1", "1.17549435e-38", "16777217", "123456.789"),
                        of(
                                "double",
                                Category.FLOAT,
                                "0.1e0 + 0.2e0",
                                "2.2250738585072014e-308",
                                "1.7976931348623157e308"),
                        of(
                                "decimal(65,30)",
                                Category.DECIMAL,
                                "99999999999999999999999999999999999.123456789012345678901234567891"),
                        of("bit(10)", Category.OTHER, "0", "5", "1023"),
                        of("year", Category.INTEGER, "1901", "2155"),
                        of("enum('a','2','😀')", Category.OTHER, "'a'", "'2'", "'😀'"),
                        of("set('a','b')", Category.OTHER, "''", "'a,b'"),
                        of("binary(4)", Category.BINARY, "x'00ff5c27'", "x'00'"),
                        of("varbinary(10)", Category.BINARY, "x''", "x'00'", "x'27225c'"),
                        of("longblob", Category.BINARY, "x'00ff'", "repeat(x'ff', 100000)"),
                        of(
                                "datetime(6)",
                                Category.TIMESTAMP,
                                "'1000-01-01 00:00:00.000001'",
                                "'9999-12-31 23:59:59.999999'"),
                        of("timestamp(3)", Category.TIMESTAMP, "'2024-03-31 02:30:00.123'", "'1970-01-02 00:00:00'"),
                        of("time(6)", Category.TIME, "'-838:59:59'", "'00:00:00.000001'"),
                        of("json", Category.JSON, "'{\"a\": [1, null, \"é\\\\\"\"]}'", "'null'", "'\"😀\"'"),
                        text(
                                "varchar(50)",
                                "utf8mb4_general_ci",
                                "''",
                                "' a '",
                                "'\\n\\t\\r'",
                                "'\\\\n'",
                                "'''\"`$1 :x ?'",
                                "'😀é'"),
                        text("char(5)", "latin1_swedish_ci", "'é'", "'a'", "''"),
                        text("longtext", "utf8mb4_bin", "repeat('é', 100000)", "'A'", "'a'")));
    }

    @Override
    public String toString() {
        return type;
    }
}
