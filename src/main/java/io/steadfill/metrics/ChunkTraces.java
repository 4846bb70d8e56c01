package io.steadfill.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One observation for each chunk, from its first statement to its end: a span where traces are exported. Meters are not made of it. */
final class ChunkTraces implements ChunkListener {

    static final String NAME = "steadfill.chunk";

    private record Place(String runId, int sweep, int partition) {}

    private record Job(String name, String database) {}

    private final ObservationRegistry registry;
    private final Map<String, Job> runs = new ConcurrentHashMap<>();
    private final Map<Place, Observation> open = new ConcurrentHashMap<>();

    ChunkTraces(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void taken(PartitionTaken event) {
        runs.put(event.runId(), new Job(event.job(), event.database()));
    }

    @Override
    public void left(PartitionLeft event) {
        Observation unended = open.remove(new Place(event.runId(), event.sweep(), event.partition()));
        if (unended != null) {
            unended.lowCardinalityKeyValue("outcome", event.end().how().name()).stop();
        }
    }

    @Override
    public void began(ChunkBegan event) {
        Job job = runs.get(event.runId());
        if (job == null) {
            return;
        }
        Observation chunk = Observation.createNotStarted(NAME, registry)
                .contextualName("chunk " + job.name())
                .lowCardinalityKeyValue("job", job.name())
                .lowCardinalityKeyValue("datasource", job.database())
                .highCardinalityKeyValue("run", event.runId())
                .highCardinalityKeyValue("partition", event.sweep() + "/" + event.partition());
        Observation before = open.put(new Place(event.runId(), event.sweep(), event.partition()), chunk.start());
        if (before != null) {
            // The chunk's checkpoint was stale and it begins again.
            before.lowCardinalityKeyValue("outcome", "stale").stop();
        }
    }

    @Override
    public void committed(ChunkCommitted event) {
        Observation chunk = open.remove(new Place(event.runId(), event.sweep(), event.partition()));
        if (chunk != null) {
            chunk.lowCardinalityKeyValue("outcome", "committed")
                    .highCardinalityKeyValue(
                            "rows", String.valueOf(event.counts().walked()))
                    .highCardinalityKeyValue(
                            "changed", String.valueOf(event.counts().changed()))
                    .stop();
        }
    }

    @Override
    public void failed(ChunkFailed event) {
        Observation chunk = open.remove(new Place(event.runId(), event.sweep(), event.partition()));
        if (chunk != null) {
            chunk.lowCardinalityKeyValue("outcome", event.reason()).stop();
        }
    }

    @Override
    public void waiting(String runId, Verdict verdict, Duration nap) {
        // A chunk that waits has not begun.
    }
}
