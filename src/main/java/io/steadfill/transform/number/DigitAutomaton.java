package io.steadfill.transform.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells which of several patterns match a row of digits, in one look at each digit. Immutable. */
final class DigitAutomaton {

    /** No plan of today comes near; one that does is left to the library. */
    private static final int STATES_MAX = 50_000;

    /** The state after each digit, ten a state; -1 where no pattern can match any more. */
    private final int[] next;

    private final int[] accepted;

    private DigitAutomaton(int[] next, int[] accepted) {
        this.next = next;
        this.accepted = accepted;
    }

    /** @throws DigitNfa.Unreadable when one of the patterns cannot be read */
    static DigitAutomaton of(List<String> patterns) throws DigitNfa.Unreadable {
        DigitNfa nfa = new DigitNfa();
        for (String pattern : patterns) {
            nfa.add(pattern);
        }
        Map<BitSet, Integer> numbers = new HashMap<>();
        List<BitSet> sets = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        sets.add(nfa.startStates());
        numbers.put(sets.get(0), 0);
        for (int i = 0; i < sets.size(); i++) {
            int[] row = new int[10];
            for (int digit = 0; digit < 10; digit++) {
                BitSet to = nfa.step(sets.get(i), digit);
                Integer known = to.isEmpty() ? Integer.valueOf(-1) : numbers.get(to);
                if (known == null) {
                    known = sets.size();
                    numbers.put(to, known);
                    sets.add(to);
                }
                row[digit] = known;
            }
            rows.add(row);
            if (sets.size() > STATES_MAX) {
                throw new DigitNfa.Unreadable(patterns.get(0), 0);
            }
        }
        return new DigitAutomaton(
                rows.stream().flatMapToInt(Arrays::stream).toArray(),
                sets.stream().mapToInt(nfa::accepted).toArray());
    }

    /** The patterns that match the digits from {@code from} to {@code to} as a whole, as bits. */
    int matching(byte[] digits, int from, int to) {
        int state = 0;
        for (int i = from; i < to; i++) {
            state = next[10 * state + digits[i]];
            if (state < 0) {
                return 0;
            }
        }
        return accepted[state];
    }

    /** Whether any pattern matches some of the first digits. */
    boolean matchesBeginning(byte[] digits, int from, int to) {
        int state = 0;
        for (int i = from; i < to && accepted[state] == 0; i++) {
            state = next[10 * state + digits[i]];
            if (state < 0) {
                return false;
            }
        }
        return accepted[state] != 0;
    }
}
