package io.steadfill.database.catalog;

import io.steadfill.definition.TableName;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.List;

/** Words for a table that is not there. */
public final class TableNotFound {

    private static final int SHOWN_MAX = 20;

    private TableNotFound() {}

    public static ProblemException of(TableName wanted, List<String> tables) {
        String known = tables.isEmpty()
                ? "this role sees no tables at all: check the database in the URL, and the role's rights"
                : Nearest.to(wanted.toString(), tables)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElseGet(() -> Nearest.cure(
                                wanted.toString(),
                                tables.stream().limit(SHOWN_MAX).toList()));
        return Problem.TABLE_NOT_FOUND
                .with("table", wanted.toString())
                .says("there is no table " + wanted + "; " + known);
    }
}
