package io.steadfill.access.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.MapSession;
import org.springframework.session.Session;

/** A session as one request sees it, which remembers what that request changed. Used by one thread at a time. */
final class KeptSession implements Session {

    private final MapSession values;
    private final Set<String> changed = new HashSet<>();
    private SessionId id;
    private @Nullable SessionId kept;
    private boolean useToNote;

    /** A new one, which nobody keeps yet. */
    KeptSession(SessionId id, Duration idle) {
        this.id = id;
        this.values = new MapSession(id.text());
        values.setMaxInactiveInterval(idle);
    }

    /**
     * One that is kept.
     *
     * @param useToNote whether its last use was noted so long ago that this one has to be
     */
    static KeptSession found(
            SessionId id,
            Map<String, Object> attributes,
            Instant created,
            Instant used,
            Duration idle,
            boolean useToNote) {
        KeptSession session = new KeptSession(id, idle);
        attributes.forEach(session.values::setAttribute);
        session.values.setCreationTime(created);
        session.values.setLastAccessedTime(used);
        session.kept = id;
        session.useToNote = useToNote;
        return session;
    }

    SessionId id() {
        return id;
    }

    /** Under which it is kept; null before it is. */
    @Nullable
    SessionId kept() {
        return kept;
    }

    boolean isChanged() {
        return !changed.isEmpty() || !id.equals(kept);
    }

    boolean isUseToNote() {
        return useToNote;
    }

    /** What this request set, and null for what it took away. */
    Map<String, @Nullable Object> changes() {
        Map<String, @Nullable Object> changes = new HashMap<>();
        changed.forEach(name -> changes.put(name, values.getAttribute(name)));
        return changes;
    }

    boolean isEmpty() {
        return values.getAttributeNames().isEmpty();
    }

    /** What it is now is kept. */
    void saved() {
        kept = id;
        changed.clear();
        useToNote = false;
    }

    @Override
    public String getId() {
        return id.text();
    }

    @Override
    public String changeSessionId() {
        id = SessionId.random();
        return id.text();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Spring Session's own.
    public <T> @Nullable T getAttribute(String name) {
        return values.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return values.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
        } else {
            values.setAttribute(name, value);
            changed.add(name);
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (values.getAttribute(name) != null) {
            values.removeAttribute(name);
            changed.add(name);
        }
    }

    @Override
    public Instant getCreationTime() {
        return values.getCreationTime();
    }

    @Override
    public void setLastAccessedTime(Instant time) {
        values.setLastAccessedTime(time);
    }

    @Override
    public Instant getLastAccessedTime() {
        return values.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        values.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return values.getMaxInactiveInterval();
    }

    /** The database says that, by its clock, before a session is found. */
    @Override
    public boolean isExpired() {
        return false;
    }
}
