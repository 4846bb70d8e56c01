package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.notice.Notices;
import java.util.List;

/** The notices that are configured, for those who keep them. */
public final class NoticeDesk {

    private final Notices notices;

    NoticeDesk(Notices notices) {
        this.notices = notices;
    }

    /** Their names, sorted. */
    public List<String> names(Operator who) {
        who.require(Role.ADMIN);
        return List.copyOf(notices.names());
    }

    /**
     * Sends a message that says that it is only a test, now.
     *
     * @throws io.steadfill.problem.ProblemException NOTICE_NOT_FOUND, NOTICE_FAILED, NOT_PERMITTED
     */
    public void test(Operator who, String name) {
        who.require(Role.ADMIN);
        notices.test(name);
    }
}
