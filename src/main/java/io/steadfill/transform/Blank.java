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

    /** Without spaces, invisible characters and direction marks at both ends. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isMargin(text.charAt(start))) {
            start++;
        }
        while (end > start && isMargin(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isMargin(char c) {
        return isSpace(c) || isInvisible(c) || isDirectionMark(c);
    }

    static boolean isDirectionMark(int c) {
        return c == 0x200e || c == 0x200f || c == 0x61c || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
