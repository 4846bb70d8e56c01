package io.steadfill.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.audit.AuditTrail.Head;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.Database;
import io.steadfill.definition.Vendor;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to the audit trail behind its back is seen. */
abstract class AuditChainContract {

    private static final AuditKey KEY = AuditKey.of("a key that only the servers have, not the database");
    private static final int ENTRIES = 8;

    private TestDatabase at;
    private Control control;
    private AuditTrail trail;

    @BeforeEach
    void writeSome(TestDatabase database) {
        at = database;
        Database opened = database.database();
        control = new Control(() -> opened);
        new ControlTables(control).init();
        trail = new AuditTrail(control, () -> KEY);
        for (int i = 1; i <= ENTRIES; i++) {
            trail.add("ada", "pause", "r-" + i, "phones", "RUNNING", "says \"no\" \\ number " + i + " …");
        }
    }

    @Test
    void aWholeChainIsFoundWhole() {
        AuditCheck.Result result = check(null);

        assertThat(result.faults()).isEmpty();
        assertThat(result.entries()).isEqualTo(ENTRIES);
        assertThat(result.unsealed()).isZero();
        assertThat(result.head()).isEqualTo(trail.head());
        assertThat(check(trail.head()).faults()).isEmpty();
    }

    @Test
    void anEditedEntryIsSeen() {
        byHand("update steadfill_control_audit set by_whom = 'bob' where seq = 4");

        assertThat(check(null).faults()).containsExactly("entry 4 was changed");
    }

    @Test
    void anEditedTimeIsSeen() {
        byHand("update steadfill_control_audit set at_micros = at_micros + 1 where seq = 4");

        assertThat(check(null).faults()).containsExactly("entry 4 was changed");
    }

    @Test
    void aRemovedMiddleIsSeen() {
        byHand("delete from steadfill_control_audit where seq in (3, 4)");

        assertThat(check(null).faults()).containsExactly("entries 3 to 4 are gone");
    }

    @Test
    void aRemovedBeginningIsSeen() {
        byHand("delete from steadfill_control_audit where seq < 3");

        assertThat(check(null).faults())
                .containsExactly("entries 1 to 2 are gone, and no entry says that they were to be");
    }

    @Test
    void aCutTailIsSeenByTheHeadThatWasWrittenDown() {
        Head written = trail.head();
        byHand(
                "delete from steadfill_control_audit where seq > 5",
                "update steadfill_control_audit_head set seq = 5, hash ="
                        + " (select hash from steadfill_control_audit where seq = 5)");

        assertThat(check(null).faults())
                .as("without a head there is nothing to compare with")
                .isEmpty();
        assertThat(check(written).faults()).containsExactly("entries after 5 are gone: number 8 was written down once");
    }

    @Test
    void aTailCutCarelesslyIsSeenWithoutAHead() {
        byHand("delete from steadfill_control_audit where seq > 5");

        assertThat(check(null).faults()).containsExactly("the newest entry is 5, but 8 was the last to be added");
    }

    @Test
    void aChainMadeAnewWithoutTheKeyIsSeen() {
        byHand("update steadfill_control_audit set by_whom = 'bob', key_id = null where seq >= 1");
        madeAnew(AuditKey.none());

        assertThat(check(null).faults())
                .containsExactly("no entry is sealed, although there is a key: the chain was made anew without it");
    }

    @Test
    void aTailMadeAnewWithoutTheKeyIsSeen() {
        byHand("update steadfill_control_audit set by_whom = 'bob', key_id = null where seq = 8");
        madeAnew(AuditKey.none(), 8);

        assertThat(check(null).faults()).singleElement().asString().startsWith("entry 8 is not sealed");
    }

    @Test
    void aChainMadeAnewWithAnotherKeyIsSeen() {
        AuditKey other = AuditKey.of("a key of somebody who only has the database");
        byHand("update steadfill_control_audit set by_whom = 'bob', key_id = '" + other.id() + "' where seq >= 1");
        madeAnew(other);

        assertThat(check(null).faults()).hasSize(ENTRIES).allMatch(fault -> fault.contains("which is not at hand"));
    }

    @Test
    void aChainMadeAnewWhereNobodyHadAKeyIsSeenByTheHeadThatWasWrittenDown() {
        byHand(
                "delete from steadfill_control_audit where seq >= 1",
                "update steadfill_control_audit_head set seq = 0, hash = ''");
        AuditTrail plain = new AuditTrail(control);
        plain.add("ada", "pause", "r-1", "phones", null, null);
        plain.add("ada", "resume", "r-1", "phones", null, null);
        Head written = plain.head();
        byHand("update steadfill_control_audit set by_whom = 'bob' where seq = 1");
        madeAnew(AuditKey.none());
        AuditCheck unkeyed = new AuditCheck(control, AuditKey::none);

        assertThat(unkeyed.check(null, List.of()).faults()).isEmpty();
        assertThat(unkeyed.check(null, List.of()).unsealed()).isEqualTo(2);
        assertThat(unkeyed.check(written, List.of()).faults())
                .containsExactly("entry 2 is not the one that was written down: the chain was made anew");
    }

