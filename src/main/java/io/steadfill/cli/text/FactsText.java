package io.steadfill.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and values, one a line, the values in one column. */
public final class FactsText {

    private record Fact(String name, String value) {}

    private final List<Fact> facts = new ArrayList<>();

    /** Adds a line, unless there is no value. */
    public FactsText fact(String name, @Nullable Object value) {
        if (value != null) {
            facts.add(new Fact(name, value.toString()));
        }
        return this;
    }

    @Override
    public String toString() {
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append(fact.name())
                .append(" ".repeat(width - fact.name().length() + 2))
                .append(fact.value())
                .append('\n'));
        return text.toString();
    }
}
