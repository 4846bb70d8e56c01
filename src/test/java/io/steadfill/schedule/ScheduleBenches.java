package io.steadfill.schedule;

import io.steadfill.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Nodes over one folder of jobs and one clock, for tests of what schedules do. */
abstract class ScheduleBenches {

    static final String NIGHTLY = "schedule: { cron: \"30 2 * * *\", zone: Europe/Berlin%s }";

    @TempDir
    Path folder;

    final AtomicReference<Instant> now;
    private final List<ScheduleBench> benches = new ArrayList<>();

    /** @param begin what the clock says at first */
    ScheduleBenches(String begin) {
        this.now = new AtomicReference<>(Instant.parse(begin));
    }

    @AfterEach
    void close() {
        benches.forEach(ScheduleBench::close);
    }

    ScheduleBench bench(TestDatabase at, String node) {
        return bench(at, node, folder);
    }

    /** One with job files of its own. */
    ScheduleBench bench(TestDatabase at, String node, Path jobs) {
        ScheduleBench bench = new ScheduleBench(at, jobs, now, node);
        benches.add(bench);
        return bench;
    }
}
