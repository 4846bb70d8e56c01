package io.steadfill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says years later. */
class ReportIT {

    @TempDir
    private Path folder;

    @Test
    void saysWhatComputedTheValuesAndNotOnlyWhatWritesItNow() {
        try (ServedApi api = new ServedApi(folder)) {
            api.write("jobs/upper/job.yaml", """
                    job: upper
                    database: shop
                    table: item
                    where: name is null
                    transform: { name: { case: { from: tokens, to: upper } } }
                    """);
            String run = api.awaitState(api.launch("upper"), "COMPLETED");
            Reports reports = api.context.getBean(Reports.class);

            assertThat(reports.of(run).versions())
                    .singleElement()
                    .asString()
                    .startsWith("steadfill ")
                    .matches(".*, name: case [0-9]+ unicode of java "
                            + Runtime.version().feature());

            api.control.update(
                    "update steadfill_control_run set computed_by = 'steadfill 0.9, java 17,"
                            + " name: case 0 unicode of java 11' where run_id = ?",
                    run);
            Report old = reports.of(run);
            assertThat(old.versions()).containsExactly("steadfill 0.9, java 17, name: case 0 unicode of java 11");
            assertThat(old.writtenBy()).contains("java " + Runtime.version(), "postgresql");
            assertThat(new ReportPage(old, ZoneOffset.UTC).markdown())
                    .contains("| values computed by | steadfill 0.9,", "| report written by | " + old.writtenBy());

            api.control.update("update steadfill_control_run set computed_by = null where run_id = ?", run);
            assertThat(new ReportPage(reports.of(run), ZoneOffset.UTC).markdown())
                    .contains("| values computed by | not known |");
        }
    }
}
