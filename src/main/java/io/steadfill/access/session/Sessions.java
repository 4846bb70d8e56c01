package io.steadfill.access.session;

import io.steadfill.control.Away;
import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.session.SessionRepository;

/**
 * Sessions in the control database, by its clock. A request reads its session with one statement and writes it where it changed; that it
 * was used is noted once a minute. Used by several threads.
 */
final class Sessions implements SessionRepository<KeptSession> {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    /** Of a session in which nobody has signed in: strangers can make them. */
    private static final Duration STRANGERS = Duration.ofMinutes(15);

    private record Row(byte[] content, Instant created, Instant used, Instant now) {}

    private record Before(byte[] content, Instant now) {}

    private final Control control;
    private final SessionContent content;
    private final Duration idle;

    /** @param idle how long somebody may be away and is still signed in */
    Sessions(Control control, SessionContent content, Duration idle) {
        this.control = control;
        this.content = content;
        this.idle = idle;
    }

    @Override
    public KeptSession createSession() {
        return new KeptSession(SessionId.random(), idle);
    }

    /** Null also where it cannot be read: its owner signs in again. */
    @Override
    public @Nullable KeptSession findById(String id) {
        SessionId asked = new SessionId(id);
        return control.client()
                .sql("select content, created_at, used_at, current_timestamp(6) from steadfill_control_session"
                        + " where session_key = :key and expires_at > current_timestamp(6)")
                .param("key", asked.key())
                .query((row, n) -> new Row(
                        row.getBytes(1),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3).toInstant(),
                        row.getTimestamp(4).toInstant()))
                .optional()
                .flatMap(row -> read(asked, row))
                .orElse(null);
    }

    private Optional<KeptSession> read(SessionId id, Row row) {
        try {
            Map<String, Object> words = content.read(id.open(row.content()));
            Duration lasts = lasts(words, row.now());
            if (lasts.isZero()) {
                return Optional.empty();
            }
            return Optional.of(KeptSession.found(
                    id,
                    content.attributes(words),
                    row.created(),
                    row.used(),
                    lasts,
                    !row.used().plus(notedEvery(away(words))).isAfter(row.now())));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Another release kept it, or somebody changed the row. What it says is not repeated here.
            LOG.info(
                    "a session cannot be read; whoever had it signs in again ({})",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public void save(KeptSession session) {
        SessionId kept = session.kept();
        if (kept == null) {
            // One that nothing was put into is not worth a row: whoever asks without a cookie could make them by
            // thousands.
            if (session.isEmpty()) {
                return;
            }
            insert(session);
        } else if (session.isChanged()) {
            control.inTransaction(() -> rewrite(session, kept));
        } else if (session.isUseToNote()) {
            noteUse(session, kept);
        }
        session.saved();
    }

    private void insert(KeptSession session) {
        Map<String, Object> words = content.changed(Map.of(), session.changes());
        control.client()
                .sql("insert into steadfill_control_session (session_key, content, created_at, used_at, expires_at)"
                        + " values (:key, :content, current_timestamp(6), current_timestamp(6), "
                        + end(lasts(words, control.now())) + ")")
                .param("key", session.id().key())
                .param("content", session.id().seal(content.write(words)))
                .update();
    }

    /** Under the row's lock, so that of two requests at once neither undoes what the other changed; nothing where somebody signed out meanwhile. */
    private boolean rewrite(KeptSession session, SessionId kept) {
        Optional<Before> before = control.client()
                .sql("select content, current_timestamp(6) from steadfill_control_session where session_key = :key"
                        + " for update")
                .param("key", kept.key())
                .query((row, n) ->
                        new Before(row.getBytes(1), row.getTimestamp(2).toInstant()))
                .optional();
        if (before.isEmpty()) {
            return false;
        }
        Map<String, Object> words;
        try {
            words = content.changed(content.read(kept.open(before.get().content())), session.changes());
        } catch (GeneralSecurityException e) {
            return false;
        }
        return control.client()
                        .sql("update steadfill_control_session set session_key = :now, content = :content,"
                                + " used_at = current_timestamp(6), expires_at = "
                                + end(lasts(words, before.get().now()))
                                + " where session_key = :key")
                        .param("now", session.id().key())
                        .param("content", session.id().seal(content.write(words)))
                        .param("key", kept.key())
                        .update()
                == 1;
    }

    /** The page that was asked for does not fail for want of it. */
    private void noteUse(KeptSession session, SessionId kept) {
        try {
            control.client()
                    .sql("update steadfill_control_session set used_at = current_timestamp(6), expires_at = "
                            + end(session.getMaxInactiveInterval()) + " where session_key = :key")
                    .param("key", kept.key())
                    .update();
        } catch (RuntimeException e) {
            if (!Away.is(e)) {
                throw e;
            }
            LOG.debug("that a session was used is not noted", e);
        }
    }

    @Override
    public void deleteById(String id) {
        control.client()
                .sql("delete from steadfill_control_session where session_key = :key")
                .param("key", new SessionId(id).key())
                .update();
    }

    /** How long it lasts if nobody uses it any more; zero where it is over however much it is used. */
    private Duration lasts(Map<String, Object> words, Instant now) {
        Duration away = away(words);
        Instant end = content.end(words);
        if (end == null || !end.isBefore(now.plus(away))) {
            return away;
        }
        return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
    }

    /** How long whoever has it may be away. */
    private Duration away(Map<String, Object> words) {
        return content.isSignedIn(words) || idle.compareTo(STRANGERS) < 0 ? idle : STRANGERS;
    }

    private static String end(Duration lasts) {
        return "current_timestamp(6) + " + Sql.interval(lasts);
    }

    /** A short session is noted more often, or it would end while it is used. */
    private static Duration notedEvery(Duration lasts) {
        Duration tenth = lasts.dividedBy(10);
        return tenth.compareTo(NOTED_EVERY) < 0 ? tenth : NOTED_EVERY;
    }
}
