package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.demo.SampleData;
import io.steadfill.testing.Lane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every job that comes with Steadfill, from expand to contract, by the words that an operator types. */
abstract class ShippedJobsContract {

    private static final List<String> JOBS = List.of(
            "normalise-emails",
            "backfill-full-name",
            "country-not-null",
            "order-totals",
            "purge-orphan-orders",
            "archive-old-orders",
            "raise-prices",
            "normalise-phones");

    private final Lane lane;

    @TempDir
    Path folder;

    ShippedJobsContract(Lane lane) {
        this.lane = lane;
    }

    @Test
    void everyJobRunsFromExpandToContract() throws Exception {
        Workbench.copyShippedJobs(folder);
        try (Workbench bench = Workbench.bare(folder, lane)) {
            bench.say("database", "init", "control");
            bench.say("database", "init", "shop");
            try (Connection connection = bench.target.connect()) {
                new SampleData(7, 400).make(connection, lane.vendor());
            }
            for (String job : JOBS) {
                carry(bench, job);
            }
        }
    }

    private static void carry(Workbench bench, String job) {
        if (Files.exists(bench.folder.resolve("jobs").resolve(job).resolve("expand"))) {
            done(bench.say("schema", "expand", job), "expand " + job, 0);
        }
        List<String> run = new ArrayList<>(List.of("run", job));
        if (job.equals("archive-old-orders")) {
            run.addAll(List.of("--param", "before=2024-01-01"));
        }
        Terminal.Answer answer = bench.say(run.toArray(String[]::new));
        done(answer, "run " + job, 0, 4);
        if (answer.code() == 4) {
            done(bench.say("quarantine", "waive", bench.run(), "--all", "--why", "test"), "waive " + job, 0);
        }
        if (Files.exists(bench.folder.resolve("jobs").resolve(job).resolve("contract"))) {
            done(bench.say("schema", "contract", job), "contract " + job, 0);
        }
    }

    private static void done(Terminal.Answer answer, String what, Integer... codes) {
        assertThat(answer.code()).as(what + ": " + answer.out() + answer.err()).isIn((Object[]) codes);
    }
}
