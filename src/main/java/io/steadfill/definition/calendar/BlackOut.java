package io.steadfill.definition.calendar;

import java.time.LocalDate;

/** Days on which a job does not work, the first and the last among them. */
public record BlackOut(LocalDate from, LocalDate to) {

    public BlackOut {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a black-out that ends before it begins: " + from + ".." + to);
        }
    }

    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** As job files write it. */
    @Override
    public String toString() {
        return from.equals(to) ? from.toString() : from + ".." + to;
    }
}
