package io.steadfill.chunk;

import io.steadfill.chunk.event.PhaseTimes;
import java.time.Duration;

/**
 * Whether reading ahead pays where each row that was read ahead is read again under its lock: only while computing costs more than reading, since
 * the second read takes from the server what the computing beside it saves here.
 */
final class Foresight {

    private boolean pays;

    boolean pays() {
        return pays;
    }

    /**
     * Takes to heart where the time of a chunk went.
     *
     * @param twice whether its rows were read twice
     */
    void learn(PhaseTimes chunk, boolean twice) {
        Duration once = twice ? chunk.read().dividedBy(2) : chunk.read();
        pays = chunk.transform().compareTo(once) > 0;
    }
}
