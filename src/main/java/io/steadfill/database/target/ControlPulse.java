package io.steadfill.database.target;

import io.steadfill.database.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Signs of life that a control database leaves in its targets, by the target's clock: one that rests works on nothing by which a target
 * could tell that it lives. Each control has a mark of its own, so that nobody has to wait for anybody.
 */
public final class ControlPulse {

    private static final String MARK = "alive ";

    private ControlPulse() {}

    /** Leaves one, in the session's open transaction. */
    public static void beat(Session session, String controlId) {
        Marks.put(session, MARK + controlId, session.dialect().now(session).toString());
    }

    /** How old the last one is; empty where there is none. */
    public static Optional<Duration> age(Session session, String controlId) {
        return Optional.ofNullable(Marks.all(session).get(MARK + controlId))
                .map(beat ->
                        Duration.between(Instant.parse(beat), session.dialect().now(session)));
    }

    static void end(Session session, String controlId) {
        Marks.remove(session, MARK + controlId);
    }
}
