package io.steadfill.definition;

import io.steadfill.problem.Problem;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of SQL from a job file: one text for every vendor, or one a vendor. MariaDB takes MySQL's where it has none of its own. */
public record SqlText(@Nullable String common, Map<Vendor, String> byVendor) {

    public SqlText {
        byVendor = byVendor.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(byVendor));
        if ((common == null) == byVendor.isEmpty()) {
            throw new IllegalArgumentException("an SQL text is either common or by vendor");
        }
    }

    public static SqlText of(String common) {
        return new SqlText(common, Map.of());
    }

    public boolean covers(Vendor vendor) {
        return find(vendor) != null;
    }

    /** @throws io.steadfill.problem.ProblemException when the job has no text for this vendor */
    public String on(Vendor vendor) {
        String found = find(vendor);
        if (found == null) {
            throw Problem.DEFINITION_INVALID
                    .with("vendor", vendor.key())
                    .says("the job has no SQL for " + vendor.key() + ": add a line '" + vendor.key() + ": ...' to it");
        }
        return found;
    }

    private @Nullable String find(Vendor vendor) {
        if (common != null) {
            return common;
        }
        String own = byVendor.get(vendor);
        return own == null && vendor == Vendor.MARIADB ? byVendor.get(Vendor.MYSQL) : own;
    }
}
