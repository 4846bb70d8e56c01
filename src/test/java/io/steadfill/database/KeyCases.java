package io.steadfill.database;

import io.steadfill.database.catalog.Column.Category;
import java.util.stream.Stream;

/** The keys that the walk is tried with. */
final class KeyCases {

    private KeyCases() {}

    /** What all vendors have and spell alike. */
    static Stream<KeyCase> common() {
        return Stream.of(
                KeyCase.of("smallint").part("smallint", Category.INTEGER).rows("-32768", "-1", "0", "7", "32767"),
                KeyCase.of("integer")
                        .part("integer", Category.INTEGER)
                        .rows("-2147483648", "-7", "0", "9", "10", "1000000", "2147483647"),
                KeyCase.of("bigint")
                        .part("bigint", Category.INTEGER)
                        .rows(
                                "-9223372036854775808",
                                "-9007199254740993",
                                "0",
                                "9007199254740992",
                                "9007199254740993",
                                "9223372036854775806",
                                "9223372036854775807"),
                KeyCase.of("decimal")
                        .part("decimal(30,10)", Category.DECIMAL)
                        .rows(
                                "-99999999999999999999.9999999999",
                                "-0.0000000001",
                                "0",
                                "0.0000000001",
                                "12345678901234567890.1234567890",
                                "12345678901234567890.1234567891"),
                KeyCase.of("date")
                        .part("date", Category.DATE)
                        .rows("'1000-01-01'", "'1970-01-01'", "'2024-02-29'", "'9999-12-31'"),
                KeyCase.of("integer, integer with holes")
                        .part("integer", Category.INTEGER)
                        .part("integer", Category.INTEGER)
                        .rows("1, 5", "1, 6", "2, 1", "2, 2147483647", "5, -1", "5, 0", "7, 7", "7, 8", "7, 9"),
                KeyCase.of("integer, date, bigint")
                        .part("integer", Category.INTEGER)
                        .part("date", Category.DATE)
                        .part("bigint", Category.INTEGER)
                        .rows(
                                "1, '2024-01-01', -1",
                                "1, '2024-01-01', 5",
                                "1, '2024-01-02', -3",
                                "2, '1999-12-31', 9223372036854775807",
                                "2, '2000-01-01', 0",
                                "2, '2000-01-01', 1",
                                "3, '2000-01-01', 1"));
    }

