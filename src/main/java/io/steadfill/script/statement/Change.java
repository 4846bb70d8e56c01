package io.steadfill.script.statement;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a statement does to the schema.
 *
 * @param table null where the statement names none
 * @param name of the column, index, constraint or trigger; null where it has none
 * @param words what else tells: a trigger's events, a constraint's kind and {@code not valid}, an index's {@code concurrently}
 */
public record Change(
        Kind kind, @Nullable TableName table, @Nullable Identifier name, Set<String> words) {

    /** What can be told apart, and whether it may run while violators of the predicate could still come. */
    public enum Kind {
        CREATE_TABLE(true),
        DROP_TABLE(false),
        ADD_COLUMN(true),
        DROP_COLUMN(false),
        ADD_CONSTRAINT(true),
        DROP_CONSTRAINT(true),
        VALIDATE_CONSTRAINT(true),
        CREATE_INDEX(true),
        DROP_INDEX(true),
        REINDEX(true),
        CREATE_TRIGGER(true),
        DROP_TRIGGER(true),
        /** Functions, views, comments, rights, statistics: they change no row and no column. */
        HARMLESS(true),
        /** Everything that is not recognised, and all that depends on the data. */
        OTHER(false);

        private final boolean harmless;

        Kind(boolean harmless) {
            this.harmless = harmless;
        }

        /** Whether it may run while violators of the predicate could still come. */
        public boolean isHarmless() {
            return harmless;
        }
    }

    public Change {
        words = Set.copyOf(words);
    }

    /** Whether the statement says this word. */
    public boolean has(String word) {
        return words.contains(word);
    }

    /** Whether it takes data away for good. */
    public boolean destroys() {
        return kind == Kind.DROP_COLUMN || kind == Kind.DROP_TABLE;
    }
}
