package io.steadfill.keyset;

import java.util.List;

/**
 * One position in a keyset: the key columns' names and their values, each in the text form that its own database reads back.
 * Two keys are equal when the texts are; which of two comes first only the database knows.
 *
 * @param columns names of the key columns, in the keyset's order, never empty
 * @param values one text a column
 */
public record Key(List<String> columns, List<String> values) {

    public Key {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
        if (columns.isEmpty() || columns.size() != values.size()) {
            throw new IllegalArgumentException("a key of " + columns + " cannot have the values " + values);
        }
    }

    /** The values in the form our own tables store: a JSON array of texts. */
    public String text() {
        return KeyText.write(values);
    }

    /**
     * Reads a stored key back.
     *
     * @throws IllegalArgumentException when the text is no JSON array of texts, or has another number of values than columns
     */
    public static Key of(List<String> columns, String text) {
        return new Key(columns, KeyText.read(text));
    }

    @Override
    public String toString() {
        return values.size() == 1 ? values.get(0) : values.toString();
    }
}
