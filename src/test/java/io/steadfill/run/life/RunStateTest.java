package io.steadfill.run.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunStateTest {

    /** The legal edges once more, written down apart from the product, so that neither changes alone. */
    private static final Map<RunState, Set<RunState>> LEGAL = legal("""
            PENDING: FAILED WAITING RUNNING PAUSED CANCELLING CANCELLED
            WAITING: FAILED INTERRUPTED PENDING RUNNING PAUSED CANCELLING CANCELLED
            RUNNING: WAITING PAUSING PAUSED CANCELLING INTERRUPTED FAILED VERIFYING QUARANTINED COMPLETED
            PAUSING: PAUSED RUNNING WAITING CANCELLING INTERRUPTED FAILED QUARANTINED COMPLETED
            PAUSED: FAILED PENDING WAITING RUNNING INTERRUPTED CANCELLING CANCELLED
            CANCELLING: CANCELLED FAILED QUARANTINED COMPLETED
            CANCELLED: WAITING RUNNING UNDOING
            INTERRUPTED: WAITING FAILED RUNNING PAUSED CANCELLING
            FAILED: WAITING RUNNING CANCELLED UNDOING
            VERIFYING: WAITING RUNNING PAUSING PAUSED CANCELLING INTERRUPTED FAILED QUARANTINED COMPLETED
            QUARANTINED: WAITING RUNNING CANCELLED UNDOING
            COMPLETED: UNDOING
            UNDOING: UNDONE
            UNDONE:
            """);

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("pairs")
    void everyPairOfStatesIsAnEdgeOrIsNot(RunState from, RunState to, boolean legal) {
        assertThat(from.mayBecome(to)).isEqualTo(legal);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(RunState.values())
                .flatMap(from -> Stream.of(RunState.values())
                        .map(to -> Arguments.of(from, to, LEGAL.get(from).contains(to))));
    }

    @Test
    void everyEdgeHasASentenceAndIsThereOnce() {
        assertThat(Transition.ALL).allSatisfy(edge -> assertThat(edge.when()).matches("[A-Z].*\\."));
        assertThat(Transition.ALL.stream().map(edge -> edge.from() + " " + edge.to()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyStateCanBeReachedFromTheFirst() {
        Set<RunState> reached = EnumSet.of(RunState.PENDING);
        int before = 0;
        while (before != reached.size()) {
            before = reached.size();
            Transition.ALL.stream()
                    .filter(edge -> reached.contains(edge.from()))
                    .map(Transition::to)
                    .collect(Collectors.toSet())
                    .forEach(reached::add);
        }

        assertThat(reached).containsExactlyInAnyOrder(RunState.values());
    }

    @Test
    void everyVerbLeadsSomewhereFromWhereItIsAllowed() {
        for (RunState state : RunState.values()) {
            if (state.allows(Verb.PAUSE)) {
                assertThat(state.mayBecome(RunState.PAUSING) || state.mayBecome(RunState.PAUSED))
                        .as("pause from %s", state)
                        .isTrue();
            }
            if (state.allows(Verb.CANCEL) && state != RunState.CANCELLING) {
                assertThat(state.mayBecome(RunState.CANCELLING) || state.mayBecome(RunState.CANCELLED))
                        .as("cancel from %s", state)
                        .isTrue();
            }
            if (state.allows(Verb.RESUME)) {
                assertThat(state.mayBecome(RunState.RUNNING))
                        .as("resume from %s", state)
                        .isTrue();
            }
        }
    }

    private static Map<RunState, Set<RunState>> legal(String text) {
        Map<RunState, Set<RunState>> legal = new EnumMap<>(RunState.class);
        text.lines().forEach(line -> {
            String[] parts = line.split(":", 2);
            Set<RunState> to = EnumSet.noneOf(RunState.class);
            Stream.of(parts[1].strip().split(" "))
                    .filter(word -> !word.isEmpty())
                    .forEach(word -> to.add(RunState.valueOf(word)));
            legal.put(RunState.valueOf(parts[0]), to);
        });
        return legal;
    }
}
