package io.steadfill.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.notice.NoticeProperties.Format;
import io.steadfill.notice.NoticeProperties.Notice;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.life.RunState;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import io.steadfill.run.story.RunEventsKit;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.json.JsonMapper;

abstract class NoticesContract {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T01:30:00Z"), ZoneOffset.UTC);

    private final TestDatabase at;
    private final Databases databases;
    private final Control control;
    private final RunEvents events;
    private final Receiver receiver = new Receiver();

    @TempDir
    private Path folder;

    NoticesContract(TestDatabase at) {
        this.at = at;
        databases = new Databases(
                new DatabaseProperties(Map.of(), new DatabaseProperties.Control(at.url(), null, null, null)));
        control = new Control(databases::control);
        new ControlTables(control).init();
        events = RunEventsKit.events(control);
    }

    @AfterEach
    void close() {
        receiver.close();
        databases.close();
    }

    @Test
    void whatHappensIsToldOnceSignedAndWithoutAnyRowsValues() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "shared secret\n");
        Notices notices = notices("one", "ops", webhook("/hook", secret));
        happened("r-old", RunState.PENDING, RunState.RUNNING, null);
        notices.pass();
        assertThat(receiver.posts)
                .as("what happened before the notice was configured")
                .isEmpty();

        happened("r-1", RunState.PENDING, RunState.RUNNING, null);
        happened("r-1", RunState.RUNNING, RunState.VERIFYING, null);
        happened("r-1", RunState.VERIFYING, RunState.FAILED, "duplicate key (phone)=(+44 20 7946 0000)");
        notices.pass();
        notices.pass();

        assertThat(receiver.posts).hasSize(2).allSatisfy(post -> {
            assertThat(post.isSignedBy("shared secret")).isTrue();
            assertThat(post.isSignedBy("another secret")).isFalse();
            assertThat(post.at()).isEqualTo(String.valueOf(CLOCK.instant().getEpochSecond()));
            assertThat(post.body()).doesNotContain("7946").contains("\"run\":\"r-1\"", "\"job\":\"names\"");
        });
        assertThat(receiver.posts.get(0).body()).contains("\"event\":\"started\"");
        assertThat(receiver.posts.get(1).body()).contains("\"event\":\"failed\"", "status r-1");
        String tampered = receiver.posts.get(1).body().replace("failed", "finished");
        assertThat(new Receiver.Post(
                                "/hook",
                                receiver.posts.get(1).at(),
                                receiver.posts.get(1).signature(),
                                null,
                                tampered)
                        .isSignedBy("shared secret"))
                .isFalse();
    }

    @Test
    void whatIsNotTakenIsSentAgainLaterUnderTheSameNumberAndARedirectIsNoAnswer() {
        Notices notices = notices("one", "ops", webhook("/hook", null));
        notices.pass();
        receiver.answers.addAll(List.of(500, 302));
        happened("r-1", RunState.RUNNING, RunState.PAUSED, null);

        notices.pass();
        notices.pass();
        assertThat(receiver.posts).as("it rests before it tries again").hasSize(1);
        due();
        notices.pass();
        due();
        notices.pass();
        due();
        notices.pass();

        assertThat(receiver.posts).extracting(Receiver.Post::path).containsExactly("/hook", "/hook", "/hook");
        assertThat(receiver.posts).extracting(Receiver.Post::delivery).containsOnly("ops-" + events.last());
        assertThat(at.column(String.class, "select state from steadfill_control_delivery"))
                .containsExactly("SENT");
        assertThat(Notices.pause(0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Notices.pause(3)).isEqualTo(Duration.ofSeconds(16));
        assertThat(Notices.pause(39)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void anAddressThatNobodyAnswersAtKeepsNoOtherNoticeFromBeingSent() {
        Notice dead =
                new Notice(URI.create("http://127.0.0.1:1/"), Set.of(), List.of(), null, Format.JSON, List.of(), null);
        Notices notices = notices("one", Map.of("a-dead", dead, "ops", webhook("/hook", null)));
        notices.pass();
        happened("r-1", RunState.VERIFYING, RunState.COMPLETED, null);

        notices.pass();

        assertThat(receiver.posts).hasSize(1);
        assertThat(at.value(String.class, "select last_says from steadfill_control_delivery where notice = 'a-dead'"))
                .contains("ConnectException");
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aReceiverThatNeverFinishesItsAnswerKeepsNoOtherNoticeFromBeingSent() throws IOException {
        try (Staller staller = new Staller(Staller.WEB)) {
            Notices notices =
                    notices("one", Map.of("a-stalled", webhook(staller.url(), null), "ops", webhook("/hook", null)));
            notices.pass();
            for (int i = 0; i < 5; i++) {
                happened("r-" + i, RunState.VERIFYING, RunState.COMPLETED, null);
            }
            long began = System.nanoTime();

            notices.pass();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
            assertThat(receiver.posts).hasSize(5);
            assertThat(staller.taken).as("the rest waits for the next look").hasSize(1);
            assertThat(
                            at.column(
                                    String.class,
                                    "select last_says from steadfill_control_delivery where notice = 'a-stalled' and attempts = 1"))
                    .containsExactly("did not finish its answer within 10 s");
        }
    }

    @Test
    void aMessageThatCannotEvenBeMadeCountsAsOneThatWasNotTaken() {
        Notice one = webhook("/hook", null);
        Notices notices = notices("one", Map.of("is\nno header", one, "ops", one));
        notices.pass();
        happened("r-1", RunState.VERIFYING, RunState.COMPLETED, null);

        notices.pass();

        assertThat(receiver.posts).hasSize(1);
        assertThat(at.value(
                        String.class,
                        "select last_says from steadfill_control_delivery where notice <> 'ops' and attempts = 1"))
                .contains("invalid header value");
    }

    @Test
    void aReceiverThatTakesItsTimeIsToldForATurnAndGoneOnWithAtTheNextLook() {
        // Each message takes 8 s by this clock, and a turn is 20 s.
        Notices notices = notices("one", Map.of("ops", webhook("/hook", null)), null, new Clock() {
            private Instant now = CLOCK.instant();

            @Override
            public Instant instant() {
                now = now.plusSeconds(8);
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        notices.pass();
        for (int i = 0; i < 5; i++) {
            happened("r-" + i, RunState.VERIFYING, RunState.COMPLETED, null);
        }

        notices.pass();
        assertThat(receiver.posts).hasSize(2);
        notices.pass();
        notices.pass();

        assertThat(receiver.posts)
                .extracting(Receiver.Post::delivery)
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    @Test
    void twoNodesSendEachMessageOnce() throws Exception {
        Notices one = notices("one", "ops", webhook("/hook", null));
        Notices two = notices("two", "ops", webhook("/hook", null));
        one.pass();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 20; i++) {
            happened("r-" + i, RunState.PENDING, RunState.RUNNING, null);
            List<Future<?>> passes = List.of(threads.submit(one::pass), threads.submit(two::pass));
            for (Future<?> pass : passes) {
                pass.get(20, TimeUnit.SECONDS);
            }
        }
        threads.shutdown();

        assertThat(receiver.posts)
                .extracting(Receiver.Post::delivery)
                .hasSize(20)
                .doesNotHaveDuplicates();

        at.update("update steadfill_control_notice set lease_until = lease_until - interval '1' minute");
        happened("r-last", RunState.PENDING, RunState.RUNNING, null);
        two.pass();
        assertThat(receiver.posts)
                .as("the other one goes on when the first is gone")
                .hasSize(21);
    }

    @Test
    void aNumberThatBecomesReadableLateIsToldAllTheSame() throws Exception {
        Notices notices = notices("one", "ops", webhook("/hook", null));
        notices.pass();
        try (Connection late = at.connect()) {
            late.setAutoCommit(false);
            try (Statement statement = late.createStatement()) {
                statement.execute("insert into steadfill_control_event (run_id, job, kind, from_state, to_state)"
                        + " values ('r-late', 'names', 'state', 'PENDING', 'RUNNING')");
                happened("r-soon", RunState.PENDING, RunState.RUNNING, null);
                notices.pass();
                assertThat(receiver.posts).hasSize(1);
            }
            late.commit();
        }

        notices.pass();
        notices.pass();

        assertThat(receiver.posts)
                .hasSize(2)
                .last()
                .satisfies(post -> assertThat(post.body()).contains("r-late"));
    }

    @Test
    void onlyTheEventsAndJobsThatAreAskedForAreTold() {
        Notice some = new Notice(
                receiver.url("/hook"),
                Set.of(Happening.NEEDS_APPROVAL),
                List.of("night-*"),
                null,
                Format.SLACK,
                List.of(),
                null);
        Notices notices = notices("one", "ops", some);
        notices.pass();
        events.add("r-1", "night-<names>", RunEvent.APPROVAL, null, null, "ada", "a-1: because");
        events.add("r-2", "names", RunEvent.APPROVAL, null, null, "ada", "a-2: because");
        events.add("r-1", "night-<names>", RunEvent.STATE, RunState.PENDING, RunState.RUNNING, null, null);

        notices.pass();

        assertThat(receiver.posts)
                .extracting(Receiver.Post::body)
                .containsExactly("{\"text\":\"Steadfill: run r-1 of 'night-&lt;names&gt;' waits for an approval,"
                        + " asked for by ada\"}");
    }

    @Test
    void mailGoesToEverybodyNamed() throws Exception {
        try (PostBox box = new PostBox()) {
            JavaMailSenderImpl sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(box.port());
            Notice mail = new Notice(
                    null,
                    Set.of(),
                    List.of(),
                    null,
                    Format.MAIL,
                    List.of("ops@example.com", "dba@example.com"),
                    "steadfill@example.com");
            Notices notices = notices("one", Map.of("mail", mail), sender);
            notices.pass();
            happened("r-1", RunState.VERIFYING, RunState.COMPLETED, null);

            notices.pass();

            assertThat(box.mails)
                    .singleElement()
                    .asString()
                    .contains("ops@example.com", "dba@example.com", "From: steadfill@example.com")
                    .contains("Subject: Steadfill: run r-1 of 'names' ended as COMPLETED");
        }
        Notices without = notices(
                "one",
                Map.of(
                        "mail",
                        new Notice(null, Set.of(), List.of(), null, Format.MAIL, List.of("a@example.com"), null)));
        assertThatThrownBy(() -> without.test("mail")).hasMessageContaining("spring.mail.host is not configured");
    }

    @Test
    void aTestSaysThatItIsOneAndWhatTheReceiverAnswered() {
        Notices notices = notices("one", "ops", webhook("/hook", null));

        notices.test("ops");
        assertThat(receiver.posts)
                .singleElement()
                .satisfies(post -> assertThat(post.body()).contains("only a test"));
        receiver.answers.add(403);
        assertThatThrownBy(() -> notices.test("ops"))
                .hasMessageContaining("answered 403")
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOTICE_FAILED));
        assertThatThrownBy(() -> notices.test("opps")).hasMessageContaining("did you mean 'ops'?");
    }

    @Test
    void anAddressThatIsNoneOfTheWebIsRefusedAtTheStart() {
        for (String url : List.of("file:///etc/passwd", "ftp://host/", "http:///nowhere", "http://me:secret@host/")) {
            assertThatThrownBy(() -> notices(
                            "one",
                            "ops",
                            new Notice(URI.create(url), Set.of(), List.of(), null, Format.JSON, List.of(), null)))
                    .hasMessageContaining("steadfill.notices.ops.url");
        }
    }

    private Notice webhook(String path, @Nullable Path secret) {
        return webhook(receiver.url(path), secret);
    }

    private static Notice webhook(URI url, @Nullable Path secret) {
        return new Notice(url, Set.of(), List.of(), secret, Format.JSON, List.of(), null);
    }

    private Notices notices(String node, String name, Notice notice) {
        return notices(node, Map.of(name, notice));
    }

    private Notices notices(String node, Map<String, Notice> all) {
        return notices(node, all, null);
    }

    private Notices notices(String node, Map<String, Notice> all, @Nullable JavaMailSender sender) {
        return notices(node, all, sender, CLOCK);
    }

    private Notices notices(String node, Map<String, Notice> all, @Nullable JavaMailSender sender, Clock clock) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        if (sender != null) {
            beans.addBean("sender", sender);
        }
        ObjectProvider<JavaMailSender> provider = beans.getBeanProvider(JavaMailSender.class);
        return new Notices(
                control,
                new NoticeProperties(all, Duration.ofMinutes(10)),
                new Outbox(control),
                events,
                new Webhook(CLOCK),
                new Mail(provider),
                clock,
                JsonMapper.shared(),
                node);
    }

    private void happened(String run, RunState from, RunState to, @Nullable String says) {
        events.add(run, "names", RunEvent.STATE, from, to, null, says);
    }

    private void due() {
        at.update("update steadfill_control_delivery set next_at = next_at - interval '1' hour");
    }
}
