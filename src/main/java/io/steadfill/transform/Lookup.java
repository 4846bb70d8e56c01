package io.steadfill.transform;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code lookup: { from: column, file: countries.csv, header: false, missing: refuse|keep|to-null }}: replaces a value by what a mapping beside the job
 * file says, or by {@code values: { old: new }} in the job file itself. Keys match exactly.
 */
final class Lookup implements Transform {

    private enum Missing {
        REFUSE,
        KEEP,
        TO_NULL
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        return bound(call, null);
    }

    @Override
    public ColumnFunction bind(TransformCall call, Path folder) {
        return bound(call, folder);
    }

    private static ColumnFunction bound(TransformCall call, @Nullable Path folder) {
        Arguments arguments = Arguments.of(call, "from", "file", "header", "values", "missing");
        if (arguments.has("file") == arguments.has("values")) {
            throw arguments.refuse("file", "needs either 'file' (a mapping beside job.yaml) or 'values', and not both");
        }
        if (arguments.has("header") && !arguments.has("file")) {
            throw arguments.refuse("header", "has a 'header' only with 'file'");
        }
        Identifier from = arguments.column("from");
        Missing missing = arguments.choice("missing", Missing.REFUSE);
        if (arguments.has("values")) {
            return new Function(from, arguments.texts("values"), missing, "");
        }
        MappingFile file = MappingFile.read(arguments, folder);
        return new Function(from, file.values(), missing, file.name() + " sha256:" + file.hash());
    }

    private record Function(Identifier from, Map<String, String> values, Missing missing, String fingerprint)
            implements ColumnFunction {

        @Override
        public List<Identifier> reads() {
            return List.of(from);
        }

        @Override
        public boolean readsText() {
            return false;
        }

        @Override
        public boolean givesText() {
            return false;
        }

        @Override
        public Outcome apply(@Nullable String[] columns) {
            String key = columns[0];
            if (key == null) {
                return Outcome.of(null);
            }
            String value = values.get(key);
            if (value != null) {
                return Outcome.of(value);
            }
            return switch (missing) {
                case REFUSE ->
                    Outcome.refused("the mapping has no such value; add it, or say missing: keep or to-null");
                case KEEP -> Outcome.of(key);
                case TO_NULL -> Outcome.of(null);
            };
        }
    }
}
