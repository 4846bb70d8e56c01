package io.steadfill.access.account;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A person who may sign in.
 *
 * @param name in lower case
 * @param seesData whether real values of rows are shown; masked otherwise
 * @param epoch goes up when the password changes or the account is disabled; what was signed in before is over then
 * @param createdBy who added it
 */
public record Account(
        String name,
        List<Grant> grants,
        boolean seesData,
        boolean disabled,
        ZoneId zone,
        int epoch,
        Instant created,
        String createdBy) {

    /** The person, as the desks ask for permissions. */
    public Operator operator() {
        return new Operator(name, name, Set.copyOf(grants), seesData, zone);
    }
}
