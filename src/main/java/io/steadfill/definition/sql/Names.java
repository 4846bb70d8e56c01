package io.steadfill.definition.sql;

import io.steadfill.definition.TableName;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of a job file that fit their records; for those that do not, the schema has complained. */
public final class Names {

    private static final Pattern NAME = Pattern.compile("[^\\x00-\\x1f\\x7f\"`]{1,64}");
    private static final Pattern TABLE =
            Pattern.compile("[^.\\x00-\\x1f\\x7f\"`]{1,64}(\\.[^.\\x00-\\x1f\\x7f\"`]{1,64})?");

    private Names() {}

    public static boolean isValid(String name) {
        return NAME.matcher(name).matches() && name.length() <= 64;
    }

    public static Optional<TableName> table(String text) {
        boolean isTable = TABLE.matcher(text).matches()
                && Stream.of(text.split("\\.", -1)).allMatch(Names::isValid);
        return isTable ? Optional.of(TableName.of(text)) : Optional.empty();
    }
}
