package io.steadfill.database.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.definition.Identifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTest {

    private static Column column(Category category, String type) {
        return new Column(new Identifier("c"), type, category, true, false, null, false, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DECIMAL   | numeric(12,4)                  | DECIMAL   | numeric(12,4)                  | true
                    DECIMAL   | numeric(12,4)                  | DECIMAL   | numeric(12,2)                  | false
                    DECIMAL   | numeric(12,2)                  | DECIMAL   | numeric(14,4)                  | true
                    DECIMAL   | numeric(12,2)                  | DECIMAL   | numeric                        | true
                    DECIMAL   | numeric                        | DECIMAL   | numeric(12,2)                  | false
                    DECIMAL   | numeric(12,2)                  | INTEGER   | integer                        | false
                    INTEGER   | bigint                         | INTEGER   | integer                        | true
                    UNSIGNED  | int(10) unsigned               | INTEGER   | bigint(20)                     | true
                    TEXT      | character varying(40)          | TEXT      | character varying(10)          | false
                    TEXT      | character varying(10)          | TEXT      | character varying(40)          | true
                    TEXT      | character varying(40)          | TEXT      | character varying              | true
                    TEXT      | text                           | TEXT      | character varying              | true
                    TEXT      | text                           | TEXT      | character varying(40)          | false
                    TEXT      | text                           | TEXT      | character(40)                  | false
                    TEXT      | character varying(10)          | TEXT      | bpchar                         | false
                    TEXT      | character(10)                  | TEXT      | character(20)                  | true
                    TEXT      | character(10)                  | TEXT      | text                           | true
                    TEXT      | char(10)                       | TEXT      | char(5)                        | false
                    TEXT      | text                           | TEXT      | name                           | false
                    TEXT      | name                           | TEXT      | text                           | true
                    TEXT      | varchar(100)                   | TEXT      | varchar(3)                     | false
                    TEXT      | varchar(100)                   | TEXT      | tinytext                       | false
                    TEXT      | varchar(60)                    | TEXT      | tinytext                       | true
                    TEXT      | varchar(500)                   | TEXT      | text                           | true
                    TEXT      | text                           | TEXT      | varchar(500)                   | false
                    TEXT      | mediumtext                     | TEXT      | text                           | false
                    TEXT      | text                           | TEXT      | longtext                       | true
                    FLOAT     | float                          | TEXT      | varchar(40)                    | false
                    BINARY    | varbinary(16)                  | TEXT      | varchar(40)                    | false
                    OTHER     | bit(8)                         | TEXT      | varchar(40)                    | false
                    JSON      | jsonb                          | TEXT      | name                           | false
                    UUID      | uuid                           | TEXT      | char(36)                       | true
                    TIMESTAMP | timestamp(6) without time zone | TIMESTAMP | timestamp(0) without time zone | false
                    TIMESTAMP | timestamp(3) without time zone | TIMESTAMP | timestamp without time zone    | true
                    TIMESTAMP | timestamp without time zone    | TIMESTAMP | timestamp(6) without time zone | true
                    TIMESTAMP | timestamp with time zone       | TIMESTAMP | timestamp without time zone    | false
                    TIMESTAMP | datetime(6)                    | TIMESTAMP | datetime                       | false
                    TIMESTAMP | datetime                       | TIMESTAMP | datetime(6)                    | true
                    TIMESTAMP | timestamp with time zone       | DATE      | date                           | false
                    FLOAT     | double precision               | FLOAT     | real                           | false
                    FLOAT     | real                           | FLOAT     | double precision               | true
                    BINARY    | varbinary(16)                  | BINARY    | varbinary(8)                   | true
                    BINARY    | binary(4)                      | BINARY    | binary(8)                      | false
                    OTHER     | mood                           | OTHER     | mood                           | true
                    OTHER     | mood                           | OTHER     | temper                         | false
                    DATE      | date                           | TEXT      | text                           | true
                    """)
    void keepsValuesOnlyWhereNothingIsRoundedOrCut(
            Category category, String type, Category into, String archive, boolean kept) {
        assertThat(column(into, archive).keeps(column(category, type))).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DECIMAL   | numeric(12,4)                  | DECIMAL   | numeric(12,2)                  | true
                    DECIMAL   | numeric(12,2)                  | DECIMAL   | numeric(14,4)                  | false
                    DECIMAL   | numeric(12,2)                  | DECIMAL   | numeric(10,2)                  | false
                    TIMESTAMP | timestamp with time zone       | TIMESTAMP | timestamp(6) with time zone    | false
                    DECIMAL   | numeric                        | INTEGER   | bigint                         | true
                    DECIMAL   | decimal(10,2)                  | FLOAT     | double                         | true
                    DECIMAL   | numeric                        | TEXT      | text                           | false
                    INTEGER   | integer                        | DECIMAL   | numeric(20,0)                  | false
                    INTEGER   | bigint                         | INTEGER   | integer                        | false
                    FLOAT     | double precision               | FLOAT     | real                           | true
                    FLOAT     | real                           | FLOAT     | double precision               | false
                    FLOAT     | float                          | FLOAT     | double                         | false
                    FLOAT     | double                         | INTEGER   | int(11)                        | true
                    FLOAT     | double                         | DECIMAL   | decimal(10,2)                  | true
                    TIME      | time(6)                        | TIME      | time                           | true
                    TIMESTAMP | timestamp without time zone    | TIMESTAMP | timestamp with time zone       | false
                    TIMESTAMP | timestamp(3) with time zone    | TIMESTAMP | timestamp with time zone       | false
                    TIMESTAMP | timestamp with time zone       | TIMESTAMP | timestamp(0) with time zone    | true
                    TIMESTAMP | datetime                       | TIMESTAMP | timestamp                      | false
                    TIMESTAMP | datetime(6)                    | TIMESTAMP | timestamp                      | true
                    TIMESTAMP | datetime                       | DATE      | date                           | true
                    DATE      | date                           | TIMESTAMP | datetime                       | false
                    TEXT      | varchar(40)                    | TEXT      | varchar(10)                    | false
                    """)
    void roundsWhatTheServerWouldStoreAsAnotherValueWithoutAWord(
            Category category, String type, Category into, String copy, boolean rounded) {
        assertThat(column(into, copy).rounds(column(category, type))).isEqualTo(rounded);
    }
}
