package io.steadfill.schedule;

import io.steadfill.access.Operator;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Launched;
import io.steadfill.run.RunBench;
import io.steadfill.run.admission.SkippedDates;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.schedule.slot.SlotStore;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One node's schedules over a test's control database, whose time the test turns; each one stands for a server of its own. */
final class ScheduleBench implements AutoCloseable {

    final RunBench runs;
    final Jobs jobs;
    final AtomicReference<Instant> now;
    final SlotStore slots;
    final Schedules schedules;
    final Skipping skipping;
    final List<String> dispatched = new CopyOnWriteArrayList<>();
    final AtomicReference<@Nullable ProblemException> refusal = new AtomicReference<>();
    private final Path folder;
    private final Ticker ticker;

    ScheduleBench(TestDatabase at, Path folder, AtomicReference<Instant> now, String node) {
        this.folder = folder;
        this.now = now;
        this.runs = new RunBench(at, node, now::get);
        Control control = runs.control();
        new ControlTables(control).init();
        this.jobs = new Jobs(folder);
        DatabaseTime time = now::get;
        ScheduleStore store = new ScheduleStore(control);
        this.slots = new SlotStore(control);
        SkippedDates skipped = new SkippedDates(control);
        this.schedules = new Schedules(control, time, store, slots, skipped, runs.waiting(), runs.audit());
        this.skipping = new Skipping(control, time, store, slots, skipped, runs.waiting(), runs.audit());
        this.ticker = new Ticker(
                jobs,
                control,
                runs.waiting(),
                dispatched::add,
                time,
                store,
                slots,
                new Settling(control, slots, skipped, this::launch));
    }

    private Launched launch(String job, LocalDate date) {
        ProblemException refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
        Launched launched = runs.runs().launch(definition(job), new LaunchRequest(Map.of(), date, null), "schedule");
        dispatched.add(launched.runId());
        return launched;
    }

    JobDefinition definition(String job) {
        return jobs.load(job).definition();
    }

    /** @param more lines of the job file */
    void job(String name, String more) {
        file(name, """
                job: %s
                database: shop
                table: customers
                where: full_name is null
                set: { full_name: upper(first_name) }
                %s
                """.formatted(name, more));
    }

    void file(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("job.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void tickAt(String instant) {
        now.set(Instant.parse(instant));
        ticker.tick();
    }

    void tick() {
        ticker.tick();
    }

    List<String> history(String job) {
        return slots.history(job, 500).stream()
                .map(slot -> slot.date() + " " + slot.state())
                .sorted()
                .toList();
    }

    Slot slot(String job, String date) {
        return slots.history(job, 500).stream()
                .filter(slot -> slot.date().toString().equals(date))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no slot of " + date));
    }

    static Operator ada() {
        return Operator.ofThisMachine("ada");
    }

    @Override
    public void close() {
        runs.close();
    }
}
