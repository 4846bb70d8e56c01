package io.steadfill.api.answer;

import io.steadfill.problem.Problem;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The version of a run as {@code ETag} and {@code If-Match} carry it. */
public final class Version {

    private Version() {}

    public static String tag(String version) {
        return "\"" + version + "\"";
    }

    /** What a request demands; null where it demands nothing, or whatever is there. */
    public static @Nullable String wanted(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        List<String> tags = Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                // A proxy that packs answers weakens their tags; what they name is the same.
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .map(tag -> tag.replaceAll("^\"|\"$", ""))
                .toList();
        if (tags.size() != 1 || tags.get(0).isEmpty()) {
            throw Problem.REQUEST_INVALID
                    .with("header", "If-Match")
                    .says("If-Match carries one ETag, as the run's own address gives it");
        }
        return tags.get(0);
    }

    /** @throws io.steadfill.problem.ProblemException VERSION_REQUIRED where nothing is demanded */
    public static @Nullable String required(@Nullable String ifMatch, String runId) {
        if (ifMatch == null) {
            throw Problem.VERSION_REQUIRED
                    .with("run", runId)
                    .says("this cannot be taken back: look at the run first, and send its ETag as If-Match");
        }
        return wanted(ifMatch);
    }
}
