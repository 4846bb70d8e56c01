package io.steadfill.definition.yaml;

/**
 * Where something stands in a file.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param start index of its first character in the text
 * @param end index after its last character
 */
public record Place(int line, int column, int start, int end) {

    static final Place TOP = new Place(1, 1, 0, 0);

    /** The place of the character at {@code index} of {@code text}. */
    public static Place of(String text, int index) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return new Place(line, text.codePointCount(begin, index) + 1, index, index + 1);
    }
}
