package io.steadfill.access;

import io.steadfill.problem.Problem;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Somebody who speaks to Steadfill: a person, a token, or the command line of this machine.
 *
 * @param name as the audit trail writes it
 * @param person whose word it is: the same for a person and for all of that person's tokens; never the same for two people
 * @param seesData whether real values of rows are shown; masked otherwise
 * @param zone in which times are shown to this operator
 */
public record Operator(String name, String person, Set<Grant> grants, boolean seesData, ZoneId zone) {

    /** The name under which schedules launch; no account can have it. */
    public static final String SCHEDULE = "schedule";

    public Operator {
        grants = Set.copyOf(grants);
    }

    /** A person who reads times in UTC. */
    public Operator(String name, Set<Grant> grants, boolean seesData) {
        this(name, name, grants, seesData, ZoneOffset.UTC);
    }

    /** Who works at the machine itself: may do all that the operating system lets him. */
    public static Operator ofThisMachine(String name) {
        return new Operator(name, Set.of(new Grant(Role.ADMIN, Grant.EVERY_JOB)), true);
    }

    /** The schedules of all jobs: an operator like any other, who gets no further than one. */
    public static Operator ofSchedules() {
        return new Operator(SCHEDULE, Set.of(new Grant(Role.OPERATOR, Grant.EVERY_JOB)), false);
    }

    /** Whether a role is held on a job. */
    public boolean may(Role role, String job) {
        return grants.stream().anyMatch(grant -> grant.role().includes(role) && grant.covers(job));
    }

    /** Whether a role is held on every job. */
    public boolean may(Role role) {
        return grants.stream()
                .anyMatch(grant -> grant.role().includes(role) && grant.jobs().equals(Grant.EVERY_JOB));
    }

    /** @throws io.steadfill.problem.ProblemException NOT_PERMITTED, saying which role is missing */
    public void require(Role role, String job) {
        if (!may(role, job)) {
            throw Problem.NOT_PERMITTED
                    .with("operator", name)
                    .with("role", role.word())
                    .with("job", job)
                    .says(name + " is not " + role.word() + " of '" + job + "': ask an admin for that role");
        }
    }

    /** @throws io.steadfill.problem.ProblemException NOT_PERMITTED, saying which role is missing */
    public void require(Role role) {
        if (!may(role)) {
            throw Problem.NOT_PERMITTED
                    .with("operator", name)
                    .with("role", role.word())
                    .says(name + " is not " + role.word() + " of every job: ask an admin for that role");
        }
    }
}
