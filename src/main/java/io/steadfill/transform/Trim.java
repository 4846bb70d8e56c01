package io.steadfill.transform;

import io.steadfill.definition.TransformCall;

/** {@code trim: { from: column, empty: keep|to-null }}: takes spaces, no-break spaces, invisible characters and direction marks off both ends,
 * but not a mark whose partner is within the text. */
final class Trim implements Transform {

    @Override
    public String name() {
        return "trim";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        Arguments arguments = Arguments.of(call, "from", "empty");
        Empty empty = arguments.choice("empty", Empty.KEEP);
        return TextFunction.total(arguments.column("from"), text -> empty.of(Blank.trimmed(text)));
    }
}
