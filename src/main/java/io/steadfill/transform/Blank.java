package io.steadfill.transform;

/** What counts as blank: more than Java's {@code strip}, which keeps the no-break spaces and the invisible ones that arrive by copy and paste. */
final class Blank {

    private Blank() {}

    /** Every Unicode space, the no-break ones too, and the control characters that people use as such. */
    static boolean isSpace(int c) {
        return c == ' '
                || (c >= '\t' && c <= '\r')
                || c == 0x85
                || (c > 0x7f && (Character.isSpaceChar(c) || Character.isWhitespace(c)));
    }

    /**
     * Characters without width that say nothing between letters. The joiners U+200C and U+200D are none of them: they carry
     * meaning in Persian, in Indic scripts and in emoji.
     */
    static boolean isInvisible(int c) {
        return c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0x180e || c == 0xad;
    }

    /**
     * Without spaces, invisible characters and direction marks at both ends; but a mark that opens or closes a direction stays where its
     * partner is within the text, which would else turn what is written behind it.
     */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isMargin(text.charAt(start))) {
            start++;
        }
        while (end > start && isMargin(text.charAt(end - 1))) {
            end--;
        }
        int length;
        do {
            length = end - start;
            for (boolean isolates : new boolean[] {true, false}) {
                start = openedBy(text, start, end, isolates);
                end = closedBy(text, start, end, isolates);
            }
        } while (end - start > length);
        return text.substring(start, end);
    }

    /** Where the text begins with the marks that open what is only closed between {@code start} and {@code end}. */
    private static int openedBy(String text, int start, int end, boolean isolates) {
        int depth = 0;
        int owed = 0;
        for (int i = start; i < end; i++) {
            depth += turn(text.charAt(i), isolates);
            owed = Math.max(owed, -depth);
        }
        int from = start;
        for (int i = start - 1; i >= 0 && owed > 0; i--) {
            if (turn(text.charAt(i), isolates) > 0) {
                owed--;
                from = i;
            }
        }
        return from;
    }

    /** Where the text ends with the marks that close what is only opened between {@code start} and {@code end}. */
    private static int closedBy(String text, int start, int end, boolean isolates) {
        int owed = 0;
        for (int i = start; i < end; i++) {
            owed = Math.max(0, owed + turn(text.charAt(i), isolates));
        }
        int to = end;
        for (int i = end; i < text.length() && owed > 0; i++) {
            if (turn(text.charAt(i), isolates) < 0) {
                owed--;
                to = i + 1;
            }
        }
        return to;
    }

    /** 1 for a mark that opens an isolate, or an embedding or override; -1 for the one that closes it. */
    private static int turn(char c, boolean isolates) {
        if (isolates) {
            return c >= 0x2066 && c <= 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
        }
        return c == 0x202a || c == 0x202b || c == 0x202d || c == 0x202e ? 1 : c == 0x202c ? -1 : 0;
    }

    private static boolean isMargin(char c) {
        return isSpace(c) || isInvisible(c) || isDirectionMark(c);
    }

    static boolean isDirectionMark(int c) {
        return c == 0x200e || c == 0x200f || c == 0x61c || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
