package io.steadfill.schema.contract;

import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.database.ddl.SqlTokens;
import io.steadfill.database.ddl.SqlTokens.Kind;
import io.steadfill.database.ddl.SqlTokens.Token;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.script.Script;
import io.steadfill.script.statement.Barrier;
import io.steadfill.script.statement.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a contract file's barriers stand on every table that the job's predicate reads, against every way a violator can come. */
public final class BarrierCover {

    private final JobDefinition job;
    private final Vendor vendor;
    private final List<Token> predicate;

    public BarrierCover(JobDefinition job, Vendor vendor) {
        this.job = job;
        this.vendor = vendor;
        SqlText where = job.where();
        this.predicate = where == null ? List.of() : SqlTokens.significant(where.on(vendor), vendor);
    }

    /** The job's table, and those that the queries within its predicate read. */
    List<TableName> tables() {
        Set<TableName> tables = new LinkedHashSet<>();
        tables.add(job.table());
        tables.addAll(new TablesRead(predicate, vendor).all());
        return List.copyOf(tables);
    }

    /** @throws ProblemException when a violator could come past the barriers of the script */
    public void require(Script script, List<Barrier> barriers) {
        List<String> gaps = new ArrayList<>();
        for (TableName table : tables()) {
            boolean own = same(table, job.table());
            List<Barrier> here =
                    barriers.stream().filter(b -> same(b.table(), table)).toList();
            if (!own && barriers.stream().anyMatch(b -> b.change().has("foreign") && names(b, table))) {
                continue;
            }
            boolean constraint = here.stream().anyMatch(b -> !b.isTrigger());
            boolean triggers = has(here, "update") && has(here, "insert");
            boolean elsewhere = has(here, "update") || has(here, "delete");
            boolean closed = own ? constraint || triggers : elsewhere;
            if (!closed) {
                gaps.add(
                        own
                                ? "the job's table " + table + " has no barrier against both insert and update"
                                : "the predicate also reads " + table + ", which has no barrier");
            }
        }
        if (!gaps.isEmpty()) {
            throw invalid(script, "rows that match the predicate could still come: " + String.join("; ", gaps));
        }
    }

    /** @throws ProblemException when a foreign key could make violators that no trigger sees */
    void requireNoSilentActions(Script script, SchemaSql sql, Session session) {
        Set<String> words = predicate.stream()
                .filter(Token::isName)
                .filter(t -> t.kind() != Kind.STRING)
                .map(t -> t.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> actions = tables().stream()
                .flatMap(table -> sql.silentActions(session, table, words, !same(table, job.table())).stream())
                .toList();
        if (!actions.isEmpty()) {
            throw invalid(
                    script,
                    String.join("; ", actions)
                            + ". A trigger is no barrier here: change that foreign key to restrict first,"
                            + " or apply this script by hand under 'lock tables' with the application stopped");
        }
    }

    private boolean names(Barrier barrier, TableName table) {
        return SqlTokens.significant(barrier.statement().text(), vendor).stream()
                .filter(Token::isName)
                .anyMatch(token -> Shape.name(token, vendor).equals(table.table()));
    }

    private static boolean has(List<Barrier> barriers, String event) {
        return barriers.stream().anyMatch(b -> b.isTrigger() && b.change().has(event));
    }

    private static boolean same(TableName one, TableName other) {
        boolean schemas =
                one.schema() == null || other.schema() == null || one.schema().equals(other.schema());
        return schemas && one.table().equals(other.table());
    }

    static ProblemException invalid(Script script, String why) {
        return Problem.SCRIPT_INVALID.with("file", script.file()).says(script.file() + ": " + why);
    }
}
