package io.steadfill.console.approval;

import io.steadfill.approval.ApprovalKind;
import io.steadfill.console.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a second person is asked about, as he reads it.
 *
 * @param because why he is asked
 * @param sql what would be run; empty where nothing is
 * @param definition of the job; null where it is not about its work
 */
record AskedView(
        String because,
        List<Fact> facts,
        String sql,
        @Nullable String definition) {

    /** A fact of a request. */
    record Fact(String name, String value) {}

    static AskedView of(ApprovalKind kind, @Nullable String database, Map<String, Object> what) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "On", (database == null ? "table " : database + ", table ") + Words.text(what.get("table"), "")));
        what.forEach((name, value) -> {
            String label = label(kind, name);
            String says = Words.text(value, ", ");
            if (label != null && !says.isEmpty() && !says.equals("{}")) {
                facts.add(new Fact(label, value instanceof Number number ? Words.number(number.longValue()) : says));
            }
        });
        return new AskedView(
                Words.text(what.get("because"), "; "),
                facts,
                Words.text(what.get("sql"), "\n"),
                what.containsKey("definition") ? Words.text(what.get("definition"), "") : null);
    }

    /** Null for what is shown elsewhere. */
    private static @Nullable String label(ApprovalKind kind, String name) {
        return switch (name) {
            case "because", "table", "sql", "definition" -> null;
            case "target" -> "Target's identity";
            case "parameters" -> "Parameters";
            case "transforms" -> "Transforms";
            case "rows" ->
                switch (kind) {
                    case WAIVE -> "Rows";
                    case RUN, NIGHTS, EXPAND, CONTRACT, UNDO, SETTLE -> "Table's rows, about";
                };
            case "standing" -> "How far it is";
            case "files" -> "Scripts";
            case "run" -> "Run";
            case "ids" -> "Rows' ids";
            case "remedy" -> "Remedy";
            case "why" -> "Reason given";
            default -> name;
        };
    }
}
