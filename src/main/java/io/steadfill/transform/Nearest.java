package io.steadfill.transform;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
final class Nearest {

    private Nearest() {}

    /** "did you mean 'x'?", or a list of all there are. */
    static String advice(String written, Collection<String> known) {
        return of(written, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> "there " + (known.size() == 1 ? "is " : "are ") + String.join(", ", known));
    }

    static Optional<String> of(String written, Collection<String> known) {
        String wanted = plain(written);
        return known.stream()
                .filter(name ->
                        distance(wanted, plain(name)) <= Math.max(1, Math.min(wanted.length(), name.length()) / 3))
                .min(Comparator.comparingInt((String name) -> distance(wanted, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Case and the kind of dash are not what people mean to say. */
    private static String plain(String text) {
        String shortened = text.length() > 64 ? text.substring(0, 64) : text;
        return shortened.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Inserted, dropped, changed and swapped letters. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
