package io.steadfill.verify;

import io.steadfill.definition.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that may match the predicate all the same.
 *
 * @param quarantined texts of the keys in open quarantine
 * @param waived key text to the hash that the row had when a person waived it; a row with another hash is not waived
 * @param hashed the columns that the hash is of, in its order
 */
public record LeftOut(Set<String> quarantined, Map<String, String> waived, List<Identifier> hashed) {

    /** Every row that matches counts. */
    public static final LeftOut NOTHING = new LeftOut(Set.of(), Map.of(), List.of());

    public LeftOut {
        quarantined = Set.copyOf(quarantined);
        waived = Map.copyOf(waived);
        hashed = List.copyOf(hashed);
    }

    boolean isNothing() {
        return quarantined.isEmpty() && waived.isEmpty();
    }
}
