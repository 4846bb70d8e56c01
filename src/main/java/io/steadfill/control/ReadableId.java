package io.steadfill.control;

import java.util.random.RandomGenerator;

/** Ids that people read out and type: no two of their letters look the same. */
public final class ReadableId {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 8;

    private ReadableId() {}

    /**
     * Such as {@code r-k3m9x2ab}; one out of 850 billion, so the row's key has to refuse one that is drawn twice.
     *
     * @param kind one letter for what it is of
     */
    public static String draw(char kind, RandomGenerator random) {
        StringBuilder id = new StringBuilder().append(kind).append('-');
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
