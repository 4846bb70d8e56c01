package io.steadfill.cli.remote;

import io.steadfill.run.admission.Stop;
import io.steadfill.run.status.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The words to runs, said to a server. */
public final class RemoteVerbs {

    private static final int PAGE = 200;

    private final Remote remote;

    public RemoteVerbs(Remote remote) {
        this.remote = remote;
    }

    public RunStatus status(String runId) {
        return run(remote.get(at(runId)));
    }

    public List<RunStatus> runs(int most) {
        List<RunStatus> found = new ArrayList<>();
        String next = "/api/v1/runs?limit=" + Math.max(1, Math.min(PAGE, most));
        while (!next.isEmpty() && found.size() < most) {
            JsonNode page = remote.get(next);
            page.path("runs").forEach(run -> found.add(run(run)));
            next = page.path("links").path("next").asString("");
        }
        return found.stream().limit(most).toList();
    }

    public RunStatus pause(String runId, String why, @Nullable Duration lasts) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("why", why);
        if (lasts != null) {
            body.put("lasts", millis(lasts));
        }
        return run(remote.post(at(runId) + "/actions/pause", body, Map.of()));
    }

    /** @param ignoreHours why it may work outside its job's open hours; null where it keeps them */
    public RunStatus resume(String runId, @Nullable String ignoreHours) {
        Map<String, Object> body = ignoreHours == null ? null : Map.of("ignoreHours", ignoreHours);
        return run(remote.post(at(runId) + "/actions/resume", body, Map.of()));
    }

    /** Whatever it is now: who types the run's id means the run. */
    public RunStatus cancel(String runId) {
        return run(remote.post(at(runId) + "/actions/cancel", null, Map.of("If-Match", "*")));
    }

    /** Whatever it is now: who types the run's id means the run. */
    public RunStatus undo(String runId, String why) {
        return run(remote.post(at(runId) + "/actions/undo", Map.of("why", why), Map.of("If-Match", "*")));
    }

    public RunStatus tune(String runId, Map<String, String> values) {
        return run(remote.send("PATCH", at(runId) + "/tuning", values, Map.of()));
    }

    /** @param job null but for a stop of one job, and so the others; everything where none is given */
    public Stop stop(
            @Nullable String job,
            @Nullable String database,
            @Nullable String table,
            String why,
            @Nullable Duration lasts) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (job != null) {
            body.put("job", job);
        } else if (database != null) {
            body.put("database", database);
        } else {
            body.put("everything", true);
        }
        if (table != null) {
            body.put("table", table);
        }
        body.put("why", why);
        if (lasts != null) {
            body.put("lasts", millis(lasts));
        }
        return Remote.as(remote.post("/api/v1/stops", body, Map.of()), Stop.class);
    }

    /** Those in force. */
    public List<Stop> stops() {
        List<Stop> found = new ArrayList<>();
        remote.get("/api/v1/stops").path("stops").forEach(stop -> found.add(Remote.as(stop, Stop.class)));
        return found;
    }

    /** Ends a stop; returns how many runs the server goes on with. */
    public int lift(String id) {
        return remote.send("DELETE", "/api/v1/stops/" + RemoteRun.encoded(id), null, Map.of())
                .path("freed")
                .asInt();
    }

    private static String millis(Duration lasts) {
        return lasts.toMillis() + "ms";
    }

    private static RunStatus run(JsonNode json) {
        return Remote.as(json, RunStatus.class);
    }

    private static String at(String runId) {
        return "/api/v1/runs/" + RemoteRun.encoded(runId);
    }
}
