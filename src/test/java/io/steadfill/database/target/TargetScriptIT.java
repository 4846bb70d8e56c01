package io.steadfill.database.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.Vendor;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.util.Arrays;
import java.util.List;

class TargetScriptIT {

    @OnEveryServer
    void canBeRunByAnAdministratorAsPrinted(Lane lane, TestDatabase server) {
        boolean grants = lane.vendor() == Vendor.POSTGRESQL
                || server.count("select count(*) from information_schema.user_privileges") > 0;
        String suffix = "_" + server.name();
        List<String> statements = Arrays.stream(TargetTables.print(lane.vendor())
                        .replaceAll("(?m)^--.*\\R", "")
                        .replaceAll("steadfill_(work|ddl|watch)", "sf_$1" + suffix.substring(0, 10))
                        .split(";\\s*\\R"))
                .map(String::strip)
                // The embedded MariaDB runs without grants.
                .filter(statement -> grants || !statement.startsWith("grant"))
                .toList();
        List<String> roles = grants
                ? List.of("work", "ddl", "watch").stream()
                        .map(role -> "sf_" + role + suffix.substring(0, 10))
                        .toList()
                : List.of();
        boolean postgres = lane.vendor() == Vendor.POSTGRESQL;
        roles.forEach(role -> server.execute((postgres ? "create role " : "create user ") + role));
        try {
            server.execute(statements.toArray(String[]::new));
            server.execute(statements.toArray(String[]::new));

            assertThat(
                            server.count(
                                    postgres
                                            ? "select count(*) from pg_tables where schemaname = 'steadfill'"
                                            : "select count(*) from information_schema.tables where table_schema = database() and engine = 'InnoDB'"))
                    .isEqualTo(TargetScript.read(postgres ? "postgresql" : "mysql").stream()
                            .filter(statement -> statement.startsWith("create table"))
                            .count());
        } finally {
            roles.forEach(role -> server.execute(
                    postgres
                            ? new String[] {"drop owned by " + role, "drop role " + role}
                            : new String[] {"drop user " + role}));
        }
    }

    @OnEveryServer
    void givesBothVendorsTheSameTablesAndColumns(Lane lane, TestDatabase server) {
        boolean postgres = lane.vendor() == Vendor.POSTGRESQL;
        server.execute(TargetScript.read(postgres ? "postgresql" : "mysql").toArray(String[]::new));

        List<String> columns = server.column(
                String.class,
                postgres
                        ? "select 'steadfill_' || table_name || '.' || column_name from information_schema.columns where table_schema = 'steadfill'"
                        : "select concat(table_name, '.', column_name) from information_schema.columns where table_schema = database()");

        assertThat(columns)
                .containsExactlyInAnyOrderElementsOf(columnsOf(TargetScript.read(postgres ? "mysql" : "postgresql")));
    }

    /** Table and column names as the other vendor's file writes them. */
    private static List<String> columnsOf(List<String> statements) {
        return statements.stream()
                .filter(statement -> statement.startsWith("create table"))
                .flatMap(statement -> {
                    String table = statement
                            .replaceFirst("(?s)create table if not exists (\\S+).*", "$1")
                            .replace("steadfill.", "steadfill_");
                    return statement
                            .lines()
                            .skip(1)
                            .filter(line ->
                                    line.startsWith("    ") && !line.strip().startsWith("primary key"))
                            .map(line -> table + "." + line.strip().split(" ", 2)[0]);
                })
                .toList();
    }
}
