package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control database is lost while a run that may be done only once is half done: another takes the target over. */
class AdoptIT {

    @TempDir
    private Path folder;

    @Test
    void aHalfDoneRunIsAdoptedAndFinishedAndItsOldControlIsRefused() {
        try (Workbench old = Workbench.ready(folder.resolve("old"), Lane.POSTGRESQL);
                Workbench fresh = Workbench.bare(folder.resolve("fresh"), Lane.POSTGRESQL)) {
            old.job("tokens", """
                    once: true
                    set: { tokens: "concat(tokens, 'x')" }
                    limits: { workers: 1, chunk-rows: 10 }
                    canary: 50
                    """);
            assertThat(old.say("run", "tokens").code()).isEqualTo(6);
            String run = old.run();
            String lost = old.control.value(String.class, "select control_id from steadfill_control");
            String[] here = withTargetOf(old, fresh);

            Terminal.Answer refused = say(here, "run", "tokens");
            assertThat(refused.code()).isEqualTo(77);
            assertThat(refused.err()).contains("adopt shop --print");
            Terminal.Answer print = say(here, "adopt", "shop", "--print");
            assertThat(print.out())
                    .contains("belongs to control database " + lost, run, "OPEN", "would become PAUSED")
                    .contains("adopt shop --lost " + lost);
            assertThat(say(here, "adopt", "shop").code()).isEqualTo(2);
            assertThat(say(here, "adopt", "shop", "--lost", "another").code()).isEqualTo(77);
            // Its last chunk was a moment ago, so somebody may still be at it.
            assertThat(say(here, "adopt", "shop", "--lost", lost).code()).isEqualTo(75);
            assertThat(old.target.value(String.class, "select value from steadfill.meta where name = 'control'"))
                    .isEqualTo(lost);

            Terminal.Answer adopted = say(here, "adopt", "shop", "--lost", lost, "--force");
            assertThat(adopted.code()).as(adopted.text()).isZero();
            assertThat(adopted.out())
                    .contains("which is this one; generation 2")
                    .contains("became PAUSED");
            assertThat(say(here, "audit", "list", "--last", "5").out()).contains("adopt");
            assertThat(say(here, "status", run).out()).contains("PAUSED").contains("adopted from its target");
            Terminal.Answer late = old.say("resume", run);
            assertThat(late.code()).as(late.text()).isEqualTo(77);
            assertThat(old.target.count("select count(*) from item where tokens <> ''"))
                    .isEqualTo(50);

            // A canary asks again: who looked at it is lost.
            assertThat(say(here, "resume", run).code()).isEqualTo(6);
            Terminal.Answer end = say(here, "resume", run);
            assertThat(end.code()).as(end.text()).isZero();
            assertThat(old.target.column(String.class, "select distinct tokens from item"))
                    .containsExactly("x");
            assertThat(say(here, "verify", "tokens").code()).isZero();
            assertThat(say(here, "run", "tokens").code()).isEqualTo(5);
        }
    }

    @Test
    void anAdoptedRunCanBeCancelledAndItsJobRunAnew() {
        try (Workbench old = Workbench.ready(folder.resolve("old"), Lane.POSTGRESQL);
                Workbench fresh = Workbench.bare(folder.resolve("fresh"), Lane.POSTGRESQL)) {
            old.job("tokens", """
                    where: tokens = ''
                    set: { tokens: "'x'" }
                    limits: { workers: 1, chunk-rows: 10 }
                    canary: 50
                    """);
            assertThat(old.say("run", "tokens").code()).isEqualTo(6);
            String run = old.run();
            String lost = old.control.value(String.class, "select control_id from steadfill_control");
            String[] here = withTargetOf(old, fresh);
            assertThat(say(here, "adopt", "shop", "--lost", lost, "--force").code())
                    .isZero();

            Terminal.Answer cancelled = say(here, "cancel", run);

            assertThat(cancelled.code()).as(cancelled.text()).isZero();
            assertThat(say(here, "status", run).out()).contains("CANCELLED");
            assertThat(old.target.count("select count(*) from item where tokens <> ''"))
                    .isEqualTo(50);
            Terminal.Answer anew = say(here, "run", "tokens");
            assertThat(anew.code()).as(anew.text()).isEqualTo(6);
            Terminal.Answer end = say(here, "resume", fresh.run());
            assertThat(end.code()).as(end.text()).isZero();
            assertThat(old.target.column(String.class, "select distinct tokens from item"))
                    .containsExactly("x");
        }
    }

    /** A fresh control database, and a configuration in which the target is the old one's. */
    private String[] withTargetOf(Workbench old, Workbench fresh) {
        fresh.say("database", "init", "control");
        Path configuration = folder.resolve("both/application.yaml");
        Workbench.write(configuration, """
                steadfill:
                  runs: { heartbeat: 700ms }
                  control: { url: "%s" }
                  databases:
                    shop: { url: "%s" }
                """.formatted(fresh.control.url(), old.target.url()));
        return new String[] {"--jobs=" + old.folder.resolve("jobs"), "--config=" + configuration};
    }

    private static Terminal.Answer say(String[] here, String... words) {
        String[] all = Arrays.copyOf(words, words.length + here.length);
        System.arraycopy(here, 0, all, words.length, here.length);
        return Terminal.say(all);
    }
}
