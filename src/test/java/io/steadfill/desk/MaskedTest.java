package io.steadfill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
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

    private static ProblemException refusal(SQLException cause) {
        return Problem.EXPRESSION_REFUSED
                .with("job", "names")
                .says("the database refused the rehearsed chunk: " + cause.getMessage(), cause);
    }
}
