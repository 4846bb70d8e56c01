package io.steadfill.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the valid spelling that somebody most likely meant. */
public final class Nearest {

    private static final int LENGTH_MAX = 64;

    private Nearest() {}

    /** The candidate that differs from {@code word} by at most a third of its letters; case, dashes and underscores count little. Of equals the first. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String plain = plain(word);
        int best = Math.max(1, (plain.length() + 1) / 3) + 1;
        String found = null;
        for (String candidate : candidates) {
            int distance = distance(plain, plain(candidate));
            if (distance < best) {
                best = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    /** {@code did you mean 'transform'?}, or the whole list where nothing is near: {@code known are 'a', 'b'}. */
    public static String cure(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> candidates.isEmpty()
                        ? "leave it out: there are none"
                        : "known are '" + String.join("', '", candidates) + "'");
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Edits by insertion, removal, change, or a swap of neighbours. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = above;
            above = row;
        }
        return above[b.length()];
    }
}
