package io.steadfill.definition.file;

import io.steadfill.definition.Limits;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Tree;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code limits} of a job file; what is not said is as in {@link Limits#DEFAULTS}. */
final class LimitsReading {

    private static final long MEBIBYTE = 1L << 20;

    private final Complaints complaints;
    private final Tree.@Nullable Mapping limits;

    LimitsReading(Tree.Mapping root, Complaints complaints) {
        this.complaints = complaints;
        this.limits = root.get("limits") instanceof Tree.Mapping mapping ? mapping : null;
    }

    Limits read() {
        Limits defaults = Limits.DEFAULTS;
        return new Limits(
                duration("chunk-time", "1ms", "10s").orElse(defaults.chunkTime()),
                integer("chunk-rows").orElse(defaults.chunkRowsMax()),
                size("chunk-bytes").orElse(defaults.chunkBytesMax()),
                duty().orElse(defaults.duty()),
                integer("workers").orElse(defaults.workers()),
                percent("quarantine")
                        .map(share -> share.movePointLeft(2).doubleValue())
                        .orElse(defaults.quarantineShare()),
                duration("replica-lag", "10ms", "1d").orElse(defaults.replicaLag()),
                integer("lock-waiters").orElse(defaults.lockWaiters()));
    }

    private Optional<Integer> duty() {
        Tree at = at("duty");
        Optional<BigDecimal> percent = percent("duty");
        if (at != null
                && percent.isPresent()
                && (percent.get().stripTrailingZeros().scale() > 0
                        || percent.get().signum() == 0)) {
            complaints.add(at, "'limits.duty' must be a whole percentage, 1% or more, not " + at.shown(), null);
        }
        return percent.map(BigDecimal::intValue);
    }

    private Optional<Long> size(String key) {
        Optional<Long> size = Optional.ofNullable(text(key)).flatMap(Units::size);
        Tree at = at(key);
        if (at != null && size.isPresent() && (size.get() < 64 << 10 || size.get() > 1024 * MEBIBYTE)) {
            complaints.add(at, "'limits." + key + "' must be from 64KiB to 1GiB, not " + at.shown(), null);
        }
        return size;
    }

    private Optional<BigDecimal> percent(String key) {
        return Optional.ofNullable(text(key)).flatMap(Units::percent);
    }

    private Optional<Duration> duration(String key, String least, String most) {
        return duration(at(key), least, most, complaints);
    }

    /** A duration within two others, or empty after a complaint. */
    static Optional<Duration> duration(@Nullable Tree at, String least, String most, Complaints complaints) {
        if (!(at instanceof Tree.Scalar scalar) || scalar.kind() != Tree.Kind.TEXT) {
            return Optional.empty();
        }
        Optional<Duration> duration = Units.duration(scalar.text());
        boolean isOutside = duration.isPresent()
                && (duration.get().compareTo(Units.duration(least).orElseThrow()) < 0
                        || duration.get().compareTo(Units.duration(most).orElseThrow()) > 0);
        if (isOutside) {
            complaints.add(
                    at, "'" + at.path() + "' must be from " + least + " to " + most + ", not " + at.shown(), null);
        }
        return duration;
    }

    private Optional<Integer> integer(String key) {
        boolean isNumber = at(key) instanceof Tree.Scalar scalar
                && scalar.kind() == Tree.Kind.INTEGER
                && scalar.text().length() <= 9;
        return isNumber && at(key) instanceof Tree.Scalar scalar
                ? Optional.of(Integer.valueOf(scalar.text()))
                : Optional.empty();
    }

    private @Nullable String text(String key) {
        return at(key) instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.TEXT ? scalar.text() : null;
    }

    private @Nullable Tree at(String key) {
        return limits == null ? null : limits.get(key);
    }
}
