package io.steadfill.transform;

import io.steadfill.definition.TransformCall;
import java.text.Normalizer;

/** {@code unicode: { from: column, form: NFC|NFD|NFKC|NFKD }}: one way to write what looks the same. */
final class UnicodeForm implements Transform {

    @Override
    public String name() {
        return "unicode";
    }

    @Override
    public String version() {
        return "1 unicode of java " + Runtime.version().feature();
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        Arguments arguments = Arguments.of(call, "from", "form");
        Normalizer.Form form = form(arguments);
        return TextFunction.total(arguments.column("from"), text -> Normalizer.normalize(text, form));
    }

    private static Normalizer.Form form(Arguments arguments) {
        String written = arguments.text("form");
        for (Normalizer.Form form : Normalizer.Form.values()) {
            if (form.name().equals(written)) {
                return form;
            }
        }
        throw arguments.refuse(
                "form",
                "knows no form '" + written + "'; write NFC, NFD, NFKC or NFKD (NFC is what most databases want)");
    }
}
