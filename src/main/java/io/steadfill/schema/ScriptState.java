package io.steadfill.schema;

import io.steadfill.script.Direction;
import org.jspecify.annotations.Nullable;

/**
 * How far one companion script is in a target.
 *
 * @param done statements in force
 * @param undoable whether there is a U file
 * @param by who applied it last; null where nobody did
 * @param at when its last statement ended, in the server's words; null where none did
 * @param error what stopped it; null where nothing did
 */
public record ScriptState(
        Direction direction,
        String version,
        String name,
        String file,
        State state,
        int done,
        int statements,
        boolean undoable,
        @Nullable String by,
        @Nullable String approvedBy,
        @Nullable String at,
        @Nullable String error) {

    /** The same with other words about what stopped it. */
    public ScriptState withError(@Nullable String words) {
        return new ScriptState(
                direction, version, name, file, state, done, statements, undoable, by, approvedBy, at, words);
    }

    /** What a script can be. */
    public enum State {
        PENDING,
        /** Begun, and not known to have ended. */
        RUNNING,
        /** Some statements are in force; the next call goes on. */
        PARTIAL,
        FAILED,
        APPLIED,
        UNDONE,
        /** Edited since it was applied. */
        CHANGED
    }
}
