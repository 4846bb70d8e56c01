package io.steadfill.database.catalog;

import io.steadfill.definition.Identifier;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A trigger of a table.
 *
 * @param events such as INSERT, UPDATE, DELETE
 * @param body its text or its function's, as the server has it
 * @param callsRoutines whether the body calls routines whose effect cannot be seen here
 */
public record Trigger(String name, Set<String> events, String body, boolean callsRoutines) {

    private static final Pattern COMMENTS =
            Pattern.compile("--[^\\n]*|^\\s*#[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL | Pattern.MULTILINE);

    public Trigger {
        events = Set.copyOf(events);
    }

    /** Whether the body assigns to this column of the new row. */
    public boolean writes(Identifier column) {
        return assignment(column, "").matcher(code()).find();
    }

    /** Whether the body sets this column to itself plus something. */
    boolean countsUp(Identifier column) {
        return assignment(column, "[^;]*\\b(?:new|old)\\s*\\.\\s*" + quoted(column) + "\\s*(?:,\\s*0\\s*\\))?\\s*\\+")
                .matcher(code())
                .find();
    }

    /** Whether the body inserts into, updates or deletes from this table, which it may name with or without its schema. */
    boolean writesTo(Identifier table) {
        return Pattern.compile(
                        "\\b(?:insert\\s+into|update(?:\\s+only)?|delete\\s+from(?:\\s+only)?|replace\\s+into|merge\\s+into)\\s+"
                                + "(?:[\\w\"`$]+\\s*\\.\\s*)?" + quoted(table) + "(?![\\w$])",
                        Pattern.CASE_INSENSITIVE)
                .matcher(code())
                .find();
    }

    /** Whether the body has this word, outside its comments. */
    public boolean names(Identifier word) {
        return Pattern.compile("(?<![\\w$])" + quoted(word) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(code())
                .find();
    }

    /** The body without its comments. */
    public String code() {
        return withoutComments(body);
    }

    public static String withoutComments(String code) {
        return COMMENTS.matcher(code).replaceAll(" ");
    }

    /** At the beginning of a statement, since {@code new.a = 1} elsewhere only compares. */
    private static Pattern assignment(Identifier column, String more) {
        return Pattern.compile(
                "(?:^|;|\\bset\\b|,|\\bbegin\\b|\\bthen\\b|\\belse\\b|\\bloop\\b)\\s*new\\s*\\.\\s*" + quoted(column)
                        + "(?![\\w$])[\"`]?\\s*:?=" + more,
                Pattern.CASE_INSENSITIVE);
    }

    private static String quoted(Identifier name) {
        return "[\"`]?" + Pattern.quote(name.name()) + "[\"`]?";
    }
}
