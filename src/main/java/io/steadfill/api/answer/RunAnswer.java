package io.steadfill.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.steadfill.run.status.PartitionStatus;
import io.steadfill.run.status.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is answered.
 *
 * @param note one sentence about the word that was just given; null where none was
 * @param eachPartition how far each is; null in lists
 * @param actions what may be said to it now, and how
 */
public record RunAnswer(
        @JsonUnwrapped RunStatus run,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PartitionStatus> eachPartition,
        List<Action> actions,
        Map<String, String> links) {

    private static final String VERIFY = "verify";

    public static RunAnswer of(RunStatus run) {
        return of(run, null, null);
    }

    public static RunAnswer of(RunStatus run, @Nullable String note, @Nullable List<PartitionStatus> eachPartition) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", Links.run(run.runId()));
        links.put("job", Links.job(run.job()));
        links.put("quarantine", Links.run(run.runId()) + "/quarantine");
        links.put("events", Links.run(run.runId()) + "/events");
        links.put("throttle", Links.run(run.runId()) + "/throttle");
        links.put("verifications", Links.run(run.runId()) + "/verifications");
        links.put("database", Links.database(run.database()));
        links.put("report", Links.run(run.runId()) + "/report");
        if (run.problem() != null) {
            links.put("problem", "/problems/" + run.problem());
        }
        RunStatus answered = run.ended() == null ? run : run.with(with(run.allowed(), VERIFY));
        return new RunAnswer(answered, note, eachPartition, actions(answered), links);
    }

    private static List<String> with(List<String> verbs, String more) {
        List<String> all = new ArrayList<>(verbs);
        all.add(more);
        return all;
    }

    private static List<Action> actions(RunStatus run) {
        List<Action> actions = new ArrayList<>();
        for (String verb : run.allowed()) {
            String href = Links.run(run.runId()) + "/actions/" + verb;
            Map<String, String> seen = Map.of("If-Match", Version.tag(run.version()));
            switch (verb) {
                case "pause" ->
                    actions.add(new Action(
                            verb,
                            "POST",
                            href,
                            Map.of(),
                            Map.of("why", "lunch", "lasts", "30m"),
                            "pause after the chunk in flight; both names may be left out"));
                case "resume" ->
                    actions.add(new Action(
                            verb, "POST", href, Map.of(), null, "go on; rows in quarantine are tried again"));
                case "cancel" ->
                    actions.add(new Action(
                            verb, "POST", href, seen, null, "end it for good; what it changed stays changed"));
                case "tune" ->
                    actions.add(new Action(
                            verb,
                            "PATCH",
                            Links.run(run.runId()) + "/tuning",
                            Map.of(),
                            Map.of("chunk-time", "20ms", "duty", "50%"),
                            "change limits while it works"));
                case VERIFY ->
                    actions.add(new Action(
                            verb,
                            "POST",
                            Links.run(run.runId()) + "/verify",
                            Map.of(),
                            Map.of("recompute", "sample"),
                            "ask the data again; reads only, and answers where to look for what it showed"));
                default -> actions.add(new Action(verb, "POST", href, seen, null, verb + " it"));
            }
        }
        return actions;
    }
}
