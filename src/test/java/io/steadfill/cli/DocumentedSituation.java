package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.steadfill.SteadfillApplication;
import io.steadfill.demo.SampleData;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.Lane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What documents speak of: a shop, its jobs, runs that wait or are paused, a served application, an address for notices. */
final class DocumentedSituation implements AutoCloseable {

    private static final String SKIPPED = "2026-11-27";
    private static final String SKIPPED_TO = "2026-11-30";
    private static final Pattern APPROVAL = Pattern.compile("a-[0-9a-z]{8}\\b");
    private static final Pattern STOP = Pattern.compile("s-[0-9a-f]{8}\\b");
    private static final Set<String> OF_A_RUNNING_RUN = Set.of("pause", "tune", "cancel");

    private final Workbench bench;
    private final HttpServer hooks;
    private @Nullable ConfigurableApplicationContext served;
    private @Nullable CompletableFuture<Terminal.Answer> running;
    private int salt;

    DocumentedSituation(Path folder, Lane lane) throws Exception {
        hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hooks.start();
        Workbench.copyShippedJobs(folder);
        bench = Workbench.bare(folder, lane);
        Workbench.write(
                folder.resolve("application.yaml"),
                Files.readString(folder.resolve("application.yaml"))
                        + """
                          approval: { required-for: [ delete ] }
                          audit: { key-file: "%s" }
                          notices:
                            ops: { url: "http://127.0.0.1:%d/" }
                        """.formatted(
                                folder.resolve("audit.key"), hooks.getAddress().getPort()));
        Path phones = folder.resolve("jobs/normalise-phones/job.yaml");
        Workbench.write(
                phones,
                Files.readString(phones)
                        + "schedule: { cron: \"30 1 * * *\", zone: Europe/London, open: \"00:00-23:59\" }\n");
        bench.say("database", "init", "control");
        bench.say("database", "init", "shop");
        try (Connection connection = bench.target.connect()) {
            new SampleData(7, 400).make(connection, lane.vendor());
        }
        bench.target.execute(
                "create table item (id bigint primary key, tokens varchar(200) not null)",
                "insert into item (id, tokens) select g, '' from generate_series(1, 300) g");
        bench.job("slow", """
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { chunk-rows: 1, duty: 1% }
                parameters: { last: { type: integer, default: 7 } }
                """);
        bench.job("refused", """
                where: tokens = ''
                set: { tokens: "case when id = 7 then repeat('x', 300) else 'done' end" }
                on-waive: { tokens: "'nothing'" }
                """);
        bench.job("purge-old-orders", """
                delete: true
                where: id = 300
                schedule: { cron: "30 2 * * *", zone: Europe/London }
                """);
        bench.job("quick", """
                where: tokens = 'nobody has this'
                set: { tokens: "''" }
                """);
        done(bench.say("schema", "expand", "normalise-phones"));
        done(bench.say("access", "add", "bob", "--grant", "admin"));
    }

    /** The exit codes that say that a command was understood and did its work. */
    Set<Integer> codes(String command) {
        if (command.startsWith("run purge-old-orders")) {
            return Set.of(7);
        }
        boolean mayLeaveRows = Stream.of("run ", "resume ", "quarantine retry ").anyMatch(command::startsWith);
        return mayLeaveRows ? Set.of(0, 4) : Set.of(0);
    }

    /** Brings about what the command presumes, puts real ids into it, and gives it. */
    Terminal.Answer carryOut(List<String> shown) throws Exception {
        String line = String.join("\n", shown)
                .replaceAll("\\bDATABASE\\b", "shop")
                .replaceAll("\\bJOB\\b", "normalise-phones");
        if (line.contains("\nr-4kq2") || line.contains("\nRUN")) {
            line = line.replaceAll("r-4kq2\\w*|\\bRUN\\b", run(shown));
        }
        if (line.contains("a-4kq2mvtx")) {
            line = line.replace("a-4kq2mvtx", approval());
        }
        if (line.contains("s-1a2b3c4d")) {
            line = line.replace("s-1a2b3c4d", stop());
        }
        if (line.contains("h4kdqw2p")) {
            line = line.replace("h4kdqw2p", token());
        }
        if (line.contains("9f2c...")) {
            line = line.replace("9f2c...", hash());
        }
        if (line.startsWith("schedule\n")) {
            line = line.replace(SKIPPED, comingDate()).replace(SKIPPED_TO, comingDate());
        }
        line = line.replaceAll("17:[0-9a-f]{64}", head());
        prepare(shown);
        try {
            List<String> words = new ArrayList<>(List.of(line.split("\n")));
            int url = words.indexOf("--url");
            if (url >= 0) {
                words.set(url + 1, serve());
                words.add("--token-file=" + bench.folder.resolve("token"));
                return Terminal.sayOffline(words.toArray(String[]::new));
            }
            String[] all = words.toArray(String[]::new);
            return Set.of("approve", "refuse", "standing").contains(words.get(0))
                    ? bench.sayAs("bob", all)
                    : bench.say(all);
        } finally {
            tidy();
        }
    }

