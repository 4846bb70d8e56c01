package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.testing.Await;
import io.steadfill.throttle.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five hundred people follow one run: they all hear everything, and what the chunks say about it is printed. */
@Tag("slow")
class FollowersScenario {

    private static final int FOLLOWERS = 500;
    private static final int PAIRS = 5;

    /** How long the statements of each chunk took, in nanoseconds. */
    static final class ChunkTimes implements ChunkListener {

        private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

        @Override
        public void committed(ChunkCommitted event) {
            nanos.add(event.statements().toNanos());
        }

        @Override
        public void failed(ChunkFailed event) {
            // It is tried again, and counts then.
        }

        @Override
        public void waiting(String runId, Verdict verdict, Duration nap) {
            // No part of a chunk.
        }

        double medianMillis() {
            List<Long> sorted = nanos.stream().sorted().toList();
            nanos.clear();
            return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2) / 1e6;
        }
    }

    @Test
    void hearAllOfARunThatGoesOnAsWithoutThem(@TempDir Path folder) throws Exception {
        try (ServedApi api = new ServedApi(
                folder, Map.of("steadfill.event-streams.per-person", FOLLOWERS + 100), ChunkTimes.class)) {
            api.target.execute(
                    "create table many (id bigint primary key, tokens varchar(200) not null default '')",
                    "insert into many (id) select g from generate_series(1, 20000) g");
            api.write("jobs/many/job.yaml", """
                    job: many
                    database: shop
                    table: many
                    once: true
                    set: { tokens: "concat(tokens, 'x')" }
                    limits: { chunk-rows: 50, duty: 50%, workers: 1 }
                    parameters: { round: { type: integer, default: 0 } }
                    """);
            ChunkTimes times = api.context.getBean(ChunkTimes.class);
            round(api, 0, 0);
            times.medianMillis();

            List<Double> alone = new ArrayList<>();
            List<Double> followed = new ArrayList<>();
            for (int pair = 1; pair <= PAIRS; pair++) {
                round(api, 2 * pair, 0);
                alone.add(times.medianMillis());
                round(api, 2 * pair + 1, FOLLOWERS);
                followed.add(times.medianMillis());
            }
            System.out.printf(
                    "chunk p50 in ms, alone: %s; with %d followers: %s%n", words(alone), FOLLOWERS, words(followed));
        }
    }

    private static String words(List<Double> millis) {
        return millis.stream().map("%.2f"::formatted).collect(Collectors.joining(" "));
    }

    private static void round(ServedApi api, int round, int followers) throws Exception {
        String run = api.post("/api/v1/jobs/many/runs", "{\"parameters\": {\"round\": " + round + "}}")
                .text("runId");
        String self = "/api/v1/runs/" + run;
        api.post(self + "/actions/pause", "{}");
        api.awaitState(run, "PAUSED");
        CountDownLatch here = new CountDownLatch(followers);
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
        for (int i = 0; i < followers; i++) {
            streams.add(client.sendAsync(
                    HttpRequest.newBuilder(URI.create(api.root() + self + "/events"))
                            .header("Authorization", ServedApi.basic("vic"))
                            .build(),
                    answer -> {
                        here.countDown();
                        return HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
                    }));
        }
        assertThat(here.await(120, TimeUnit.SECONDS)).as("all are heard").isTrue();

        api.post(self + "/actions/resume", null);
        Await.until(
                "run " + run + " to be done",
                Duration.ofMinutes(5),
                () -> api.get(self).text("state").equals("COMPLETED"));

        List<String> told = api
                .control
                .column(
                        Long.class,
                        "select event_id from steadfill_control_event where run_id = '" + run + "' order by event_id")
                .stream()
                .map(id -> "id:" + id)
                .toList();
        for (CompletableFuture<HttpResponse<String>> stream : streams) {
            HttpResponse<String> heard = stream.get(120, TimeUnit.SECONDS);
            assertThat(heard.statusCode()).isEqualTo(200);
            assertThat(heard.body()
                            .lines()
                            .filter(line -> line.startsWith("id:"))
                            .toList())
                    .isEqualTo(told);
        }
        assertThat(api.target.count("select count(*) from many where length(tokens) <> " + (1 + rounds(round))))
                .isZero();
    }

    /** Rounds before this one; each adds a token to every row. */
    private static int rounds(int round) {
        return round == 0 ? 0 : round - 1;
    }
}
