package io.steadfill.console.run;

import io.steadfill.run.status.RunStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page's verb is on the command line and for curl.
 *
 * @param id of the element that is copied
 * @param curl empty where there is none
 */
public record Command(String id, String name, String line, String curl) {

    public static List<Command> of(RunStatus run, String server) {
        List<Command> all = new ArrayList<>();
        all.add(new Command(
                "status",
                "Status",
                "java -jar steadfill.jar status " + run.runId(),
                "curl -H \"Authorization: Bearer $STEADFILL_TOKEN\" " + server + "/api/v1/runs/" + run.runId()));
        for (String verb : run.allowed()) {
            all.add(new Command(
                    verb,
                    Character.toUpperCase(verb.charAt(0)) + verb.substring(1),
                    "java -jar steadfill.jar " + verb + " " + run.runId()
                            + ("tune".equals(verb) ? " chunk-time=20ms" : ""),
                    curl(run, verb, server)));
        }
        return all;
    }

    /** For a run that can be undone. */
    static Command undo(RunStatus run, String server) {
        return new Command(
                "undo",
                "Undo",
                "java -jar steadfill.jar undo " + run.runId() + " --why \"…\"",
                "curl -X POST " + seen(run) + "--json '{\"why\":\"…\"}' " + server + "/api/v1/runs/" + run.runId()
                        + "/actions/undo");
    }

    private static String seen(RunStatus run) {
        return "-H \"Authorization: Bearer $STEADFILL_TOKEN\" -H 'If-Match: \"" + run.version() + "\"' ";
    }

    private static String curl(RunStatus run, String verb, String server) {
        String head = seen(run);
        String at = server + "/api/v1/runs/" + run.runId();
        return "tune".equals(verb)
                ? "curl -X PATCH " + head + "--json '{\"chunk-time\":\"20ms\"}' " + at + "/tuning"
                : "curl -X POST " + head + at + "/actions/" + verb;
    }
}
