package io.steadfill.script;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The version of a script: numbers, written with dots or underscores; {@code 1} and {@code 1.0} are the same. */
public record Version(List<BigInteger> parts) implements Comparable<Version> {

    public Version {
        List<BigInteger> significant = new ArrayList<>(parts);
        while (significant.size() > 1 && significant.get(significant.size() - 1).signum() == 0) {
            significant.remove(significant.size() - 1);
        }
        parts = Collections.unmodifiableList(significant);
    }

    /** Reads {@code 1}, {@code 1.2} or {@code 2026_11_22}; the text must be numbers. */
    static Version of(String text) {
        return new Version(
                Arrays.stream(text.split("[._]")).map(BigInteger::new).toList());
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = part(i).compareTo(other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private BigInteger part(int i) {
        return i < parts.size() ? parts.get(i) : BigInteger.ZERO;
    }

    @Override
    public String toString() {
        return parts.stream().map(BigInteger::toString).collect(Collectors.joining("."));
    }
}
