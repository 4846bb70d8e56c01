package io.steadfill.cli.text;

import io.steadfill.run.proof.Verified;

/** What a verification found, as text. */
public final class VerifiedText {

    private VerifiedText() {}

    public static String of(Verified verified) {
        FactsText facts = new FactsText()
                .fact("job", verified.job() + " on " + verified.table())
                .fact("looked at", String.join(", ", verified.by()))
                .fact("rows left", Words.number(verified.rowsLeft()))
                .fact("quarantined", Words.number(verified.quarantined()))
                .fact("waived", Words.number(verified.waived()));
        if (verified.recomputed() != null) {
            facts.fact(
                    "computed again",
                    Words.number(verified.recomputed().compared()) + " rows, "
                            + Words.number(verified.recomputed().different()) + " differ"
                            + (verified.recomputed().extra() > 0
                                    ? ", " + Words.number(verified.recomputed().extra()) + " too many"
                                    : ""));
        }
        if (!verified.sample().isEmpty()) {
            facts.fact("such as", String.join(", ", verified.sample()));
        }
        return facts.fact("verdict", verified.isClean() ? "the data is as the job promises" : "NOT as the job promises")
                .toString();
    }
}
