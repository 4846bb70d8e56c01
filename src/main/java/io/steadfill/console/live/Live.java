package io.steadfill.console.live;

import io.steadfill.access.Operator;
import io.steadfill.console.background.Lookout;
import io.steadfill.console.home.HomeParts;
import io.steadfill.console.run.RunParts;
import io.steadfill.desk.event.EventStreams;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Keeps the live parts of open pages fresh. What somebody looks at is read at most once a second, however many look, and rendered once for all
 * who may see the same; what changed is sent to all of them.
 */
@Component
@ConditionalOnWebApplication
class Live implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** A browser comes back by itself, and is asked for its permission again. */
    private static final Duration LASTS = Duration.ofMinutes(10);

    private static final int QUIET_MAX = 15;
    private static final int SENDERS = 4;

    /**
     * What is looked at, by eyes that may see the same.
     *
     * @param run null for the home page
     */
    private record Topic(@Nullable String run, Operator eyes) {}

    /** Of a beat, for all pages together; what comes later is sent by the next. */
    private static final Duration WAIT = Duration.ofMillis(400);

    private static final Duration OLD = Duration.ofMillis(900);

    private final RunParts runs;
    private final HomeParts home;
    private final Lookout lookout;
    private final TemplateEngine templates;
    private final Map<Topic, Set<Browser>> open = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService beat;
    private @Nullable ExecutorService senders;
    private @Nullable Future<?> ticking;

    Live(RunParts runs, HomeParts home, Lookout lookout, TemplateEngine templates) {
        this.runs = runs;
        this.home = home;
        this.lookout = lookout;
        this.templates = templates;
    }

    /** @param place given back when the browser goes */
    SseEmitter run(Operator who, String runId, EventStreams.Place place) {
        return join(new Topic(runId, eyes(who, "")), place);
    }

    SseEmitter home(Operator who, EventStreams.Place place) {
        return join(new Topic(null, eyes(who, who.person())), place);
    }

    /**
     * Two people with the same grants and zone see the same page of a run, so it is rendered once for both.
     *
     * @param person whose requests nobody else's are: the home page says who decides them
     */
    private static Operator eyes(Operator who, String person) {
        return new Operator("", person, who.grants(), who.seesData(), who.zone());
    }

    private SseEmitter join(Topic topic, EventStreams.Place place) {
        SseEmitter emitter = new SseEmitter(LASTS.toMillis());
        Browser browser = new Browser(emitter);
        open.compute(topic, (key, browsers) -> {
            Set<Browser> all = browsers == null ? ConcurrentHashMap.newKeySet() : browsers;
            all.add(browser);
            return all;
        });
        Runnable leave = () -> {
            place.close();
            open.computeIfPresent(topic, (key, browsers) -> {
                browsers.remove(browser);
                return browsers.isEmpty() ? null : browsers;
            });
        };
        emitter.onCompletion(leave);
        emitter.onTimeout(emitter::complete);
        emitter.onError(error -> leave.run());
        return emitter;
    }

    private void tick(ExecutorService pool) {
        Lookout.Until until = Lookout.Until.in(WAIT);
        open.forEach((topic, browsers) -> {
            try {
                Map<String, String> parts =
                        topic.run() == null ? homeParts(topic.eyes(), until) : runParts(topic, until);
                browsers.forEach(browser -> browser.offer(pool, parts));
            } catch (ProblemException e) {
                LOG.debug("nothing to show of {}: {}", topic.run(), e.detail());
            } catch (RuntimeException e) {
                LOG.warn("the live parts of {} could not be rendered", topic.run() == null ? "home" : topic.run(), e);
            }
        });
    }

    /** Whoever may see the same values of rows is served by one reading. */
    private Map<String, String> runParts(Topic topic, Lookout.Until until) {
        String run = String.valueOf(topic.run());
        Operator eyes = topic.eyes();
        Operator all = HomeParts.everyJob(eyes.seesData());
        Optional<Lookout.Seen<RunParts.Whole>> seen =
                lookout.see("run " + run + " " + eyes.seesData(), OLD, until, () -> runs.whole(all, run));
        if (seen.isEmpty()) {
            return Map.of();
        }
        Context context = new Context();
        context.setVariable("view", runs.view(eyes, seen.get().what()));
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : new String[] {"now", "verbs", "progress", "waits", "partitions", "log", "announce"}) {
            parts.put(part, render("run-parts", "run-" + part, context));
        }
        return parts;
    }

    private Map<String, String> homeParts(Operator who, Lookout.Until until) {
        Context context = new Context();
        context.setVariable("home", home.read(who, until));
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : new String[] {"title", "needs", "runs", "night", "databases", "nodes", "announce"}) {
            parts.put(part, render("home-parts", "home-" + part, context));
        }
        return parts;
    }

    /** One line: an event's data ends where its line does. */
    private String render(String template, String part, Context context) {
        return templates
                .process(template, Set.of(part), context)
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
    }

    @Override
    public synchronized void start() {
        ExecutorService pool = Executors.newFixedThreadPool(SENDERS, new CustomizableThreadFactory("live-send-"));
        ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("live-"));
        ticking =
                clock.scheduleWithFixedDelay(() -> tick(pool), BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        senders = pool;
        beat = clock;
    }

    /** Before the web server goes: it would wait for these answers to end. */
    @Override
    public synchronized void stop() {
        if (ticking != null) {
            ticking.cancel(true);
        }
        if (beat != null) {
            beat.shutdownNow();
        }
        if (senders != null) {
            senders.shutdownNow();
        }
        beat = null;
        senders = null;
        open.values().forEach(browsers -> browsers.forEach(browser -> browser.emitter.complete()));
    }

    @Override
    public synchronized boolean isRunning() {
        return beat != null;
    }

    /** One open page; one that reads slowly misses what came between. */
    private static final class Browser {

        private final SseEmitter emitter;
        private final AtomicBoolean busy = new AtomicBoolean();
        private final Map<String, String> seen = new ConcurrentHashMap<>();
        private int quiet;

        Browser(SseEmitter emitter) {
            this.emitter = emitter;
        }

        void offer(ExecutorService pool, Map<String, String> parts) {
            if (busy.compareAndSet(false, true)) {
                pool.execute(() -> {
                    try {
                        send(parts);
                    } finally {
                        busy.set(false);
                    }
                });
            }
        }

        private void send(Map<String, String> parts) {
            try {
                quiet++;
                for (Map.Entry<String, String> part : parts.entrySet()) {
                    if (!part.getValue().equals(seen.get(part.getKey()))) {
                        emitter.send(SseEmitter.event().name(part.getKey()).data(part.getValue()));
                        seen.put(part.getKey(), part.getValue());
                        quiet = 0;
                    }
                }
                if (quiet >= QUIET_MAX) {
                    emitter.send(SseEmitter.event().comment("still here"));
                    quiet = 0;
                }
            } catch (IOException | IllegalStateException e) {
                // Whoever left has ended the emitter, or the container is about to.
                LOG.debug("a page was closed", e);
            }
        }
    }
}
