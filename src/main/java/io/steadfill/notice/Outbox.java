package io.steadfill.notice;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.run.story.RunEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/** How far each notice has read the events, what it still has to send, and which node does so. */
final class Outbox {

    /** Events get their numbers before they can be read: a number that was missing a moment ago may be there now. */
    private static final int LOOK_BACK = 500;

    private static final Duration LOOK_BACK_FOR = Duration.ofMinutes(10);

    private final Control control;

    Outbox(Control control) {
        this.control = control;
    }

    /** A message that was not taken yet. */
    record Due(long eventId, int attempts) {}

    /** Makes the notice known; it begins with what happens from now on. */
    void begin(String name, long position) {
        if (known(name)) {
            return;
        }
        try {
            control.client()
                    .sql("insert into steadfill_control_notice (name, began, position)"
                            + " values (:name, :position, :position)")
                    .param("name", name)
                    .param("position", position)
                    .update();
        } catch (DuplicateKeyException e) {
            LoggerFactory.getLogger(Outbox.class).debug("another node has begun notice {}", name, e);
        }
    }

    private boolean known(String name) {
        return control.client()
                .sql("select name from steadfill_control_notice where name = :name")
                .param("name", name)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Whether this node sends now; another one that said so less than {@code lasts} ago does otherwise. */
    boolean take(String name, String owner, Duration lasts) {
        return control.client()
                        .sql("update steadfill_control_notice set owner = :owner, lease_until = current_timestamp(6) + "
                                + Sql.interval(lasts)
                                + " where name = :name and (owner is null or owner = :owner"
                                + " or lease_until < current_timestamp(6))")
                        .param("name", name)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    long position(String name) {
        return control.client()
                .sql("select position from steadfill_control_notice where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /** Where the next look begins: a little before the position, but not before young events only. */
    long from(String name, long position) {
        return control.client()
                .sql("select coalesce(min(event_id), :position + 1) - 1 from steadfill_control_event"
                        + " where event_id > (select began from steadfill_control_notice where name = :name)"
                        + " and event_id > :low and event_id <= :position and at > current_timestamp(6) - "
                        + Sql.interval(LOOK_BACK_FOR))
                .param("position", position)
                .param("low", position - LOOK_BACK)
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /** Adds one to send; nothing where it is there already. */
    void add(String name, RunEvent event) {
        control.client().sql("""
                insert into steadfill_control_delivery (notice, event_id, state, next_at)
                select :name, :event, 'DUE', current_timestamp(6) from (select 1 as one) only_one
                where not exists (
                    select * from steadfill_control_delivery where notice = :name and event_id = :event)
                """).param("name", name).param("event", event.id()).update();
    }

    void advance(String name, long position) {
        control.client()
                .sql("update steadfill_control_notice set position = :position where name = :name"
                        + " and position < :position")
                .param("name", name)
                .param("position", position)
                .update();
    }

    List<Due> due(String name, int limit) {
        return control.client()
                .sql("select event_id, attempts from steadfill_control_delivery where notice = :name and state = 'DUE'"
                        + " and next_at <= current_timestamp(6) order by event_id limit " + limit)
                .param("name", name)
                .query((row, n) -> new Due(row.getLong(1), row.getInt(2)))
                .list();
    }

    void sent(String name, long eventId) {
        settle(name, eventId, "SENT", null, Duration.ZERO);
    }

    void again(String name, long eventId, String why, Duration after) {
        settle(name, eventId, "DUE", why, after);
    }

    void giveUp(String name, long eventId, String why) {
        settle(name, eventId, "GIVEN_UP", why, Duration.ZERO);
    }

    private void settle(String name, long eventId, String state, @Nullable String why, Duration after) {
        control.client()
                .sql("update steadfill_control_delivery set state = :state, attempts = attempts + 1, last_says = :why,"
                        + " next_at = current_timestamp(6) + " + Sql.interval(after)
                        + " where notice = :name and event_id = :event")
                .param("state", state)
                .param("why", why)
                .param("name", name)
                .param("event", eventId)
                .update();
    }
}
