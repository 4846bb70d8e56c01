package io.steadfill.chunk.failure;

/**
 * Whether rows that others hold are passed over: after three losses of one chunk, and then for a spell of chunks, since where one chunk was
 * fought for the next one will be too and each loss throws a chunk's work away. After a spell one chunk waits for its locks again; when that
 * is lost, the next spell is twice as long.
 */
final class Contention {

    private static final int LOSSES_AT_FIRST = 3;
    private static final int SPELL_MIN = 8;
    /** With chunks of 50 ms a fight that is over is noticed within about 3 s. */
    private static final int SPELL_MAX = 64;

    private int losses;
    private int lossesAllowed = LOSSES_AT_FIRST;
    private int spell = SPELL_MIN;
    private int left;

    boolean isSkipping() {
        return left > 0 || losses >= lossesAllowed;
    }

    /** How often the present chunk lost to a lock. */
    int losses() {
        return losses;
    }

    void lost() {
        losses++;
    }

    void committed() {
        if (left > 0) {
            left--;
        } else if (losses >= lossesAllowed) {
            left = spell;
            spell = Math.min(SPELL_MAX, spell * 2);
            lossesAllowed = 1;
        } else {
            spell = SPELL_MIN;
            lossesAllowed = LOSSES_AT_FIRST;
        }
        losses = 0;
    }
}
