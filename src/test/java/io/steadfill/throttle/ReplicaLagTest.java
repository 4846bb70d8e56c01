package io.steadfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.vitals.LogPosition;
import io.steadfill.database.vitals.Standby;
import io.steadfill.database.vitals.StandbysSeen;
import io.steadfill.database.vitals.Vitals;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Vendor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaLagTest {

    private final FakeTime time = new FakeTime();

    @Test
    void goesWhereThereIsNoReplicaAndSaysThatItIsOff() {
        ReplicaLag lag = lag();

        primaryAt(lag, 100);

        assertThat(lag.verdict().isGo()).isTrue();
        assertThat(lag.signals()).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(SignalStatus.State.OFF);
            assertThat(status.says()).isEqualTo("no replica is named in the configuration and the server shows none");
        });
    }

    @Test
    void saysWhatToGrantWhereOurRoleMayNotLook() {
        ReplicaLag lag = lag();

        lag.sawPrimary(Optional.of(at(100)), new StandbysSeen(List.of(), true));

        assertThat(lag.verdict().isGo()).isTrue();
        assertThat(lag.signals().get(0).says()).contains("may not see the standbys: grant pg_monitor to the role");
    }

    @Test
    void measuresHowLongAgoThePrimaryWroteWhatTheStandbyHasYetToReplay() {
        ReplicaLag lag = lag();
        primaryAt(lag, 100, standby(100));
        time.passes(60);
        primaryAt(lag, 200, standby(100));
        time.passes(6);
        primaryAt(lag, 300, standby(100));

        assertThat(says(lag)).containsExactly("standby s1 is 6 s behind, limit 5 s");
    }

    @Test
    void takesAnIdlePrimaryForNoLagHoweverOldTheLastTransactionIs() {
        ReplicaLag lag = lag("r1");
        primaryAt(lag, 100);

        lag.sawReplica("r1", new Standby("r1", at(100), Duration.ofHours(3), null));

        assertThat(lag.verdict().isGo()).isTrue();
    }

    @Test
    void believesTheReplicaWhereItsOwnHistoryIsTooShort() {
        ReplicaLag lag = lag("r1");
        primaryAt(lag, 500);

        lag.sawReplica("r1", new Standby("r1", at(100), Duration.ofSeconds(90), null));

        assertThat(says(lag)).containsExactly("replica r1 is 90 s behind, limit 5 s");
    }

    @Test
    void takesTheTimeThatAReplicaTellsWherePositionsCannotBeCompared() {
        ReplicaLag lag = lag("r1");
        primaryAt(lag, 500);

        lag.sawReplica("r1", new Standby("r1", new LogPosition("another", 7), Duration.ofSeconds(8), null));

        assertThat(says(lag)).containsExactly("replica r1 is 8 s behind, limit 5 s");
    }

    @Test
    void takesAStoppedReplicaForOneThatIsBehind() {
        ReplicaLag lag = lag("r1");
        primaryAt(lag, 100);

        lag.sawReplica("r1", new Standby("r1", at(100), Duration.ZERO, "its replay is paused"));

        assertThat(says(lag)).containsExactly("replica r1 is behind: its replay is paused");
    }

    @Test
    void holdsUntilAConfiguredReplicaWasReadOnce() {
        ReplicaLag lag = lag("r1");
        primaryAt(lag, 100);

        lag.replica("r1").failed("connection refused");

        assertThat(says(lag)).containsExactly("replica r1 has not been read yet: connection refused");
    }

    @Test
    void countsAReplicaThatCannotBeReadForFifteenSecondsAsTooMuchLag() {
        ReplicaLag lag = lag("r1");
        primaryAt(lag, 100);
        lag.sawReplica("r1", new Standby("r1", at(100), null, null));
        time.passes(15);
        primaryAt(lag, 100);
        assertThat(lag.verdict().isGo()).isTrue();

        time.passes(1);

        assertThat(says(lag)).singleElement().asString().startsWith("replica r1 could not be read for 16 s;");
    }

    @Test
    void missesAStandbyThatWasSeenAndIsGone() {
        ReplicaLag lag = lag();
        primaryAt(lag, 100, standby(100));
        time.passes(16);
        primaryAt(lag, 100);

        assertThat(says(lag)).singleElement().asString().startsWith("standby s1 could not be read for 16 s;");
    }

    @Test
    void holdsWhileThePrimaryItselfCannotBeReadAndThereAreReplicas() {
        ReplicaLag lag = lag("r1");
        primaryAt(lag, 100);
        time.passes(16);
        lag.sawReplica("r1", new Standby("r1", at(100), null, null));

        assertThat(says(lag)).containsExactly("the primary's log position could not be read for 16 s");
    }

    @Test
    void goesOnOnlyWhenTheLagIsHalfTheLimit() {
        ReplicaLag lag = lag("r1");
        told(lag, 6);
        assertThat(lag.verdict().isGo()).isFalse();

        told(lag, 4);
        assertThat(lag.verdict().isGo()).isFalse();

        told(lag, 2);
        assertThat(lag.verdict().isGo()).isTrue();

        told(lag, 4);
        assertThat(lag.verdict().isGo()).isTrue();
    }

    @Test
    void takesAnotherLimitWhileItRuns() {
        ReplicaLag lag = lag("r1");
        told(lag, 8);
        assertThat(lag.verdict().isGo()).isFalse();

        Limits d = Limits.DEFAULTS;
        lag.tune(new Limits(
                d.chunkTime(),
                d.chunkRowsMax(),
                d.chunkBytesMax(),
                d.duty(),
                d.workers(),
                d.quarantineShare(),
                Duration.ofMinutes(1),
                d.lockWaiters()));

        assertThat(lag.verdict().isGo()).isTrue();
        assertThat(lag.signals().get(0).says()).isEqualTo("replica r1 is 8 s behind, limit 60 s");
    }

    @Test
    void startsItsHistoryAnewWhenAFailOverTookTheLogBack() {
        ReplicaLag lag = lag();
        primaryAt(lag, 500, standby(500));
        time.passes(60);
        primaryAt(lag, 400, standby(400));

        assertThat(lag.verdict().isGo()).isTrue();
    }

    private void told(ReplicaLag lag, long seconds) {
        lag.sawPrimary(Optional.empty(), new StandbysSeen(List.of(), false));
        lag.sawReplica("r1", new Standby("r1", null, Duration.ofSeconds(seconds), null));
    }

    private ReplicaLag lag(String... configured) {
        return new ReplicaLag(Vitals.of(Vendor.POSTGRESQL), List.of(configured), Limits.DEFAULTS, time);
    }

    private static void primaryAt(ReplicaLag lag, long offset, Standby... standbys) {
        lag.sawPrimary(Optional.of(at(offset)), new StandbysSeen(List.of(standbys), false));
    }

    private static Standby standby(long offset) {
        return new Standby("s1", at(offset), null, null);
    }

    private static LogPosition at(long offset) {
        return new LogPosition("", offset);
    }

    private static List<String> says(ReplicaLag lag) {
        return lag.verdict().reasons().stream().map(Verdict.Reason::says).toList();
    }
}
