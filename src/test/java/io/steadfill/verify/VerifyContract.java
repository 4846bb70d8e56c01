package io.steadfill.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.TestDatabase;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Outcome;
import io.steadfill.verify.comparison.Comparison;
import io.steadfill.verify.comparison.Recompute;
import io.steadfill.verify.walk.Extent;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every vendor's proofs must find: right data is made wrong in one place, and that place has to be told. */
abstract class VerifyContract {

    private static final int ROWS = 6_000;
    private static final Identifier MAIL = new Identifier("mail");
    private static final Identifier NORMAL = new Identifier("normal");
    private static final Fragment TODO = Fragment.of("mail is not null and normal is null");
    private static final Fragment DONE = Fragment.of("mail is not null");
    private static final Map<Identifier, Fragment> SET = Map.of(NORMAL, Fragment.of("lower(trim(mail))"));
    private static final Map<Identifier, ColumnFunction> TRANSFORM = Map.of(NORMAL, new LowerCase());
    private static final Map<Identifier, Fragment> COPY = Map.of(
            new Identifier("id"), Fragment.of("id"),
            new Identifier("normal"), Fragment.of("normal"),
            new Identifier("cents"), Fragment.of("price * 100"),
            new Identifier("at"), Fragment.of("at"));

    final TestDatabase target;
    private final Verifier verifier = new Verifier(System::nanoTime);
    private final Recompute recompute = new Recompute(System::nanoTime);
    private Database database;
    private Table people;

    VerifyContract(TestDatabase target) {
        this.target = target;
    }

    /** The statements that make {@code numbers(n)} with 1 to {@link #ROWS}. */
    abstract List<String> numbers(int rows);

    @BeforeEach
    void fill() {
        database = Databases.at("shop", target.url());
        target.execute(
                "create table people (id bigint primary key, mail varchar(100), normal varchar(100), price decimal(10,2), at timestamp null)");
        target.execute(
                "create table copied (id bigint primary key, normal varchar(100), cents decimal(12,2), at timestamp null)");
        numbers(ROWS).forEach(target::execute);
        makeRight();
        people = describe("people");
    }

