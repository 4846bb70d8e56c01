package io.steadfill.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a problem means and what to do about it, out of {@code problems/CODE.md}: a paragraph, then a list.
 *
 * @param meaning one paragraph
 * @param cures one sentence or two each, the likeliest first
 */
public record ProblemTexts(String meaning, List<String> cures) {

    public ProblemTexts {
        cures = List.copyOf(cures);
    }

    /** Of a problem without a text of its own, what its title says. */
    public static ProblemTexts of(Problem problem) {
        String file = "/problems/" + problem.code() + ".md";
        try (InputStream in = ProblemTexts.class.getResourceAsStream(file)) {
            if (in == null) {
                return new ProblemTexts(problem.title() + ".", List.of("Do what the answer's `detail` says."));
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProblemTexts parse(String text) {
        StringBuilder meaning = new StringBuilder();
        List<String> cures = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("- ")) {
                cures.add(line.substring(2));
            } else if (!line.isEmpty() && cures.isEmpty()) {
                meaning.append(meaning.isEmpty() ? "" : " ").append(line);
            } else if (!line.isEmpty()) {
                cures.set(cures.size() - 1, cures.get(cures.size() - 1) + " " + line);
            }
        }
        return new ProblemTexts(meaning.toString(), cures);
    }
}
