package io.steadfill.notice;

import io.steadfill.run.story.RunEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a notice says. Built of names and states alone: an error's own text may quote a row, so it is never in it.
 *
 * @param id the same each time that it is sent again, so that a receiver can tell
 * @param state the run's state by then; null where the event is about none
 */
record Message(
        String id,
        Happening happening,
        Instant at,
        String runId,
        String job,
        @Nullable String state,
        @Nullable String by) {

    static Message of(String notice, RunEvent event, Happening happening) {
        return new Message(
                notice + "-" + event.id(),
                happening,
                event.at(),
                event.runId(),
                event.job(),
                event.to() == null ? null : event.to().name(),
                happening == Happening.NEEDS_APPROVAL ? event.by() : null);
    }

    /** One line for a person. */
    String text() {
        if (happening == Happening.TEST) {
            return "Steadfill: this is only a test";
        }
        return "Steadfill: run " + runId + " of '" + job + "' " + happening.says()
                + (happening == Happening.FINISHED ? " as " + state : "")
                + (by == null ? "" : ", asked for by " + by)
                + (happening == Happening.FAILED || happening == Happening.PAUSED
                        ? "; see 'status " + runId + "'"
                        : "");
    }

    String json(JsonMapper json) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("event", happening.word());
        fields.put("at", at.toString());
        fields.put("run", runId);
        fields.put("job", job);
        fields.put("state", state);
        fields.put("text", text());
        return json.writeValueAsString(fields);
    }

    String slack(JsonMapper json) {
        // The three signs that Slack reads as markup.
        String escaped = text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return json.writeValueAsString(Map.of("text", escaped));
    }
}
