package io.steadfill.notice;

import io.steadfill.control.Control;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads what happened to runs and tells it, at least once, by one node at a time. Never in a run's way: it has its own thread. */
public final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int BATCH = 200;
    private static final int ATTEMPTS_MAX = 40;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    /** How long one notice is told before it is the next one's turn; a message that is under way is finished. */
    private static final Duration TURN = Duration.ofSeconds(20);
    /** Longer than one message may take, so that the next node does not begin beside this one. */
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final Control control;
    private final NoticeProperties properties;
    private final Outbox outbox;
    private final RunEvents events;
    private final Webhook webhook;
    private final Mail mail;
    private final Clock clock;
    private final JsonMapper json;
    private final String owner;

    /** @param owner this process, unlike any other */
    Notices(
            Control control,
            NoticeProperties properties,
            Outbox outbox,
            RunEvents events,
            Webhook webhook,
            Mail mail,
            Clock clock,
            JsonMapper json,
            String owner) {
        this.control = control;
        this.properties = properties;
        this.outbox = outbox;
        this.events = events;
        this.webhook = webhook;
        this.mail = mail;
        this.clock = clock;
        this.json = json;
        this.owner = owner;
    }

    /** The names that are configured. */
    public Set<String> names() {
        return properties.notices().keySet();
    }

    /**
     * Sends a message that says that it is only a test, now.
     *
     * @throws io.steadfill.problem.ProblemException NOTICE_NOT_FOUND, NOTICE_FAILED with what the receiver said
     */
    public void test(String name) {
        NoticeProperties.Notice notice = properties.notices().get(name);
        if (notice == null) {
            throw Problem.NOTICE_NOT_FOUND
                    .with("notice", name)
                    .says("no notice '" + name + "' is configured under steadfill.notices; "
                            + Nearest.cure(name, names()));
        }
        Message message = new Message(
                name + "-test-" + clock.instant().toEpochMilli(), Happening.TEST, clock.instant(), "", "", null, null);
        String refused = send(notice, message);
        if (refused != null) {
            throw Problem.NOTICE_FAILED
                    .with("notice", name)
                    .says("notice '" + name + "' was not taken: " + refused
                            + "; check its address and secret under steadfill.notices." + name);
        }
    }

    /** One look at the events, and one try at what is due. One notice's fault keeps no other from being sent. */
    void pass() {
        for (String name : names()) {
            try {
                NoticeProperties.Notice notice = properties.notices().get(name);
                outbox.begin(name, events.last());
                if (notice != null && outbox.take(name, owner, LEASE)) {
                    collect(name, notice);
                    deliver(name, notice);
                }
            } catch (RuntimeException e) {
                LOG.warn("notice {} was not looked after; it is tried again: {}", name, e.getMessage());
            }
        }
    }

    private void collect(String name, NoticeProperties.Notice notice) {
        long position = outbox.position(name);
        List<RunEvent> found = events.after(outbox.from(name, position), BATCH + 500);
        if (found.isEmpty()) {
            return;
        }
        control.inTransaction(() -> {
            found.stream()
                    .filter(event -> Happening.of(event)
                            .filter(happening -> notice.wants(happening, event.job()))
                            .isPresent())
                    .forEach(event -> outbox.add(name, event));
            outbox.advance(name, found.get(found.size() - 1).id());
            return found;
        });
    }

    /** What is due, up to the first message that is not taken: the rest waits for the next look, so that the other notices get their turn. */
    private void deliver(String name, NoticeProperties.Notice notice) {
        Instant until = clock.instant().plus(TURN);
        for (Outbox.Due due : outbox.due(name, BATCH)) {
            if (clock.instant().isAfter(until) || !outbox.take(name, owner, LEASE)) {
                return;
            }
            Optional<RunEvent> event = events.after(due.eventId() - 1, 1).stream()
                    .filter(found -> found.id() == due.eventId())
                    .findFirst();
            Optional<Happening> happening = event.flatMap(Happening::of);
            if (event.isEmpty() || happening.isEmpty()) {
                outbox.giveUp(name, due.eventId(), "the event is there no more");
                continue;
            }
            String refused = send(notice, Message.of(name, event.get(), happening.get()));
            settle(name, due, refused);
            if (refused != null) {
                return;
            }
        }
    }

    private void settle(String name, Outbox.Due due, @Nullable String refused) {
        if (refused == null) {
            outbox.sent(name, due.eventId());
        } else if (due.attempts() + 1 >= ATTEMPTS_MAX) {
            LOG.error("notice {} of event {} is given up: {}", name, due.eventId(), refused);
            outbox.giveUp(name, due.eventId(), refused);
        } else {
            LOG.warn("notice {} of event {} was not taken, and is tried again: {}", name, due.eventId(), refused);
            outbox.again(name, due.eventId(), refused, pause(due.attempts()));
        }
    }

    /** 2 s, 4 s, 8 s and so on, at most half an hour: about 15 hours in all. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Returns why it was not taken, whatever the reason; null when it was. */
    private @Nullable String send(NoticeProperties.Notice notice, Message message) {
        try {
            return switch (notice.format()) {
                case MAIL -> mail.send(notice, message);
                case JSON -> post(notice, message, message.json(json));
                case SLACK -> post(notice, message, message.slack(json));
            };
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable String post(NoticeProperties.Notice notice, Message message, String body) {
        return notice.url() == null
                ? "it has no address"
                : webhook.post(notice.url(), notice.secretFile(), message.id(), body);
    }
}
