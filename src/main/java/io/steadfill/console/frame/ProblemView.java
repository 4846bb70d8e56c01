package io.steadfill.console.frame;

import io.steadfill.console.words.Words;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.problem.ProblemTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a refusal looks like: what happened, whether anything changed, what to do, figures for a report, the API's JSON.
 *
 * @param changed whether anything was changed
 */
record ProblemView(
        String title,
        String code,
        int status,
        int exitCode,
        String changed,
        List<String> lines,
        List<Step> steps,
        Map<String, String> facts,
        String json) {

    /** One thing to do; the link may lead to where it is done. */
    record Step(
            String says, @Nullable String href, @Nullable String link) {

        /** What stands between backticks is code. */
        public List<Piece> pieces() {
            List<Piece> pieces = new ArrayList<>();
            String[] parts = says.split("`", -1);
            for (int i = 0; i < parts.length; i++) {
                pieces.add(new Piece(parts[i], i % 2 == 1));
            }
            return pieces;
        }
    }

    /** Some of a sentence. */
    record Piece(String text, boolean code) {}

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** @param back the page from which it was said; null where it is not known */
    static ProblemView of(ProblemException refused, @Nullable String back) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + refused.problem().code());
        document.put("title", refused.problem().title());
        document.put("status", refused.problem().status());
        document.put("detail", refused.detail());
        document.put("code", refused.problem().code());
        document.putAll(refused.facts());
        Map<String, String> facts = new LinkedHashMap<>();
        refused.facts().forEach((name, value) -> facts.put(name, Words.text(value, "; ")));
        return new ProblemView(
                refused.problem().title(),
                refused.problem().code(),
                refused.problem().status(),
                refused.problem().exitCode(),
                refused.problem().status() < 500
                        ? "Nothing was changed."
                        : "What was done before it went wrong stands.",
                refused.detail().lines().map(Words::sentence).toList(),
                steps(refused, back),
                facts,
                JSON.writeValueAsString(document));
    }

    private static List<Step> steps(ProblemException refused, @Nullable String back) {
        List<Step> steps = new ArrayList<>();
        Object job = refused.facts().get("job");
        Object run = refused.facts().get("run");
        if (refused.problem() == Problem.RUN_CHANGED) {
            steps.add(new Step(
                    "Look at the run as it is now, then say it again if it is still what you want.", null, null));
        } else {
            ProblemTexts.of(refused.problem()).cures().forEach(cure -> steps.add(new Step(cure, null, null)));
        }
        Object approval = refused.facts().get("approval");
        if (approval != null) {
            steps.add(new Step("The request waits under", "/approvals#a-" + approval, "Approvals"));
        }
        if (refused.problem() == Problem.STOPPED) {
            steps.add(new Step("See what is stopped:", "/stops", "Stops"));
        }
        if (run != null && refused.problem() != Problem.RUN_NOT_FOUND) {
            steps.add(new Step("See how the run stands:", "/runs/" + run, "run " + run));
        }
        if (job != null && refused.problem() != Problem.JOB_NOT_FOUND) {
            steps.add(new Step("See how the job stands:", "/jobs/" + job, String.valueOf(job)));
        }
        if (back != null) {
            steps.add(new Step("Go back to", back, "where you came from"));
        }
        return steps;
    }
}
