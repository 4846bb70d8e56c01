package io.steadfill.console.run;

import io.steadfill.access.Operator;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.run.proof.Verification;
import java.time.Instant;

/** A look at a run's data, in words. */
record LookView(Stamp at, String by, Mark mark, String says) {

    static LookView of(Verification look, Operator who, Instant now) {
        return new LookView(Words.time(look.begun(), now, who.zone()), look.by(), mark(look), says(look));
    }

    private static Mark mark(Verification look) {
        return switch (look.state()) {
            case RUNNING -> new Mark("busy", "verifying", "Reading", "");
            case FAILED -> new Mark("bad", "failed", "Not done", "");
            case LOST -> new Mark("wait", "interrupted", "Lost", "");
            case DONE ->
                look.found() != null && look.found().clean()
                        ? new Mark("ok", "verified", "As promised", "")
                        : new Mark("bad", "failed", "Not as promised", "");
        };
    }

    private static String says(Verification look) {
        Verification.Found found = look.found();
        if (found == null) {
            return switch (look.state()) {
                case RUNNING -> "The data is being read. Load the page again in a moment.";
                case LOST -> "The node that read is gone: ask again.";
                case FAILED, DONE -> look.says() == null ? "" : look.says();
            };
        }
        StringBuilder says = new StringBuilder(Words.rows(found.rowsLeft())).append(" left to do");
        if (found.quarantined() > 0) {
            says.append(", ").append(Words.number(found.quarantined())).append(" in quarantine");
        }
        if (found.waived() > 0) {
            says.append(", ").append(Words.number(found.waived())).append(" waived");
        }
        Verification.Recomputed again = found.recomputed();
        if (again != null) {
            says.append("; ")
                    .append(Words.rows(again.compared()))
                    .append(" computed again, ")
                    .append(Words.number(again.different()))
                    .append(" differ");
        }
        says.append(". Looked at: ").append(String.join(", ", found.by())).append('.');
        if (!found.sample().isEmpty()) {
            says.append(" Such as ").append(String.join(", ", found.sample())).append('.');
        }
        return says.toString();
    }
}
