package io.steadfill.cluster.partition;

import com.github.kagkarlsson.scheduler.Clock;
import io.steadfill.chunk.Gate;
import io.steadfill.definition.Limits;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says stop when the partition has had its time and others wait. */
final class YieldingGate implements Gate {

    private static final Logger LOG = LoggerFactory.getLogger(YieldingGate.class);
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);

    private final Gate gate;
    private final PartTasks tasks;
    private final Clock clock;
    private Instant askAt;
    private boolean yielded;

    YieldingGate(Gate gate, PartTasks tasks, Clock clock, Duration after) {
        this.gate = gate;
        this.tasks = tasks;
        this.clock = clock;
        this.askAt = clock.now().plus(after);
    }

    @Override
    public Word word() {
        Word word = gate.word();
        if (word != Word.GO) {
            return word;
        }
        if (!yielded && clock.now().isAfter(askAt)) {
            askAt = clock.now().plus(ASK_EVERY);
            yielded = isAnyDue();
        }
        return yielded ? Word.STOP : Word.GO;
    }

    private boolean isAnyDue() {
        try {
            return tasks.isAnyDue(clock.now());
        } catch (RuntimeException e) {
            LOG.debug("nobody can be asked whether others wait", e);
            return false;
        }
    }

    @Override
    public Limits limits() {
        return gate.limits();
    }

    boolean hasYielded() {
        return yielded && gate.word() == Word.GO;
    }
}
