package io.steadfill.script;

import io.steadfill.script.statement.ScriptStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A V file with its statements, and the U file that takes it back.
 *
 * @param file relative to the job folder
 * @param checksum SHA-256 of the whole file, in hex
 * @param undo null where there is none
 * @param noUndo why there is no undo; null where there is one
 */
public record Script(
        Direction direction,
        Version version,
        String name,
        String file,
        String checksum,
        List<ScriptStatement> statements,
        @Nullable Script undo,
        @Nullable String noUndo) {

    public Script {
        statements = List.copyOf(statements);
    }

    /** The statements that the file marks as barriers. */
    public List<ScriptStatement> barriers() {
        return statements.stream().filter(ScriptStatement::barrier).toList();
    }

    /** The statements that follow the proof. */
    public List<ScriptStatement> changes() {
        return statements.stream().filter(s -> !s.barrier()).toList();
    }

    /** Where a statement stands, for messages. */
    public String at(ScriptStatement statement) {
        return file + ":" + statement.line();
    }

    Script withUndo(@Nullable Script theUndo, @Nullable String reason) {
        return new Script(direction, version, name, file, checksum, statements, theUndo, reason);
    }
}
