package io.steadfill.bench;

import io.steadfill.chunk.event.PhaseTimes;
import io.steadfill.definition.Limits;
import io.steadfill.engine.batch.JobDefinitions;
import io.steadfill.testing.Lane;
import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of {@code src/docs/performance.md}, where the command is. Each test is one table. */
@Tag("bench")
class Benchmark {

    private static final String L0 = "one big UPDATE";
    private static final String PLAIN = "Spring Batch, lower case";
    private static final String PLAIN_E164 = "Spring Batch, E.164";
    private static final int WARM_UP_ROWS = 100_000;

    private final BenchSettings settings = BenchSettings.ofProcess();

    /** What is measured on one server. */
    private interface Measurement {
        void on(TestDatabase target, TestDatabase control) throws Exception;
    }

    @SuppressWarnings("try") // The settings are held, not used.
    private static void on(Lane lane, Measurement measurement) throws Exception {
        try (TestDatabase target = TestDatabase.on(lane);
                TestDatabase control = TestDatabase.on(lane);
                ServerSettings held = ServerSettings.forBenchmark(target)) {
            measurement.on(target, control);
        }
    }

    @ParameterizedTest
    @MethodSource("io.steadfill.bench.BenchSettings#everyLane")
    void speed(Lane lane) throws Exception {
        on(lane, (target, control) -> {
            try (TestDatabase small = TestDatabase.on(lane)) {
                race(small, control, Math.min(WARM_UP_ROWS, settings.rows()), 1);
            }
            Race race = race(target, control, settings.rows(), settings.rounds());
            Report report = Report.of(
                    lane + ", " + settings.rows() + " rows, " + settings.rounds() + " rounds",
                    "what",
                    "rows/s",
                    "against",
                    "ratio",
                    "whole run rows/s",
                    "ratio of the whole run",
                    "ratio to the big UPDATE",
                    "us a row: read, compute, write, commit");
            for (String name : race.names()) {
                String base = race.base(name);
                report.line(
                        name,
                        race.rates(name, Lap::walkRate).asThousands(),
                        base == null ? "" : base,
                        base == null
                                ? ""
                                : race.ratios(name, base, Lap::walkRate).asRatio(),
                        race.rates(name, Lap::wholeRate).asThousands(),
                        base == null
                                ? ""
                                : race.ratios(name, base, Lap::wholeRate).asRatio(),
                        name.equals(L0)
                                ? ""
                                : race.ratios(name, L0, Lap::walkRate).asRatio(),
                        profile(race, name));
            }
            report.write(lane + "-speed");
        });
    }

    /** Where a row's time went, by each phase's median; of two workers, and of what is read ahead, the times pass beside each other. */
    private static String profile(Race race, String name) {
        if (race.rates(name, lap -> lap.spent() == null ? 0 : 1).most() == 0) {
            return "";
        }
        List<Function<PhaseTimes, Duration>> phases =
                List.of(PhaseTimes::read, PhaseTimes::transform, PhaseTimes::write, PhaseTimes::commit);
        return phases.stream()
                .map(phase -> String.format(
                        Locale.ROOT,
                        "%.1f",
                        race.rates(name, lap -> lap.spent(phase)).median()))
                .collect(Collectors.joining(", "));
    }

    private static Race race(TestDatabase target, TestDatabase control, int rows, int rounds) throws Exception {
        Customers customers = new Customers(target, rows);
        customers.fill();
        Steadfill steadfill = new Steadfill(target, control);
        try (PlainBatch plain = new PlainBatch(target)) {
            List<Contender> round = List.of(
                    new Contender(L0, null, () -> bigUpdate(target, rows)),
                    new Contender("set, 1 worker", L0, () -> steadfill.run(Steadfill.set(), 1, rows)),
                    new Contender("set, 2 workers", L0, () -> steadfill.run(Steadfill.set(), 2, rows)),
                    new Contender(L0, null, () -> bigUpdate(target, rows)),
                    new Contender(PLAIN, null, () -> plain.lowerCase(rows)),
                    new Contender("lower case, 1 worker", PLAIN, () -> steadfill.run(Steadfill.lowerCase(), 1, rows)),
                    new Contender("lower case, 2 workers", PLAIN, () -> steadfill.run(Steadfill.lowerCase(), 2, rows)),
                    new Contender(PLAIN, null, () -> plain.lowerCase(rows)),
                    new Contender(PLAIN_E164, null, () -> plain.e164(rows)),
                    new Contender("E.164, 1 worker", PLAIN_E164, () -> steadfill.run(Steadfill.e164(), 1, rows)),
                    new Contender("E.164, 2 workers", PLAIN_E164, () -> steadfill.run(Steadfill.e164(), 2, rows)),
                    new Contender(PLAIN_E164, null, () -> plain.e164(rows)));
            return new Race(complete(round, customers), customers::reset).run(rounds);
        }
    }

