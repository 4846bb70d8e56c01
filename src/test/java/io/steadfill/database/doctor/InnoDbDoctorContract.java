package io.steadfill.database.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.doctor.Finding.Severity;
import io.steadfill.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class InnoDbDoctorContract extends DoctorContract {

    InnoDbDoctorContract(TestDatabase server) {
        super(server);
    }

    @Test
    void findsTablesWithoutTransactions() {
        server.execute("create table log (id int) engine = MyISAM", "create table fine (id int)");

        assertThat(examine(Clock.systemUTC()).stream().filter(f -> f.what().startsWith("table ")))
                .singleElement()
                .satisfies(f -> assertThat(f.what()).isEqualTo("table log is stored by MyISAM"));
    }

    @Test
    void judgesTheServersSettings() {
        Map<String, String> settings = Map.of(
                "read_only", "ON",
                "log_bin", "ON",
                "binlog_format", "STATEMENT",
                "sql_mode", "ANSI_QUOTES,NO_ZERO_DATE",
                "max_allowed_packet", "16777216",
                "innodb_deadlock_detect", "OFF",
                "innodb_lock_wait_timeout", "50",
                "lower_case_table_names", "0",
                "innodb_flush_log_at_trx_commit", "2");

        List<Finding> findings = MySqlChecks.judge(settings);

        assertThat(findings)
                .filteredOn(f -> f.severity() == Severity.RED)
                .extracting(Finding::what)
                .containsExactly("this server is read-only", "binlog_format is STATEMENT");
        assertThat(findings)
                .filteredOn(f -> f.severity() == Severity.AMBER)
                .extracting(Finding::what)
                .containsExactly(
                        "the server's sql_mode is not strict",
                        "the server's sql_mode has ANSI_QUOTES",
                        "max_allowed_packet is 16 MiB",
                        "innodb_deadlock_detect is off",
                        "innodb_flush_log_at_trx_commit is 2");
    }
}
