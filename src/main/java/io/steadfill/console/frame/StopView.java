package io.steadfill.console.frame;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.run.admission.Stop;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stop in force.
 *
 * @param expires null where somebody must lift it
 */
record StopView(
        String id,
        String what,
        String by,
        String why,
        Stamp since,
        @Nullable Stamp expires,
        boolean mayLift) {

    static StopView of(Stop stop, Operator who, Instant now) {
        String job = stop.job();
        Instant expires = stop.expires();
        return new StopView(
                stop.id(),
                stop.what(),
                stop.by(),
                stop.why(),
                Words.time(stop.since(), now, who.zone()),
                expires == null ? null : Words.time(expires, now, who.zone()),
                job == null ? who.may(Role.OPERATOR) : who.may(Role.OPERATOR, job));
    }
}