    @Test
    void entriesOfManyAtOnceFollowEachOtherWithoutAGap() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Callable<Integer>> said = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean fails = i % 5 == 0;
            said.add(() -> say(fails));
        }
        for (Future<Integer> one : threads.invokeAll(said)) {
            one.get();
        }
        threads.shutdown();

        assertThat(check(null).faults()).isEmpty();
        assertThat(at.column(Long.class, "select seq from steadfill_control_audit order by seq"))
                .isEqualTo(LongStream.rangeClosed(1, ENTRIES + 48).boxed().toList());
    }

    @Test
    void whatIsAddedWhileTheChainIsReadIsNoFault() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> adding = thread.submit(() -> {
            while (!enough.get()) {
                trail.add("eve", "resume", null, null, null, null);
            }
        });
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            faults.addAll(check(null).faults());
        }
        enough.set(true);
        thread.shutdown();
        adding.get();

        assertThat(faults).isEmpty();
    }

    @Test
    void whatIsForgottenOnPurposeIsNoFault() {
        int taken = trail.forget(Instant.now().plus(Duration.ofDays(1)), 3, "retention");

        assertThat(taken).isEqualTo(3);
        assertThat(check(null).faults()).isEmpty();
        assertThat(at.column(Long.class, "select seq from steadfill_control_audit order by seq"))
                .startsWith(4L)
                .endsWith(9L);

        assertThat(trail.forget(Instant.now().plus(Duration.ofDays(1)), 2, "retention"))
                .isEqualTo(2);
        assertThat(check(null).faults()).isEmpty();
    }

    @Test
    void whatIsTakenAwayBeyondWhatWasForgottenIsSeen() {
        trail.forget(Instant.now().plus(Duration.ofDays(1)), 3, "retention");

        byHand("delete from steadfill_control_audit where seq = 4");

        assertThat(check(null).faults())
                .containsExactly("entries 1 to 4 are gone, and no entry says that they were to be");
    }

    @Test
    void aWordThatTheBeginningWasForgottenIsWorthNothingWithoutTheKey() {
        byHand("delete from steadfill_control_audit where seq < 3");
        String previous = at.column(String.class, "select previous_hash from steadfill_control_audit where seq = 3")
                .get(0);
        new AuditTrail(control).add("retention", AuditCheck.FORGET, null, null, null, "2:" + previous);

        assertThat(check(null).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("entry 9 is not sealed"));
    }

    @Test
    void pagesFollowEachOtherByTheirNumbers() {
        trail.add("bob", "cancel", "r-1", "emails", null, null);
        AuditQuery two = AuditQuery.newest(2);

        assertThat(trail.page(two)).extracting(AuditTrail.Entry::seq).containsExactly(9L, 8L);
        assertThat(trail.page(two.before(8))).extracting(AuditTrail.Entry::seq).containsExactly(7L, 6L);
        assertThat(trail.page(new AuditQuery("r-1", null, null, null, null, null, 10)))
                .extracting(AuditTrail.Entry::by)
                .containsExactly("bob", "ada");
        assertThat(trail.page(new AuditQuery(null, "emails", "bob", "cancel", Instant.EPOCH, null, 10)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.at())
                        .isBetween(
                                Instant.now().minusSeconds(300), Instant.now().plusSeconds(300)));
    }

    @Test
    void nobodyChangesAnEntryByAccident() {
        if (at.lane().vendor() == Vendor.POSTGRESQL) {
            assertThatThrownBy(() -> at.execute("update steadfill_control_audit set by_whom = 'bob'"))
                    .hasMessageContaining("only added to");
            assertThatThrownBy(() -> at.execute("delete from steadfill_control_audit"))
                    .hasMessageContaining("only added to");
            assertThatThrownBy(() -> at.execute("truncate steadfill_control_audit"))
                    .hasMessageContaining("only added to");
        }
        assertThat(check(null).faults()).isEmpty();
    }

    private int say(boolean fails) {
        try {
            return control.inTransaction(() -> {
                trail.add("eve", "resume", null, null, null, null);
                if (fails) {
                    throw new IllegalStateException("the word itself fails");
                }
                return 1;
            });
        } catch (IllegalStateException e) {
            return 0;
        }
    }

    private AuditCheck.Result check(@Nullable Head written) {
        return new AuditCheck(control, () -> KEY).check(written, List.of());
    }

    /** As the database's owner, who can switch off what protects a table. */
    private void byHand(String... statements) {
        for (String statement : statements) {
            if (at.lane().vendor() == Vendor.POSTGRESQL) {
                at.execute(
                        "alter table steadfill_control_audit disable trigger all",
                        statement,
                        "alter table steadfill_control_audit enable trigger all");
            } else {
                at.execute(statement);
            }
        }
    }

    /** All hashes from an entry on as somebody would take them who has read our source. */
    private void madeAnew(AuditKey with) {
        madeAnew(with, 1);
    }

    private void madeAnew(AuditKey with, long from) {
        String previous = from == 1
                ? ""
                : at.column(String.class, "select hash from steadfill_control_audit where seq = ?", from - 1)
                        .get(0);
        for (long seq :
                at.column(Long.class, "select seq from steadfill_control_audit where seq >= ? order by seq", from)) {
            byHand("update steadfill_control_audit set previous_hash = '" + previous + "' where seq = " + seq);
            String text = control.client()
                    .sql("select * from steadfill_control_audit where seq = " + seq)
                    .query((row, n) -> Link.read(row).text())
                    .single();
            previous = with.hash(text);
            byHand("update steadfill_control_audit set hash = '" + previous + "' where seq = " + seq);
            byHand("update steadfill_control_audit_head set seq = " + seq + ", hash = '" + previous + "'");
        }
    }
}
