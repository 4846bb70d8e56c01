package io.steadfill.chunk.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.Failure;
import io.steadfill.database.rows.Locking;
import io.steadfill.definition.Mask;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentionTest {

    private final Recovery recovery = new Recovery(new Random(1), true, Mask.NONE);

    @Test
    void lockedRowsArePassedOverOnlyAfterThreeLosses() {
        lose(2);
        assertThat(recovery.locking()).isEqualTo(Locking.WAIT);

        lose(1);
        assertThat(recovery.locking()).isEqualTo(Locking.SKIP);
    }

    @Test
    void theChunksAfterAFightPassOverLockedRowsAtOnce() {
        lose(3);
        recovery.committed();

        assertThat(chunksThatSkip()).isEqualTo(8);
        assertThat(recovery.locking()).isEqualTo(Locking.WAIT);
    }

    @Test
    void aChunkThatIsLostAfterASpellBeginsOneTwiceAsLongUpToALimit() {
        lose(3);
        recovery.committed();
        int[] spells = new int[5];
        for (int i = 0; i < spells.length; i++) {
            spells[i] = chunksThatSkip();
            lose(1);
            assertThat(recovery.locking()).isEqualTo(Locking.SKIP);
            recovery.committed();
        }

        assertThat(spells).containsExactly(8, 16, 32, 64, 64);
    }

    @Test
    void aChunkThatWaitsAndWinsMakesItForgetTheFight() {
        lose(3);
        recovery.committed();
        chunksThatSkip();
        recovery.committed();

        lose(2);

        assertThat(recovery.locking()).isEqualTo(Locking.WAIT);
    }

    @Test
    void whereEachRowHasOneTimeOnlyNoneIsPassedOverAndAPersonIsAsked() {
        Recovery once = new Recovery(new Random(1), false, Mask.NONE);
        for (int i = 0; i < 59; i++) {
            once.after(Failure.LOCKED, new SQLException(), 100);
        }
        assertThat(once.isStuckOnLock()).isFalse();

        once.after(Failure.LOCKED, new SQLException(), 100);

        assertThat(once.locking()).isEqualTo(Locking.WAIT);
        assertThat(once.isStuckOnLock()).isTrue();
    }

    private void lose(int times) {
        for (int i = 0; i < times; i++) {
            recovery.after(Failure.LOCKED, new SQLException(), 100);
        }
    }

    /** Commits chunks as long as they skip, and says how many there were. */
    private int chunksThatSkip() {
        int chunks = 0;
        while (recovery.locking() == Locking.SKIP) {
            recovery.committed();
            chunks++;
        }
        return chunks;
    }
}
