package io.steadfill.script.statement;

import io.steadfill.definition.Vendor;
import java.util.List;

/** How a contract file's own changes take its barriers away. */
public final class Fall {

    private final List<Barrier> barriers;
    private final Vendor vendor;

    public Fall(List<Barrier> barriers, Vendor vendor) {
        this.barriers = barriers;
        this.vendor = vendor;
    }

    /** Whether a statement takes any of the barriers away. */
    public boolean isBy(ScriptStatement statement) {
        return barriers.stream().anyMatch(barrier -> isBy(statement, barrier));
    }

    /** Whether a statement takes this barrier away. */
    public boolean isBy(ScriptStatement statement, Barrier barrier) {
        return Shape.of(statement, vendor).stream().anyMatch(change -> barrier.fallsBy(change, vendor));
    }

    public boolean isBrokenBy(ScriptStatement statement) {
        return Shape.of(statement, vendor).stream()
                .anyMatch(change -> barriers.stream().anyMatch(barrier -> barrier.breaksBy(change, vendor)));
    }

    /**
     * The changes from the first that takes a barrier away to the last that needs it; empty where none that needs it follows. A single
     * statement needs no lock but its own.
     */
    public List<ScriptStatement> lockedIn(List<ScriptStatement> changes) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < changes.size(); i++) {
            first = first < 0 && isBy(changes.get(i)) ? i : first;
            last = Shape.needsProof(changes.get(i), vendor) ? i : last;
        }
        return first < 0 || last <= first ? List.of() : changes.subList(first, last + 1);
    }
}
