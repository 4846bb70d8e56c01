package io.steadfill.engine.batch;

import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.engine.RunEnd;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.Map;

/**
 * One execution of a job that appends a token to each row and is guarded by nothing but the product, as a process of its own that may be
 * told to die at a named point. Arguments: target URL, control URL, set or transform, lease version.
 */
final class KilledRun {

    /** Appends a token: doing it twice shows. */
    static final Dear APPEND = new Dear("append", "tokens", tokens -> tokens + "x");

    private KilledRun() {}

    static JobDefinition job(String kind) {
        Limits limits = new Limits(Duration.ofMillis(50), 40, 1 << 20, 100, 2, 0.5, Duration.ofSeconds(5), 100);
        JobDefinitions job =
                JobDefinitions.on("item").named("append-" + kind).once().limits(limits);
        return (kind.equals("set")
                        ? job.set("tokens", "concat(tokens, 'x')")
                        : job.transform("tokens", "append", Map.of()))
                .definition();
    }

    /** An operator who says pause as soon as something is done. */
    private static ChunkListener pausing(EngineKit kit) {
        return new ChunkListener() {
            @Override
            public void committed(ChunkCommitted event) {
                kit.say(Gate.Word.PAUSE);
            }

            @Override
            public void failed(ChunkFailed event) {}

            @Override
            public void waiting(String runId, Verdict verdict, Duration nap) {}
        };
    }

    public static void main(String[] arguments) {
        try (EngineKit kit =
                new EngineKit(arguments[0], arguments[1]).with(APPEND).workers(2)) {
            if (System.getProperty("steadfill.fail-point", "").startsWith("K16")) {
                kit.listener(pausing(kit));
            }
            RunEnd end = kit.run("killed", job(arguments[2]), Long.parseLong(arguments[3]), Map.of());
            System.out.println(end.how() + " " + end.says());
            System.exit(end.how() == RunEnd.How.COMPLETED ? 0 : 3);
        }
    }
}
