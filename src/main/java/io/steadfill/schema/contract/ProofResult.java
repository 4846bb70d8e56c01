package io.steadfill.schema.contract;

import java.util.List;

/**
 * What a proof found.
 *
 * @param left rows that the job still has to change; it may stop counting after the first few
 * @param keys a few of them, as texts
 */
public record ProofResult(long left, List<String> keys) {

    public ProofResult {
        keys = List.copyOf(keys);
    }

    public boolean holds() {
        return left == 0;
    }
}
