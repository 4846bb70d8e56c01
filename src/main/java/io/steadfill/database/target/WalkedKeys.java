package io.steadfill.database.target;

import io.steadfill.database.Session;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns of the key that each run walks by, kept from its planning on: by a key that is made later, however good, the positions and the
 * old values that are stored would be read as other rows'.
 */
public final class WalkedKeys {

    /** With the run's id after it. */
    static final String MARK = "key of run ";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WalkedKeys() {}

    /** Keeps them, in the session's open transaction. */
    public static void keep(Session session, String runId, List<String> columns) {
        Marks.put(session, MARK + runId, JSON.writeValueAsString(columns));
    }

    /** Forgets those of a run that the target knows no more. */
    public static void forget(Session session, String runId) {
        Marks.remove(session, MARK + runId);
    }

    /** Their names in the key's order; empty for a run that was never planned, or by a release that kept none. */
    public static List<String> of(Session session, String runId) {
        @Nullable String columns = Marks.one(session, MARK + runId);
        return columns == null ? List.of() : Arrays.asList(JSON.readValue(columns, String[].class));
    }
}