    static Stream<KeyCase> postgres() {
        return Stream.of(
                KeyCase.of("uuid")
                        .part("uuid", Category.UUID)
                        .rows(
                                "'00000000-0000-0000-0000-000000000000'",
                                "'7fffffff-ffff-ffff-ffff-ffffffffffff'",
                                "'80000000-0000-0000-0000-000000000000'",
                                "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
                KeyCase.of("text")
                        .part("text", Category.TEXT)
                        .rows(
                                "''", "' '", "'10'", "'9'", "'A'", "'a'", "'a '", "'á'", "'ß'", "'ss'", "'\\'",
                                "'''\"'", "'😀'"),
                KeyCase.of("text, integer")
                        .part("text", Category.TEXT)
                        .part("integer", Category.INTEGER)
                        .rows("'a', 1", "'a', 2", "'A', 1", "'á', 1", "'b', -5", "'😀', 0"),
                KeyCase.of("text by an ICU collation")
                        .part("text", Category.TEXT, "en-x-icu")
                        .rows("'a'", "'A'", "'á'", "'Á'", "'b'", "'B'", "'ß'", "'ss'", "'10'", "'9'"),
                KeyCase.of("bytea")
                        .part("bytea", Category.BINARY)
                        .rows("'\\x'", "'\\x00'", "'\\x0000'", "'\\x7f'", "'\\x80'", "'\\xff'"),
                KeyCase.of("timestamp with infinity")
                        .part("timestamp", Category.TIMESTAMP)
                        .rows(
                                "'-infinity'",
                                "'0044-03-15 12:00:00 BC'",
                                "'2024-01-01 00:00:00.000001'",
                                "'2024-01-01 00:00:00.000002'",
                                "'294276-12-31 23:59:59.999999'",
                                "'infinity'"),
                KeyCase.of("timestamptz, uuid, text, smallint")
                        .part("timestamptz", Category.TIMESTAMP)
                        .part("uuid", Category.UUID)
                        .part("text", Category.TEXT)
                        .part("smallint", Category.INTEGER)
                        .rows(
                                "'2024-03-31 00:59:59+00', '00000000-0000-0000-0000-000000000001', 'a', 1",
                                "'2024-03-31 00:59:59+00', '00000000-0000-0000-0000-000000000001', 'a', 2",
                                "'2024-03-31 00:59:59+00', '00000000-0000-0000-0000-000000000001', 'b', -1",
                                "'2024-03-31 00:59:59+00', '00000000-0000-0000-0000-000000000002', '', 0",
                                "'infinity', '00000000-0000-0000-0000-000000000000', '', 0"));
    }

    static Stream<KeyCase> innoDb() {
        return Stream.of(
                KeyCase.of("bigint unsigned")
                        .part("bigint unsigned", Category.UNSIGNED)
                        .rows(
                                "0",
                                "9223372036854775807",
                                "9223372036854775808",
                                "18446744073709551614",
                                "18446744073709551615"),
                KeyCase.of("tinyint, mediumint unsigned")
                        .part("tinyint", Category.INTEGER)
                        .part("mediumint unsigned", Category.UNSIGNED)
                        .rows("-128, 0", "-128, 16777215", "0, 5", "127, 0", "127, 1"),
                KeyCase.of("text without case and accents, with its twins")
                        .part("varchar(20)", Category.TEXT, "utf8mb4_general_ci")
                        .part("integer", Category.INTEGER)
                        .rows(
                                "'a', 1", "'A', 2", "'á', 3", "'a ', 4", "'a', 5", "'b', 1", "'ß', 1", "'ss', 1",
                                "'', 0"),
                KeyCase.of("text in another character set")
                        .part("varchar(20)", Category.TEXT, "latin1_swedish_ci")
                        .rows("'a'", "'b'", "'z'", "'å'", "'ä'", "'ö'", "'10'", "'9'", "'''\"'"),
                KeyCase.of("text with padded twins")
                        .part("char(10)", Category.TEXT, "utf8mb4_bin")
                        .part("varchar(10)", Category.TEXT, "utf8mb4_bin")
                        .rows("'a', 'x'", "'a', 'x!'", "'A', 'x'", "'a\\t', 'x'", "'', ''", "'', '😀'"),
                KeyCase.of("binary(16)")
                        .part("binary(16)", Category.BINARY)
                        .rows("x'00000000000000000000000000000000'", "x'00'", "x'7f'", "x'80'", "x'ff'", "x'2741'")
                        .rows("x'00'", "x'7f'", "x'80'", "x'ff'", "x'2741'", "x'5c'"),
                KeyCase.of("varbinary")
                        .part("varbinary(20)", Category.BINARY)
                        .rows("x''", "x'00'", "x'0000'", "x'61'", "x'41'", "x'ff'"),
                KeyCase.of("datetime(6), time(6)")
                        .part("datetime(6)", Category.TIMESTAMP)
                        .part("time(6)", Category.TIME)
                        .rows(
                                "'1000-01-01 00:00:00', '-838:59:59'",
                                "'2024-01-01 00:00:00.000001', '00:00:00'",
                                "'2024-01-01 00:00:00.000001', '00:00:00.000001'",
                                "'2024-01-01 00:00:00.000002', '-00:00:01'",
                                "'9999-12-31 23:59:59.999999', '838:59:59'"),
                KeyCase.of("timestamp")
                        .part("timestamp(6)", Category.TIMESTAMP)
                        .rows(
                                "'1970-01-02 00:00:01'",
                                "'2024-03-31 01:30:00'",
                                "'2024-03-31 02:30:00.000001'",
                                "'2038-01-01 00:00:00'"),
                KeyCase.of("decimal, binary, datetime, text")
                        .part("decimal(10,2)", Category.DECIMAL)
                        .part("binary(2)", Category.BINARY)
                        .part("datetime", Category.TIMESTAMP)
                        .part("varchar(20)", Category.TEXT, "utf8mb4_unicode_ci")
                        .rows(
                                "-1.50, x'00ff', '2024-01-01', 'a'",
                                "-1.50, x'00ff', '2024-01-01', 'b'",
                                "-1.50, x'ff00', '2023-01-01', ''",
                                "0.00, x'0000', '2024-01-01', 'é'",
                                "0.01, x'0000', '2024-01-01', 'e'"));
    }
}
