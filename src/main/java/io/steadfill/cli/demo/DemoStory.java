package io.steadfill.cli.demo;

import io.steadfill.cli.text.FactsText;
import io.steadfill.cli.text.Words;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.schema.Applied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the demo did, to be told.
 *
 * @param hopeless some of the numbers that nobody could read
 */
record DemoStory(
        int customers,
        long madeMillis,
        List<String> expand,
        String run,
        long walked,
        long changed,
        long runMillis,
        int waived,
        List<Map<String, Object>> hopeless,
        List<String> contract,
        List<Map<String, Object>> byCountry,
        List<Map<String, Object>> examples) {

    private static final int BAR = 30;

    String text() {
        StringBuilder text = new StringBuilder();
        text.append('\n').append(what()).append('\n');
        text.append("Before and after\n");
        examples.forEach(row -> text.append(
                String.format("  %-28s %-3s ->  %s%n", row.get("before"), row.get("country"), row.get("after"))));
        text.append("\nNumbers by country, the first ").append(byCountry.size()).append('\n');
        long most = byCountry.isEmpty() ? 1 : number(byCountry.get(0));
        byCountry.forEach(row -> text.append(String.format(
                "  %-3s %8s  %s%n",
                row.get("country"), Words.number(number(row)), "#".repeat((int)
                                Math.max(1, number(row) * BAR / Math.max(1, most))))));
        if (!hopeless.isEmpty()) {
            text.append("\nNobody could read these\n");
            hopeless.forEach(row -> text.append(String.format("  %-28s %s%n", row.get("phone"), row.get("country"))));
        }
        return text.append(next()).toString();
    }

    private String what() {
        double seconds = Math.max(0.001, runMillis / 1000.0);
        return new FactsText()
                .fact(
                        "made",
                        Words.number(customers) + " customers and " + Words.number(customers * 5L) + " orders in "
                                + Words.duration(Duration.ofMillis(madeMillis)))
                .fact("expand", String.join(", ", expand))
                .fact(
                        "run " + run,
                        Words.number(changed) + " numbers put into E.164 form in "
                                + Words.duration(Duration.ofMillis(runMillis)) + ", "
                                + Words.number(Math.round(walked / seconds)) + " rows/s, in chunks of about 50 ms")
                .fact("quarantine", waived + " that nobody can read; waived, and emptied by the job's remedy")
                .fact("verify", "no row is left to do: the data says so, not the run")
                .fact("contract", String.join(", ", contract) + ": from now on the database itself insists")
                .toString();
    }

    private String next() {
        return """

                What to try next
                  java -jar target/steadfill.jar status %s --embedded          how it went, and what may be said to it
                  java -jar target/steadfill.jar quarantine list %s --embedded the hopeless ones, and why
                  java -jar target/steadfill.jar plan backfill-full-name --embedded    what another job would do
                  java -jar target/steadfill.jar run backfill-full-name --embedded     do it; press Ctrl-C, and run it again
                  java -jar target/steadfill.jar doctor shop --embedded                what would bite at night
                """.formatted(run, run);
    }

    private static long number(Map<String, Object> row) {
        return ((Number) row.getOrDefault("numbers", 0)).longValue();
    }

    /** Collects the story while it happens. */
    static final class Builder {

        private final int customers;
        private long madeMillis;
        private List<String> expand = List.of();
        private @Nullable RunStatus run;
        private long runMillis;
        private int waived;
        private List<Map<String, Object>> hopeless = List.of();

        Builder(int customers) {
            this.customers = customers;
        }

        void made(Duration took) {
            madeMillis = took.toMillis();
        }

        void expanded(Applied applied) {
            expand = applied.files();
        }

        void waived(int rows, List<Map<String, Object>> some) {
            waived = rows;
            hopeless = some;
        }

        void ran(RunStatus status, Duration took) {
            run = status;
            runMillis = took.toMillis();
        }

        DemoStory contracted(Applied applied, List<Map<String, Object>> byCountry, List<Map<String, Object>> examples) {
            RunStatus status = Objects.requireNonNull(run);
            Partitions rows = status.partitions();
            return new DemoStory(
                    customers,
                    madeMillis,
                    expand,
                    status.runId(),
                    rows == null ? 0 : rows.walked(),
                    rows == null ? 0 : rows.changed(),
                    runMillis,
                    waived,
                    hopeless,
                    applied.files(),
                    byCountry,
                    examples);
        }
    }
}
