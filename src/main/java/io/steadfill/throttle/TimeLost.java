package io.steadfill.throttle;

import io.steadfill.definition.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A throttle that notes how long each signal held the run up, and when. Shared by the run's workers. */
public class TimeLost implements Throttle {

    /** Spells remembered; the sums are of all. */
    private static final int SPELLS_MAX = 100;

    /** Naps between two questions are shorter; a longer gap was a pause, not the throttle's doing. */
    private static final Duration GAP_MAX = Duration.ofSeconds(10);

    private final Throttle throttle;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<String, Duration> sums = new TreeMap<>();
    private final Deque<Spell> ended = new ArrayDeque<>();
    private final Map<String, Spell> open = new LinkedHashMap<>();
    private long askedAt;

    /**
     * A time in which one signal held the run up.
     *
     * @param says the reason as it stood at first
     * @param until null while it lasts
     */
    public record Spell(
            String signal,
            String says,
            Instant from,
            @Nullable Instant until) {}

    public TimeLost(Throttle throttle, Clock clock, LongSupplier nanos) {
        this.throttle = throttle;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public Verdict verdict() {
        Verdict verdict = throttle.verdict();
        note(verdict);
        return verdict;
    }

    private synchronized void note(Verdict verdict) {
        long now = nanos.getAsLong();
        Duration gap = Duration.ofNanos(now - askedAt);
        if (!open.isEmpty() && gap.compareTo(GAP_MAX) <= 0) {
            open.keySet().forEach(signal -> sums.merge(signal, gap, Duration::plus));
        }
        askedAt = now;
        Map<String, String> reasons = new HashMap<>();
        verdict.reasons().forEach(reason -> reasons.putIfAbsent(reason.signal(), reason.says()));
        List.copyOf(open.values()).stream()
                .filter(spell -> !reasons.containsKey(spell.signal()))
                .forEach(this::end);
        reasons.forEach((signal, says) -> open.computeIfAbsent(signal, s -> new Spell(s, says, clock.instant(), null)));
    }

    private void end(Spell spell) {
        open.remove(spell.signal());
        ended.addLast(new Spell(spell.signal(), spell.says(), spell.from(), clock.instant()));
        if (ended.size() > SPELLS_MAX) {
            ended.removeFirst();
        }
    }

    /** Adds time that a worker rested for another reason, such as its duty. */
    public synchronized void add(String signal, Duration time) {
        sums.merge(signal, time, Duration::plus);
    }

    /** The time lost by each signal up to the last question, by its name; where two held at once, both have it. */
    public synchronized Map<String, Duration> bySignal() {
        return new TreeMap<>(sums);
    }

    /** The latest spells, at most 100 that ended and those that last, in the order of their ends. */
    public synchronized List<Spell> spells() {
        List<Spell> all = new ArrayList<>(ended);
        all.addAll(open.values());
        return all;
    }

    @Override
    public void tune(Limits limits) {
        throttle.tune(limits);
    }

    @Override
    public List<SignalStatus> signals() {
        return throttle.signals();
    }

    @Override
    public void close() {
        throttle.close();
    }
}
