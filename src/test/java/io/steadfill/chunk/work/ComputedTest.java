package io.steadfill.chunk.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.quarantine.Quarantined;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was computed from rows read without a lock holds for the locked rows only as far as these are the same. */
class ComputedTest {

    private static final Identifier NAME = new Identifier("name");
    private static final Identifier UPPER = new Identifier("upper");

    private final Computation computation = new Computation(Map.of(UPPER, new Shout()), List.of(), false);

    @Test
    void holdsForTheSameRows() {
        Computed confirmed = computed("1=a", "2=b").confirmedBy(rows("locked", "1=a", "2=b"));

        assertThat(confirmed).isNotNull();
        assertThat(confirmed.rows().versions()).containsExactly("locked", "locked");
        assertThat(confirmed.values().get(UPPER)).containsExactly("A", "B");
    }

    @Test
    void holdsForThoseThatCouldBeLocked() {
        Computed confirmed = computed("1=a", "2=b", "3=c").confirmedBy(rows("locked", "1=a", "3=c"));

        assertThat(confirmed).isNotNull();
        assertThat(keys(confirmed)).containsExactly("1", "3");
        assertThat(confirmed.values().get(UPPER)).containsExactly("A", "C");
    }

    @Test
    void leavesOutWhatTheTransformRefused() {
        Computed confirmed = computed("1=a", "2=?", "3=c", "4=?").confirmedBy(rows("locked", "1=a", "2=?", "3=c"));

        assertThat(confirmed).isNotNull();
        assertThat(keys(confirmed)).containsExactly("1", "3");
        assertThat(confirmed.refused().stream().map(Quarantined::key).map(Key::text))
                .hasSize(1);
    }

    @Test
    void doesNotHoldWhereARowHasAnotherValueByNow() {
        assertThat(computed("1=a", "2=b").confirmedBy(rows("locked", "1=a", "2=B")))
                .isNull();
    }

    @Test
    void doesNotHoldWhereARowHasComeSince() {
        assertThat(computed("1=a", "3=c").confirmedBy(rows("locked", "1=a", "2=b", "3=c")))
                .isNull();
        assertThat(computed("1=a").confirmedBy(rows("locked", "1=a", "2=b"))).isNull();
    }

    private Computed computed(String... rows) {
        return computation.of(rows("unlocked", rows));
    }

    private static List<String> keys(Computed computed) {
        return computed.rows().keyList().stream()
                .map(key -> String.valueOf(key.values().get(0)))
                .toList();
    }

    private static Rows rows(String version, String... rows) {
        String[] keys = new String[rows.length];
        String[] versions = new String[rows.length];
        String[] names = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            String[] parts = rows[i].split("=");
            keys[i] = parts[0];
            names[i] = parts[1];
            versions[i] = version;
        }
        return new Rows(List.of("id"), new String[][] {keys}, versions, List.of(NAME), new String[][] {names});
    }

    private static final class Shout implements ColumnFunction {
        @Override
        public List<Identifier> reads() {
            return List.of(NAME);
        }

        @Override
        public Outcome apply(@Nullable String[] values) {
            String value = Objects.requireNonNull(values[0]);
            return value.equals("?") ? Outcome.refused("nothing to say") : Outcome.of(value.toUpperCase(Locale.ROOT));
        }
    }
}
