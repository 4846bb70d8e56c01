package io.steadfill.engine.batch;

import io.steadfill.definition.Completion;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Mask;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Touch;
import io.steadfill.definition.TransformCall;
import io.steadfill.definition.Work;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Job definitions for tests, without a file. */
public final class JobDefinitions {

    private String name = "job";
    private final String table;
    private @Nullable SqlText where;
    private Completion completion = Completion.PREDICATE;
    private Work work = new Work.DeleteRows();
    private Map<Identifier, SqlText> onWaive = Map.of();
    private Limits limits = Limits.DEFAULTS;
    private @Nullable Duration undo;
    private @Nullable Touch touch;
    private @Nullable Identifier via;
    private boolean readsOtherTables;
    private long canary;

    private JobDefinitions(String table) {
        this.table = table;
    }

    public static JobDefinitions on(String table) {
        return new JobDefinitions(table);
    }

    public JobDefinitions named(String other) {
        this.name = other;
        return this;
    }

    public JobDefinitions where(String predicate) {
        this.where = SqlText.of(predicate);
        return this;
    }

    public JobDefinitions once() {
        this.completion = Completion.ONCE;
        return this;
    }

    public JobDefinitions fixpoint() {
        this.completion = Completion.FIXPOINT;
        return this;
    }

    public JobDefinitions set(String column, String expression) {
        Map<Identifier, SqlText> columns = new LinkedHashMap<>();
        if (work instanceof Work.SetColumns set) {
            columns.putAll(set.columns());
        }
        columns.put(new Identifier(column), SqlText.of(expression));
        this.work = new Work.SetColumns(columns);
        return this;
    }

    public JobDefinitions transform(String column, String transform, Map<String, Object> arguments) {
        this.work = new Work.TransformColumns(Map.of(new Identifier(column), new TransformCall(transform, arguments)));
        return this;
    }

    public JobDefinitions work(Work other) {
        this.work = other;
        return this;
    }

    public JobDefinitions onWaive(String column, String expression) {
        this.onWaive = Map.of(new Identifier(column), SqlText.of(expression));
        return this;
    }

    public JobDefinitions limits(Limits other) {
        this.limits = other;
        return this;
    }

    public JobDefinitions undo() {
        this.undo = Duration.ofDays(1);
        return this;
    }

    public JobDefinitions touch(Touch other) {
        this.touch = other;
        return this;
    }

    public JobDefinitions via(String index) {
        this.via = new Identifier(index);
        return this;
    }

    public JobDefinitions readsOtherTables() {
        this.readsOtherTables = true;
        return this;
    }

    public JobDefinitions canary(long rows) {
        this.canary = rows;
        return this;
    }

    public JobDefinition definition() {
        return new JobDefinition(
                name,
                null,
                null,
                "target",
                TableName.of(table),
                where,
                completion,
                work,
                onWaive,
                limits,
                touch,
                via,
                undo,
                List.of(),
                false,
                readsOtherTables,
                null,
                List.of(),
                canary,
                Mask.NONE,
                "job: " + name,
                "hash-of-" + name);
    }
}
