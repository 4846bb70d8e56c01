package io.steadfill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What those see who may not see rows' values. */
class MaskedTest {

    @Test
    void aPlanHasNoKeysButItsFigures() {
        assertThat(
                        Masked.shown(
                                "Index Scan using item_pkey  (cost=0.28..8.30 rows=2 width=36)\n"
                                        + "  Index Cond: ((email <= 'o''neil@example.com'::text) AND (id <= 1000))\n  Filter: (age = -7)"))
                .isEqualTo("Index Scan using item_pkey  (cost=0.28..8.30 rows=2 width=36)\n"
                        + "  Index Cond: ((email <= '***'::text) AND (id <= ***))\n  Filter: (age = ***)");
    }

    @Test
    void aRefusalThatMayQuoteARowSaysOnlyItsState() {
        SQLException duplicate = new SQLException("Duplicate entry 'jane@example.com' for key 'email'", "23000", 1062);
        SQLException name = new SQLException("Unknown column 'emial'", "42S22", 1054);

        assertThat(Masked.of(refusal(duplicate), duplicate).detail())
                .contains("SQLSTATE 23000")
                .doesNotContain("jane");
        assertThat(Masked.of(refusal(name), name).detail()).contains("emial");
    }

    @Test
    void aValueThatWasReadAsGrammarIsNotQuoted() {
        SQLException value = new SQLException("ERROR: syntax error in tsquery: \"+44 20 7946 &\"", "42601");
        SQLException statement = new SQLException("ERROR: syntax error at or near \"frm\"\n  Position: 18", "42601");

        assertThat(Masked.of(refusal(value), value).detail()).doesNotContain("7946");
        assertThat(Masked.of(refusal(statement), statement).detail()).contains("frm");
    }

    @Test
    void whoeverHoldsALockIsNamedButNoRowIs() {
        SQLException duplicate = new SQLException("Detail: Key (email)=(jane@example.com) is duplicated.", "23505");
        ProblemException failed = Problem.SCRIPT_FAILED.says("V1.sql:1: " + duplicate.getMessage(), duplicate);
        ProblemException left = Problem.NOT_VERIFIED
                .with("keys", List.of("jane@example.com"))
                .says("the proof found rows, such as jane@example.com");
        ProblemException busy =
                Problem.LOCK_BUSY.says("the lock is held by session 7", new SQLException("timeout", "55P03"));

        assertThat(Masked.ofScripts(busy).detail()).contains("session 7");
        for (ProblemException first : List.of(failed, left)) {
            ProblemException stands = Problem.LOCK_BUSY
                    .with("statements", List.of("drop trigger guard"))
                    .says("Run this now: drop trigger guard. What went wrong first: " + first.detail(), first);

            assertThat(Masked.ofScripts(first).document().toString()).doesNotContain("jane");
            assertThat(Masked.ofScripts(stands).document().toString())
                    .contains("Run this now: drop trigger guard")
                    .doesNotContain("jane");
        }
    }

    private static ProblemException refusal(SQLException cause) {
        return Problem.EXPRESSION_REFUSED
                .with("job", "names")
                .says("the database refused the rehearsed chunk: " + cause.getMessage(), cause);
    }
}
