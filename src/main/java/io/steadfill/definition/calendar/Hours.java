package io.steadfill.definition.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a job may work: its open hours, less its black-out days.
 *
 * @param opens null where it is open all day
 * @param closes 00:00 for the end of the day; before or at {@code opens} it is of the next day; null where it is open all day
 */
public record Hours(
        ZoneId zone, @Nullable LocalTime opens, @Nullable LocalTime closes, List<BlackOut> blackOuts) {

    /** Every job file's black-outs end sooner. */
    private static final int DAYS_MAX = 3_700;

    public Hours {
        blackOuts = List.copyOf(blackOuts);
        if ((opens == null) != (closes == null)) {
            throw new IllegalArgumentException("hours that only open or only close");
        }
    }

    /**
     * An unbroken time of being open.
     *
     * @param to exclusive; {@link Instant#MAX} where it never closes
     */
    public record Stretch(Instant from, Instant to) {

        public boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** Whether it never closes. */
    public boolean isAlways() {
        return opens == null && blackOuts.isEmpty();
    }

    public boolean isOpen(Instant at) {
        return stretch(at).contains(at);
    }

    public boolean isBlackOut(LocalDate day) {
        return blackOuts.stream().anyMatch(days -> days.covers(day));
    }

    /** The stretch that holds {@code at}, or else the next one; it begins and ends at {@link Instant#MAX} where none follows. */
    public Stretch stretch(Instant at) {
        if (isAlways()) {
            return new Stretch(Instant.MIN, Instant.MAX);
        }
        LocalDate first = at.atZone(zone).toLocalDate().minusDays(2);
        @Nullable Stretch found = null;
        for (LocalDate day = first; day.isBefore(first.plusDays(DAYS_MAX)); day = day.plusDays(1)) {
            for (Stretch piece : piecesOf(day)) {
                boolean joins = found != null && !piece.from().isAfter(found.to());
                if (found != null && !joins && found.to().isAfter(at)) {
                    return found;
                }
                found = found != null && joins ? new Stretch(found.from(), later(found.to(), piece.to())) : piece;
            }
            if (found != null && found.to().isAfter(at) && opens == null && nothingFrom(day)) {
                return new Stretch(found.from(), Instant.MAX);
            }
        }
        return found != null && found.to().isAfter(at) ? found : new Stretch(Instant.MAX, Instant.MAX);
    }

    private boolean nothingFrom(LocalDate day) {
        return blackOuts.stream().allMatch(days -> days.to().isBefore(day));
    }

    /** What is open of the hours that begin on a day: they may reach into the next one, and each of the two may be a black-out. */
    private List<Stretch> piecesOf(LocalDate day) {
        LocalTime first = opens == null ? LocalTime.MIDNIGHT : opens;
        LocalTime end = closes == null ? LocalTime.MIDNIGHT : closes;
        Instant from = instant(day.atTime(first), zone);
        Instant to = instant((end.isAfter(first) ? day : day.plusDays(1)).atTime(end), zone);
        Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
        Stretch before = new Stretch(from, to.isAfter(midnight) ? midnight : to);
        Stretch after = new Stretch(midnight, to);
        return Stream.of(isBlackOut(day) ? null : before, isBlackOut(day.plusDays(1)) ? null : after)
                .filter(piece -> piece != null && piece.from().isBefore(piece.to()))
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** A local time's instant: the first valid one after it where the clocks skip it, the first of two where they repeat it. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    /** As job files write it. */
    @Override
    public String toString() {
        return opens == null ? "always" : opens + "-" + (LocalTime.MIDNIGHT.equals(closes) ? "24:00" : closes);
    }
}
