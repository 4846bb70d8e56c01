package io.steadfill.throttle;

import io.steadfill.definition.Limits;
import java.util.List;

/** Several throttles as one: it goes when all go, and names the reasons of every one that does not. */
record AllOf(List<Throttle> throttles) implements Throttle {

    public AllOf {
        throttles = List.copyOf(throttles);
    }

    @Override
    public Verdict verdict() {
        List<Verdict.Reason> reasons =
                throttles.stream().flatMap(t -> t.verdict().reasons().stream()).toList();
        return reasons.isEmpty() ? Verdict.GO : new Verdict(reasons);
    }

    @Override
    public void tune(Limits limits) {
        throttles.forEach(t -> t.tune(limits));
    }

    @Override
    public List<SignalStatus> signals() {
        return throttles.stream().flatMap(t -> t.signals().stream()).toList();
    }

    @Override
    public void close() {
        throttles.forEach(Throttle::close);
    }
}
