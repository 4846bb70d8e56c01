package io.steadfill.transform.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Regular expressions over digits as states and edges. Reads what libphonenumber's metadata is written in: digits, {@code \d}, classes, groups,
 * alternatives, {@code ?} and counted repeats. Each pattern has to match the whole text.
 */
final class DigitNfa {

    /** A pattern that is written in something else; such a number plan is left to the library. */
    static final class Unreadable extends Exception {
        Unreadable(String pattern, int at) {
            super("cannot read '" + pattern + "' at " + at);
        }
    }

    private static final int ALL = (1 << 10) - 1;

    /** By state: the digits of its edge as bits, 0 for an edge that takes no digit; and where the edges lead. */
    private final List<Integer> digits = new ArrayList<>();

    private final List<int[]> targets = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final int start = state(0);

    private String pattern = "";
    private int at;

    /** Adds a pattern; patterns are numbered from 0 in this order. */
    void add(String newPattern) throws Unreadable {
        pattern = newPattern;
        at = 0;
        int end = state(0);
        int first = alternatives(end);
        if (at < pattern.length()) {
            throw new Unreadable(pattern, at);
        }
        ends.add(end);
        link(start, first);
    }

    BitSet startStates() {
        return closure(start);
    }

    /** Where a digit leads from a set of states. */
    BitSet step(BitSet from, int digit) {
        BitSet to = new BitSet();
        from.stream().filter(s -> (digits.get(s) >> digit & 1) != 0).forEach(s -> to.or(closure(targets.get(s)[0])));
        return to;
    }

    /** The patterns that match what led to these states, as bits. */
    int accepted(BitSet states) {
        int accepted = 0;
        for (int i = 0; i < ends.size(); i++) {
            accepted |= states.get(ends.get(i)) ? 1 << i : 0;
        }
        return accepted;
    }

    private BitSet closure(int state) {
        BitSet reached = new BitSet();
        List<Integer> left = new ArrayList<>(List.of(state));
        while (!left.isEmpty()) {
            int next = left.remove(left.size() - 1);
            if (!reached.get(next)) {
                reached.set(next);
                if (digits.get(next) == 0) {
                    for (int target : targets.get(next)) {
                        left.add(target);
                    }
                }
            }
        }
        return reached;
    }

    private int state(int mask, int... to) {
        digits.add(mask);
        targets.add(to);
        return digits.size() - 1;
    }

    private void link(int from, int to) {
        int[] old = targets.get(from);
        int[] more = Arrays.copyOf(old, old.length + 1);
        more[old.length] = to;
        targets.set(from, more);
    }

    /** Reads up to a closing bracket or the end; returns where it begins, and all of it leads to {@code end}. */
    private int alternatives(int end) throws Unreadable {
        int choice = state(0);
        link(choice, sequence(end));
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            link(choice, sequence(end));
        }
        return choice;
    }

    private int sequence(int end) throws Unreadable {
        int first = state(0);
        int last = first;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            last = repeated(last);
        }
        link(last, end);
        return first;
    }

    /** Reads one atom with its repeat and hangs it behind {@code last}. */
    private int repeated(int last) throws Unreadable {
        int from = at;
        int end = state(0);
        int first = atom(end);
        int after = at;
        int[] counts = counts();
        int next = at;
        for (int i = 0; i < counts[1]; i++) {
            if (i > 0) {
                at = from;
                end = state(0);
                first = atom(end);
                if (at != after) {
                    throw new Unreadable(pattern, from);
                }
            }
            link(last, first);
            if (i >= counts[0]) {
                link(last, end);
            }
            last = end;
        }
        at = next;
        return last;
    }

    private int[] counts() throws Unreadable {
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
            return new int[] {0, 1};
        }
        if (at == pattern.length() || pattern.charAt(at) != '{') {
            return new int[] {1, 1};
        }
        int close = pattern.indexOf('}', at);
        String[] written = pattern.substring(at + 1, Math.max(at + 1, close)).split(",", -1);
        try {
            int least = Integer.parseInt(written[0]);
            int most = written.length == 1 ? least : Integer.parseInt(written[1]);
            if (close < 0 || written.length > 2 || least > most || most < 1 || most > 20) {
                throw new Unreadable(pattern, at);
            }
            at = close + 1;
            return new int[] {least, most};
        } catch (NumberFormatException e) {
            throw new Unreadable(pattern, at);
        }
    }

    private int atom(int end) throws Unreadable {
        char c = pattern.charAt(at);
        if (c >= '0' && c <= '9') {
            at++;
            return state(1 << (c - '0'), end);
        }
        if (pattern.startsWith("\\d", at)) {
            at += 2;
            return state(ALL, end);
        }
        if (c == '[') {
            return state(characterClass(), end);
        }
        if (c != '(') {
            throw new Unreadable(pattern, at);
        }
        at += pattern.startsWith("(?:", at) ? 3 : 1;
        int first = alternatives(end);
        if (at == pattern.length()) {
            throw new Unreadable(pattern, at);
        }
        at++;
        return first;
    }

    private int characterClass() throws Unreadable {
        int mask = 0;
        for (at++; at < pattern.length() && pattern.charAt(at) != ']'; at++) {
            int low = Character.digit(pattern.charAt(at), 10);
            int high = low;
            if (pattern.startsWith("-", at + 1) && at + 2 < pattern.length()) {
                at += 2;
                high = Character.digit(pattern.charAt(at), 10);
            }
            if (low < 0 || high < low) {
                throw new Unreadable(pattern, at);
            }
            mask |= (ALL >> (9 - high + low)) << low;
        }
        if (at == pattern.length() || mask == 0) {
            throw new Unreadable(pattern, at);
        }
        at++;
        return mask;
    }
}
