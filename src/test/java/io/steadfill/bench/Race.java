package io.steadfill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs contenders in turn, round after round, so that whatever else the machine does meets all of them alike. */
final class Race {

    /** One run, where it came in the order of all. */
    record Done(Contender contender, Lap lap) {}

    private final List<Contender> round;
    private final Runnable reset;
    private final List<Done> done = new ArrayList<>();

    Race(List<Contender> round, Runnable reset) {
        this.round = round;
        this.reset = reset;
    }

    /** Runs whole rounds; the first contender comes once more at the end, so that each run has a base on either side. */
    Race run(int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            for (Contender contender : round) {
                one(contender);
            }
        }
        one(round.get(0));
        return this;
    }

    private void one(Contender contender) throws Exception {
        reset.run();
        Lap lap = contender.run().fill();
        System.out.printf(
                "[bench] %-34s %,9.0f rows/s, whole run %,9.0f%n", contender.name(), lap.walkRate(), lap.wholeRate());
        done.add(new Done(contender, lap));
    }

    /** The contenders' names, in their order. */
    List<String> names() {
        return round.stream().map(Contender::name).distinct().toList();
    }

    Spread rates(String name, ToDoubleFunction<Lap> rate) {
        return Spread.of(laps(name).mapToDouble(one -> rate.applyAsDouble(one.lap())));
    }

    /** Each run's rate divided by the mean of the neighbouring runs of {@code base}. */
    Spread ratios(String name, String base, ToDoubleFunction<Lap> rate) {
        return Spread.of(laps(name).mapToDouble(one -> rate.applyAsDouble(one.lap()) / neighbours(one, base)));
    }

    @Nullable
    String base(String name) {
        return round.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow()
                .base();
    }

    private Stream<Done> laps(String name) {
        return done.stream().filter(one -> one.contender().name().equals(name));
    }

    private double neighbours(Done of, String base) {
        int at = done.indexOf(of);
        Done before = null;
        Done after = null;
        for (int i = 0; i < done.size(); i++) {
            if (done.get(i).contender().name().equals(base)) {
                before = i < at ? done.get(i) : before;
                after = i > at && after == null ? done.get(i) : after;
            }
        }
        return Stream.of(before, after)
                .filter(Objects::nonNull)
                .mapToDouble(one -> one.lap().walkRate())
                .average()
                .orElseThrow();
    }
}
