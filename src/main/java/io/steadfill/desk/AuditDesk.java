package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.audit.AuditCheck;
import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail, as somebody may read it: words about a job for the job's viewers, words about people for admins. */
public final class AuditDesk {

    private final Control control;
    private final AuditTrail trail;
    private final AuditCheck check;

    AuditDesk(Control control, AuditTrail trail, AuditCheck check) {
        this.control = control;
        this.trail = trail;
        this.check = check;
    }

    /** Whether somebody may have the whole chain checked: whoever may read the words about every job. */
    public boolean mayCheck(Operator who) {
        return who.may(Role.VIEWER);
    }

    /** @throws io.steadfill.problem.ProblemException NOT_PERMITTED */
    public void requireCheck(Operator who) {
        who.require(Role.VIEWER);
    }

    /**
     * Reads the whole chain; takes as long as that is.
     *
     * @param written a head that was written down once; null where none is at hand
     * @throws io.steadfill.problem.ProblemException NOT_PERMITTED
     */
    public AuditCheck.Result check(Operator who, AuditTrail.@Nullable Head written) {
        requireCheck(who);
        return check.check(written, List.of());
    }

    /**
     * Some entries, the newest first.
     *
     * @param next what {@link AuditQuery#before(long)} takes for the page after this one; null where nothing is left
     */
    public record Page(
            List<AuditTrail.Entry> entries, @Nullable Long next) {}

    public Page page(Operator who, AuditQuery question) {
        control.identity();
        List<AuditTrail.Entry> allowed = new ArrayList<>();
        AuditQuery asked = question;
        while (true) {
            List<AuditTrail.Entry> read = trail.page(asked);
            for (AuditTrail.Entry entry : read) {
                if (maySee(who, entry)) {
                    allowed.add(entry);
                    if (allowed.size() == question.limit()) {
                        return new Page(allowed, entry.seq());
                    }
                }
            }
            if (read.size() < asked.limit()) {
                return new Page(allowed, null);
            }
            asked = asked.before(read.get(read.size() - 1).seq());
        }
    }

    private static boolean maySee(Operator who, AuditTrail.Entry entry) {
        String job = entry.job();
        return job == null ? who.may(Role.ADMIN) : who.may(Role.VIEWER, job);
    }
}