    private void makeRight() {
        target.execute("delete from people", "delete from copied");
        target.execute(
                "insert into people select n * 3, concat(' User', n, '@Example.ORG '), concat('user', n, '@example.org'), n * 0.25, '2026-03-01 10:00:00' from numbers");
        target.execute("update people set mail = null, normal = null where id = 30");
        target.execute("insert into copied select id, normal, price * 100, at from people");
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void findsNothingWhereNothingIsLeft() {
        Survey survey = survey(LeftOut.NOTHING);

        assertThat(survey.isClean()).isTrue();
        assertThat(survey.dirty()).isEmpty();
        assertThat(survey.ranges()).isGreaterThan(1);
        assertThat(survey.ended()).isAfterOrEqualTo(survey.began());
        assertThat(survey.proof(Proof.Kind.ADVICE).isClean()).isTrue();
    }

    @Test
    void findsTheOneRowThatIsLeftWhereverItIs() {
        for (int id : new int[] {3, 6, 6000, 6003, 9000, 17997, 18000}) {
            target.update("update people set normal = null where id = ?", id);

            for (Survey survey : List.of(survey(LeftOut.NOTHING), byIndex(LeftOut.NOTHING))) {
                assertThat(survey.rowsLeft()).isOne();
                assertThat(survey.sample()).containsExactly(key(id));
                assertThat(survey.dirty()).hasSize(1);
                assertThat(countIn(survey.dirty().get(0).range())).isOne();
            }
            makeRight();
        }
    }

    @Test
    void findsARowThatCameBehindTheCursor() {
        target.update("insert into people (id, mail) values (-5, 'New@example.org')");
        target.update("insert into people (id, mail) values (10000, 'New@example.org')");

        Survey survey = survey(LeftOut.NOTHING);

        assertThat(survey.rowsLeft()).isEqualTo(2);
        assertThat(survey.sample()).containsExactly(key(-5), key(10000));
    }

    @Test
    void looksOnlyAtTheGivenRange() {
        target.update("update people set normal = null where id in (300, 303, 306)");

        Survey survey =
                verifier.survey(database, people, new KeyRange(key(300), key(303)), TODO, LeftOut.NOTHING, () -> {});

        assertThat(survey.sample()).containsExactly(key(303));
    }

    @Test
    void joinsNeighboursThatAreDirtyAndKeepsTwentySamples() {
        target.update("update people set normal = null");

        Survey survey = survey(LeftOut.NOTHING);

        assertThat(survey.rowsLeft()).isEqualTo(ROWS - 1);
        assertThat(survey.sample()).hasSize(Survey.SAMPLE_MAX).startsWith(key(3), key(6));
        assertThat(survey.dirty()).singleElement().satisfies(dirty -> {
            assertThat(dirty.range().after()).isNull();
            assertThat(dirty.rows()).isEqualTo(ROWS - 1);
        });
        assertThat(byIndex(LeftOut.NOTHING).rowsLeft()).isEqualTo(ROWS - 1);
    }

    @Test
    void leavesOutQuarantinedAndWaivedRowsButNotAWaivedOneThatChanged() {
        target.update("update people set normal = null where id in (300, 303, 306, 309)");
        LeftOut leftOut = new LeftOut(
                Set.of(key(300).text()),
                Map.of(key(303).text(), hash(303), key(306).text(), hash(306)),
                List.of(MAIL, NORMAL));
        target.update("update people set mail = upper(mail) where id = 306");

        for (Survey survey : List.of(survey(leftOut), byIndex(leftOut))) {
            assertThat(survey.quarantined()).isOne();
            assertThat(survey.waived()).isOne();
            assertThat(survey.rowsLeft()).isEqualTo(2);
            assertThat(survey.sample()).containsExactly(key(306), key(309));
            assertThat(survey.lapsed()).containsExactly(key(306));
        }
    }

    @Test
    void aRowThatWasWaivedAndIsInQuarantineAgainIsLeftOut() {
        target.update("update people set normal = null where id in (300, 303)");
        LeftOut leftOut = new LeftOut(
                Set.of(key(300).text()),
                Map.of(key(300).text(), hash(300), key(303).text(), hash(303)),
                List.of(MAIL, NORMAL));
        target.update("update people set mail = upper(mail) where id = 300");

        for (Survey survey : List.of(survey(leftOut), byIndex(leftOut))) {
            assertThat(survey.quarantined()).isOne();
            assertThat(survey.waived()).isOne();
            assertThat(survey.rowsLeft()).isZero();
            assertThat(survey.lapsed()).isEmpty();
        }
    }

    @Test
    void stopsWhenItIsToldTo() {
        assertThatThrownBy(() -> verifier.survey(database, people, KeyRange.ALL, TODO, LeftOut.NOTHING, () -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void refusesToCallAnUnreadablePredicateClean() {
        assertThatThrownBy(() -> verifier.survey(
                        database, people, KeyRange.ALL, Fragment.of("no_such is null"), LeftOut.NOTHING, () -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_VERIFIED))
                .hasMessageContaining("no_such");
    }

    @Test
    void findsNoDifferenceInRightData() {
        for (Extent extent : List.of(Extent.ALL, new Extent(10, 20))) {
            assertThat(set(extent).isClean()).isTrue();
            assertThat(transform(extent).isClean()).isTrue();
            assertThat(set(extent).compared())
                    .isEqualTo(transform(extent).compared())
                    .isPositive();
        }
        assertThat(set(Extent.ALL).compared()).isEqualTo(ROWS - 1);
    }

    @Test
    void findsOneWrongValue() {
        Map<String, String> mutations = new LinkedHashMap<>();
        mutations.put("a byte flipped", "update people set normal = 'user1001@exbmple.org' where id = 3003");
        mutations.put("a case changed", "update people set normal = 'user1001@example.Org' where id = 3003");
        mutations.put("a trailing blank", "update people set normal = 'user1001@example.org ' where id = 3003");
        mutations.put("an accent", "update people set normal = 'usér1001@example.org' where id = 3003");
        mutations.put("a NULL", "update people set normal = null where id = 3003");
        mutations.put("an empty text", "update people set normal = '' where id = 3003");
        mutations.put("the source changed", "update people set mail = 'other@example.org' where id = 3003");
        mutations.put("the first key", "update people set normal = 'x' where id = 3");
        mutations.put("the last key", "update people set normal = 'x' where id = 18000");

        mutations.forEach((what, mutation) -> {
            target.update(mutation);
            for (Comparison comparison : List.of(set(Extent.ALL), transform(Extent.ALL))) {
                assertThat(comparison.different()).as(what).isOne();
                assertThat(mutation).as(what).endsWith(" " + comparison.sample().get(0));
            }
            makeRight();
        });
    }

    @Test
    void findsTwoThatWereSwapped() {
        target.update("update people set normal = 'user1002@example.org' where id = 3003");
        target.update("update people set normal = 'user1001@example.org' where id = 3006");

        assertThat(set(Extent.ALL).sample()).containsExactly(key(3003), key(3006));
        assertThat(transform(Extent.ALL).sample()).containsExactly(key(3003), key(3006));
    }

    @Test
    void countsWhatTheTransformRefusesApart() {
        target.update("update people set mail = 'hopeless', normal = null where id in (300, 303)");
        target.update("update people set mail = 'hopeless', normal = 'by somebody' where id = 306");

        Comparison comparison = transform(Extent.ALL);

        assertThat(comparison.refused()).isEqualTo(2);
        assertThat(comparison.sample()).containsExactly(key(306));
    }

    @Test
    void findsNoDifferenceInATrueCopy() {
        Comparison copy = copy();

        assertThat(copy.isClean()).isTrue();
        assertThat(copy.compared()).isEqualTo(ROWS);
    }

    @Test
    void findsOneWrongRowOfACopy() {
        Map<String, String> mutations = new LinkedHashMap<>();
        mutations.put("a byte flipped", "update copied set normal = 'usfr1001@example.org' where id = 3003");
        mutations.put("a case changed", "update copied set normal = 'User1001@example.org' where id = 3003");
        mutations.put("a trailing blank", "update copied set normal = 'user1001@example.org ' where id = 3003");
        mutations.put("a NULL", "update copied set normal = null where id = 3003");
        mutations.put("no NULL any more", "update copied set normal = '' where id = 30");
        mutations.put("a number", "update copied set cents = cents + 0.01 where id = 3003");
        mutations.put("a time", "update copied set at = '2026-03-01 10:00:01' where id = 3003");
        mutations.put("a row dropped", "delete from copied where id = 3003");
        mutations.put("the first dropped", "delete from copied where id = 3");
        mutations.put("the last dropped", "delete from copied where id = 18000");

        mutations.forEach((what, mutation) -> {
            target.update(mutation);
            Comparison copy = copy();
            assertThat(copy.different()).as(what).isOne();
            assertThat(copy.extra()).as(what).isZero();
            assertThat(mutation).as(what).endsWith(" " + copy.sample().get(0));
            makeRight();
        });
    }

    @Test
    void findsRowsOfACopyThatComeFromNowhere() {
        target.update("insert into copied values (18001, 'x', 1, null)");
        target.update("delete from people where id = 3003");
        target.update("update copied set id = 4 where id = 3");

        Comparison copy = copy();

        assertThat(copy.different()).isOne();
        assertThat(copy.extra()).isEqualTo(3);
        assertThat(copy.sample()).containsExactly(key(3), key(4), key(3003), key(18001));
    }

    @Test
    void findsTwoRowsOfACopyThatWereSwapped() {
        target.update("update copied set normal = 'user1002@example.org' where id = 3003");
        target.update("update copied set normal = 'user1001@example.org' where id = 3006");

        assertThat(copy().sample()).containsExactly(key(3003), key(3006));
    }

    @Test
    void saysWhichKeyColumnACopyLacks() {
        Table copied = describe("copied");

        assertThatThrownBy(() ->
                        recompute.copy(database, people, copied, Map.of(NORMAL, Fragment.of("normal")), DONE, () -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_VERIFIED))
                .hasMessageContaining("the key column 'id' of");
    }

    Survey survey(LeftOut leftOut) {
        return survey(database, leftOut);
    }

    /** The table as it is seen now, with what the server estimates. */
    void lookAgain() {
        people = describe("people");
    }

    List<Key> landmarks(int rowsApart) {
        return inside(session -> database.dialect().chunks(people).landmarks(session, rowsApart));
    }

    Survey survey(Database on, LeftOut leftOut) {
        return verifier.survey(on, people, KeyRange.ALL, TODO, leftOut, () -> {});
    }

    private Survey byIndex(LeftOut leftOut) {
        return verifier.surveyByIndex(
                database, people, new Identifier(people.keyset().index()), KeyRange.ALL, TODO, leftOut, () -> {});
    }

    private Comparison set(Extent extent) {
        return recompute.set(database, people, SET, DONE, extent, () -> {});
    }

    private Comparison transform(Extent extent) {
        return recompute.transform(database, people, TRANSFORM, DONE, extent, () -> {});
    }

    private Comparison copy() {
        return recompute.copy(database, people, describe("copied"), COPY, Fragment.of("1 = 1"), () -> {});
    }

    private Table describe(String name) {
        return inside(session -> database.dialect().describe(session, TableName.of(name)));
    }

    private long countIn(KeyRange range) {
        return inside(session -> database.dialect().chunks(people).count(session, range, TODO));
    }

    private String hash(int id) {
        return inside(session -> {
            Rows rows = database.dialect()
                    .chunks(people)
                    .reread(session, List.of(key(id)), Fragment.of("1 = 1"), List.of(), Locking.NONE);
            return database.dialect()
                    .chunks(people)
                    .hashes(session, rows, List.of(MAIL, NORMAL))
                    .get(0);
        });
    }

    private <T> T inside(Function<Session, T> work) {
        try (Session session = database.open(Database.Purpose.WORK)) {
            session.begin(TransactionSettings.READING);
            return work.apply(session);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Key key(int id) {
        return NumberedRows.key(id);
    }

    /** Trims and lower-cases what looks like an address. */
    private static final class LowerCase implements ColumnFunction {

        @Override
        public List<Identifier> reads() {
            return List.of(MAIL);
        }

        @Override
        public Outcome apply(@Nullable String[] values) {
            String mail = values[0];
            if (mail == null) {
                return Outcome.of(null);
            }
            return mail.contains("@")
                    ? Outcome.of(mail.strip().toLowerCase(Locale.ROOT))
                    : Outcome.refused("no address");
        }
    }
}
