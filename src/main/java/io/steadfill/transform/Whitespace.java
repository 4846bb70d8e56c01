package io.steadfill.transform;

import io.steadfill.definition.TransformCall;

/**
 * {@code whitespace: { from: column, invisible: remove|keep, empty: keep|to-null }}: makes one space of every run of spaces, tabs, line breaks
 * and no-break spaces, takes them off both ends, and removes zero-width characters (not the joiners, which carry meaning).
 */
final class Whitespace implements Transform {

    private enum Invisible {
        REMOVE,
        KEEP
    }

    @Override
    public String name() {
        return "whitespace";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        Arguments arguments = Arguments.of(call, "from", "invisible", "empty");
        boolean remove = arguments.choice("invisible", Invisible.REMOVE) == Invisible.REMOVE;
        Empty empty = arguments.choice("empty", Empty.KEEP);
        return TextFunction.total(arguments.column("from"), text -> empty.of(collapsed(text, remove)));
    }

    private static String collapsed(String text, boolean removeInvisible) {
        StringBuilder result = new StringBuilder(text.length());
        boolean owed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Blank.isSpace(c)) {
                owed = result.length() > 0;
            } else if (!removeInvisible || !Blank.isInvisible(c)) {
                if (owed) {
                    result.append(' ');
                    owed = false;
                }
                result.append(c);
            }
        }
        return result.toString();
    }
}