    /** A contender who left rows out has not run at all. */
    private static List<Contender> complete(List<Contender> contenders, Customers customers) {
        List<Contender> complete = new ArrayList<>();
        for (Contender contender : contenders) {
            complete.add(new Contender(contender.name(), contender.base(), () -> {
                Lap lap = contender.run().fill();
                if (customers.done() != customers.rows()) {
                    throw new IllegalStateException(contender.name() + " filled " + customers.done() + " rows");
                }
                return lap;
            }));
        }
        return complete;
    }

    private static Lap bigUpdate(TestDatabase target, int rows) throws Exception {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            long begun = System.nanoTime();
            statement.executeUpdate(
                    "update " + Customers.TABLE + " set clean = " + Customers.CLEAN + " where clean is null");
            return Lap.of(rows, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    @ParameterizedTest
    @MethodSource("io.steadfill.bench.BenchSettings#everyLane")
    void checkpoint(Lane lane) throws Exception {
        on(lane, (target, control) -> {
            Customers customers = filled(target);
            new Steadfill(target, control);
            double[] shares = new double[settings.rounds()];
            for (int round = -1; round < settings.rounds(); round++) {
                customers.reset();
                double share = new CheckpointShare(target.database(), 10_000).measure();
                if (round >= 0) {
                    shares[round] = share * 100;
                }
            }
            Report.of(lane + ", checkpoint at 10 000 rows a chunk", "share of the time, %")
                    .line(Spread.of(Arrays.stream(shares)).asRatio())
                    .write(lane + "-checkpoint");
        });
    }

    private Customers filled(TestDatabase target) {
        Customers customers = new Customers(target, settings.rows());
        customers.fill();
        return customers;
    }

    @ParameterizedTest
    @MethodSource("io.steadfill.bench.BenchSettings#everyLane")
    void lastRows(Lane lane) throws Exception {
        on(lane, (target, control) -> {
            Customers customers = filled(target);
            Steadfill steadfill = new Steadfill(target, control);
            double[] set = new double[settings.rounds()];
            double[] transform = new double[settings.rounds()];
            double[] passing = new double[settings.rounds()];
            for (int round = -1; round < settings.rounds(); round++) {
                customers.reset();
                double base = bigUpdate(target, settings.rows()).walkRate();
                Stopwatch bySet = tail(customers, steadfill, Steadfill.set());
                Stopwatch byTransform = tail(customers, steadfill, Steadfill.lowerCase());
                if (round >= 0) {
                    set[round] = bySet.tail().walkRate() / base;
                    transform[round] = byTransform.tail().walkRate() / base;
                    passing[round] = Lap.of(bySet.walked(), bySet.walk()).walkRate() / base;
                }
            }
            Report.of(
                            lane + ", the last 2 % of " + settings.rows() + " rows after ANALYZE",
                            "what",
                            "ratio to the big UPDATE")
                    .line("set", Spread.of(Arrays.stream(set)).asRatio())
                    .line("lower case", Spread.of(Arrays.stream(transform)).asRatio())
                    .line(
                            "passing all rows, rows walked",
                            Spread.of(Arrays.stream(passing)).asRatio())
                    .write(lane + "-last-rows");
        });
    }

    private Stopwatch tail(Customers customers, Steadfill steadfill, JobDefinitions job) {
        customers.resetDoneBut(2);
        Stopwatch watch = new Stopwatch();
        steadfill.run(job, 1, settings.rows() / 50, watch);
        return watch;
    }

    @ParameterizedTest
    @MethodSource("io.steadfill.bench.BenchSettings#everyLane")
    void adversaries(Lane lane) throws Exception {
        on(lane, (target, control) -> {
            Customers customers = filled(target);
            Steadfill steadfill = new Steadfill(target, control);
            Report report = Report.of(
                    lane + ", four threads that update two rows each in the window being filled",
                    "round",
                    "rows/s",
                    "whole run rows/s",
                    "chunks, lost",
                    "throttled s",
                    "application transactions/s",
                    "killed by deadlock");
            for (int round = 0; round <= settings.rounds(); round++) {
                // With the limit that jobs have who say nothing, and with one that never asks for rest.
                for (int waiters : new int[] {Limits.DEFAULTS.lockWaiters(), 10_000}) {
                    String name = (round == 0 ? "warm-up" : String.valueOf(round)) + ", lock-waiters " + waiters;
                    adversaries(target, customers, steadfill, name, Steadfill.limits(waiters), report);
                }
            }
            report.write(lane + "-adversaries");
        });
    }

    private void adversaries(
            TestDatabase target, Customers customers, Steadfill steadfill, String name, Limits limits, Report report)
            throws Exception {
        customers.reset();
        Stopwatch watch = new Stopwatch();
        try (Adversaries adversaries = new Adversaries(target, settings.rows(), watch::walked)) {
            Lap lap = steadfill.run(Steadfill.set().limits(limits), 1, settings.rows(), watch);
            report.line(
                    name,
                    String.format(Locale.ROOT, "%.0f k", lap.walkRate() / 1000),
                    String.format(Locale.ROOT, "%.0f k", lap.wholeRate() / 1000),
                    watch.chunks() + ", " + watch.lost(),
                    String.format(Locale.ROOT, "%.1f", watch.throttled().toMillis() / 1e3),
                    String.format(
                            Locale.ROOT,
                            "%.0f",
                            adversaries.commits() * 1e9 / lap.whole().toNanos()),
                    String.valueOf(adversaries.killed()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.steadfill.bench.BenchSettings#everyLane")
    void foreground(Lane lane) throws Exception {
        on(lane, (target, control) -> {
            Customers customers = filled(target);
            Steadfill steadfill = new Steadfill(target, control);
            steadfill.run(Steadfill.set(), 1, resetRows(customers));
            Foreground.alone(target, settings.rows(), 3);
            Report report = Report.of(
                    lane + ", 600 operations a second beside it (p99 paired with the idle run before)",
                    "policy",
                    "rows/s",
                    "p50 ms",
                    "p99 ms",
                    "max ms",
                    "p99 against idle");
            for (int duty : new int[] {100, 50}) {
                foreground(target, customers, steadfill, duty, report);
            }
            report.write(lane + "-foreground");
        });
    }

    private static int resetRows(Customers customers) {
        customers.reset();
        return customers.rows();
    }

    private void foreground(TestDatabase target, Customers customers, Steadfill steadfill, int duty, Report report)
            throws Exception {
        List<double[]> beside = new ArrayList<>();
        double[] ratios = new double[settings.rounds()];
        double[] rates = new double[settings.rounds()];
        Limits limits = Steadfill.limits(duty, Limits.DEFAULTS.chunkRowsMax(), Limits.DEFAULTS.chunkTime());
        for (int round = 0; round < settings.rounds(); round++) {
            customers.reset();
            double idle = Foreground.percentile(Foreground.alone(target, settings.rows(), 8), 0.99);
            double[] sorted;
            try (Foreground load = new Foreground(target, settings.rows())) {
                rates[round] = steadfill
                        .run(Steadfill.set().limits(limits), 1, settings.rows(), new Stopwatch(), load::begin)
                        .walkRate();
                sorted = load.end();
            }
            beside.add(sorted);
            ratios[round] = Foreground.percentile(sorted, 0.99) / idle;
        }
        report.line(
                "50 ms chunks, duty " + duty + " %",
                Spread.of(Arrays.stream(rates)).asThousands(),
                percentile(beside, 0.5),
                percentile(beside, 0.99),
                percentile(beside, 1),
                Spread.of(Arrays.stream(ratios)).asRatio());
    }

    private static String percentile(List<double[]> runs, double share) {
        return Spread.of(runs.stream().mapToDouble(run -> Foreground.percentile(run, share)))
                .asRatio();
    }
}