    private void prepare(List<String> shown) {
        String line = String.join(" ", shown);
        if (line.startsWith("schema contract") || line.startsWith("verify")) {
            bench.say("run", "normalise-phones");
            bench.say("quarantine", "waive", newest("normalise-phones"), "--all", "--why", "hopeless");
        }
        if (line.startsWith("standing revoke")) {
            bench.sayAs("bob", "standing", "give", "purge-old-orders", "--hash", hash(), "--why", "read it");
        }
        if (line.startsWith("schedule unskip")) {
            done(bench.say("schedule", "skip", "normalise-phones", comingDate(), "--why", "stocktake"));
        }
        if (line.startsWith("adopt")) {
            bench.target.execute(
                    "update steadfill.meta set value = '" + shown.get(shown.size() - 1) + "' where name = 'control'");
        }
        if (line.startsWith("access add ada")) {
            bench.control.execute("delete from steadfill_control_account where name = 'ada'");
        } else if (line.contains(" ada")) {
            bench.say("access", "add", "ada", "--grant", "operator:shop-*");
        }
    }

    /** For the date that documents show, which is over one day. */
    private static String comingDate() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(3).toString();
    }

    private String run(List<String> shown) throws Exception {
        if (OF_A_RUNNING_RUN.contains(shown.get(0))) {
            return running();
        }
        if (shown.get(0).equals("resume")) {
            String run = running();
            done(bench.say("pause", run));
            awaitState(run, "PAUSED");
            return run;
        }
        if (shown.get(0).equals("quarantine")) {
            bench.target.execute("update item set tokens = ''");
            assertThat(bench.say("run", "refused").code()).isEqualTo(4);
            return newest("refused");
        }
        if (shown.get(0).equals("undo")) {
            bench.job("kept", "where: tokens = 'kept'\nset: { tokens: \"''\" }\nundo: { keep: 14d }\n");
            done(bench.say("run", "kept"));
            return newest("kept");
        }
        done(bench.say("run", "quick"));
        return newest("quick");
    }

    private String running() throws Exception {
        String last = String.valueOf(++salt);
        running = Beside.supply(() -> bench.say("run", "slow", "--param", "last=" + last));
        Await.until(() -> !bench.control
                .rows("select run_id from steadfill_control_run where job = 'slow' and stage = 'WORKING'")
                .isEmpty());
        return newest("slow");
    }

    private String approval() {
        String asked = bench.say("run", "purge-old-orders").err();
        return found(APPROVAL, asked);
    }

    private String stop() {
        return found(
                STOP,
                bench.say("stop-all", "--job", "order-totals", "--why", "a look")
                        .text());
    }

    private String token() {
        bench.say("access", "add", "kim", "--grant", "operator");
        return bench.say("access", "token", "add", "kim", "t" + ++salt, "--grant", "operator")
                .out()
                .replaceAll("(?s)token (\\S+) .*", "$1");
    }

    private String hash() {
        return found(
                Pattern.compile("[0-9a-f]{64}"),
                bench.say("standing", "show", "purge-old-orders").out());
    }

    private String head() {
        return found(
                Pattern.compile("\\d+:[0-9a-f]{64}"),
                bench.say("audit", "check").out());
    }

    private String serve() throws IOException {
        if (served == null) {
            served = new SpringApplicationBuilder(SteadfillApplication.class)
                    .web(WebApplicationType.SERVLET)
                    .run(
                            "--server.port=0",
                            "--spring.config.additional-location=" + bench.folder.resolve("application.yaml"),
                            "--steadfill.jobs=" + bench.folder.resolve("jobs"));
            Terminal.Answer made = bench.say("access", "token", "add", "bob", "remote", "--grant", "admin");
            String secret = found(Pattern.compile("sf_\\w+"), made.text());
            Files.writeString(bench.folder.resolve("token"), secret);
        }
        return "http://127.0.0.1:" + served.getEnvironment().getProperty("local.server.port");
    }

    /** Ends what the command left behind that would disturb the next one. */
    private void tidy() throws Exception {
        bench.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        bench.control.execute(
                "update steadfill_control_stop set lifted_at = current_timestamp where lifted_at is null");
        for (String run : bench.control.column(
                String.class,
                "select run_id from steadfill_control_run where active_key is not null and stage <> 'QUARANTINED'")) {
            bench.say("cancel", run);
        }
        if (running != null) {
            running.get(60, TimeUnit.SECONDS);
            running = null;
        }
    }

    private String newest(String job) {
        return bench.control
                .column(
                        String.class,
                        "select run_id from steadfill_control_run where job = ? order by started_at desc",
                        job)
                .get(0);
    }

    private void awaitState(String run, String state) {
        Await.until(() -> bench.control
                .column(String.class, "select stage from steadfill_control_run where run_id = ?", run)
                .equals(List.of(state)));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group();
    }

    private static void done(Terminal.Answer answer) {
        assertThat(answer.code()).as(answer.text()).isZero();
    }

    @Override
    public void close() {
        if (served != null) {
            served.close();
        }
        hooks.stop(0);
        bench.close();
    }
}
