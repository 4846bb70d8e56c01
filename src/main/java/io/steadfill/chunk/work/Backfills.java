package io.steadfill.chunk.work;

import io.steadfill.checkpoint.BeforeImages;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.definition.Completion;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.definition.sql.Expression;
import io.steadfill.problem.Problem;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Transforms;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a job's condition and work for one table, with the parameters bound; refuses what the table cannot bear. */
public final class Backfills {

    private final JobDefinition definition;
    private final Table table;
    private final Dialect dialect;
    private final Transforms transforms;
    private final @Nullable Table into;
    private final Map<String, @Nullable Object> parameters;

    /** For work that moves or copies no rows, or whose other table is looked at elsewhere. */
    public Backfills(
            JobDefinition definition,
            Table table,
            Dialect dialect,
            Transforms transforms,
            Map<String, Object> parameters,
            Instant started) {
        this(definition, table, null, dialect, transforms, parameters, started);
    }

    /** @param into the table that rows are moved or copied into; null where the work has none */
    public Backfills(
            JobDefinition definition,
            Table table,
            @Nullable Table into,
            Dialect dialect,
            Transforms transforms,
            Map<String, Object> parameters,
            Instant started) {
        this.definition = definition;
        this.table = table;
        this.into = into;
        this.dialect = dialect;
        this.transforms = transforms;
        this.parameters = new LinkedHashMap<>(parameters);
        this.parameters.put("started", OffsetDateTime.ofInstant(started, ZoneOffset.UTC));
    }

    /** The to-do predicate with its parameters; always true where the job takes every row. */
    public Fragment condition() {
        SqlText where = definition.where();
        return where == null ? Fragment.of("1 = 1") : bind(where);
    }

    /** The remedy of a waiver, column to expression. */
    public Map<Identifier, Fragment> remedy() {
        return bindAll(definition.onWaive());
    }

    /** The columns that the job sets, with what they are set to; empty for work that sets none by SQL. */
    public Map<Identifier, Fragment> assignments() {
        if (!(definition.work() instanceof Work.SetColumns set)) {
            return Map.of();
        }
        Map<Identifier, Fragment> assignments = new LinkedHashMap<>(bindAll(set.columns()));
        touched().forEach(assignments::putIfAbsent);
        return assignments;
    }

    /** The functions of a transform job, a column each; empty for other work. */
    public Map<Identifier, ColumnFunction> functions() {
        return definition.work() instanceof Work.TransformColumns transform
                ? transforms.bind(transform.columns())
                : Map.of();
    }

    /** The columns that predicate, change and remedy read: what a waiver's hash is of. */
    public List<Identifier> columnsRead() {
        Set<Identifier> read = new LinkedHashSet<>();
        List<String> texts = new ArrayList<>();
        texts.add(condition().sql());
        assignments().values().forEach(value -> texts.add(value.sql()));
        remedy().forEach((column, value) -> {
            read.add(column);
            texts.add(value.sql());
        });
        functions().values().forEach(function -> read.addAll(function.reads()));
        for (Column column : table.columns()) {
            if (texts.stream()
                    .anyMatch(text -> Expression.of(text, dialect.vendor()).mentions(column.name()))) {
                read.add(column.name());
            }
        }
        return List.copyOf(read);
    }

    /** Refuses what the table cannot bear, before anything is written. */
    public void check() {
        work(dialect.chunks(table), new BeforeImages(dialect));
    }

    public RowWork work(ChunkSql sql, BeforeImages store) {
        Work work = definition.work();
        Fragment condition = condition();
        if (work instanceof Work.SetColumns) {
            Map<Identifier, Fragment> assignments = assignments();
            assignments.keySet().forEach(this::writable);
            return new SetWork(
                    sql,
                    condition,
                    assignments,
                    definition.readsOtherTables() || (isOnce() && locks() != Locking.WAIT),
                    locks(),
                    images(sql, store, assignments.keySet()));
        }
        if (work instanceof Work.TransformColumns transform) {
            return transformWork(sql, store, transform, condition);
        }
        if (work instanceof Work.CopyRows copy) {
            return new CopyWork(sql, condition, copy.into(), copied(), locks());
        }
        Work.@Nullable ArchiveRows archive = work instanceof Work.ArchiveRows rows ? rows : null;
        return new DeleteWork(
                sql,
                condition,
                archive == null ? null : archive.into(),
                archive == null ? Map.of() : moved(),
                definition.readsOtherTables(),
                locks(),
                images(sql, store, stored()));
    }

    private RowWork transformWork(
            ChunkSql sql, BeforeImages store, Work.TransformColumns transform, Fragment condition) {
        transform.columns().keySet().forEach(this::writable);
        Map<Identifier, ColumnFunction> functions = functions();
        Computation.requireTexts(table, transform, functions);
        Map<Identifier, Fragment> touched = touched();
        List<Identifier> changed = new ArrayList<>(transform.columns().keySet());
        changed.addAll(touched.keySet());
        Images images = images(sql, store, changed);
        Computation computation =
                new Computation(functions, images.columns(), definition.completion() == Completion.FIXPOINT);
        // A before-image must be of the very version that is overwritten, and work that no sweep follows must not lose
        // a row: both read under the lock.
        boolean locksRows = images.isKept() || !definition.empties();
        Locking reading = locksRows ? locks() : dialect.transformReads();
        return new TransformWork(sql, condition, computation, touched, definition.empties(), reading, images);
    }

    private boolean isOnce() {
        return definition.completion() == Completion.ONCE;
    }

    /** A row that a once job, a fixpoint job or a copy passed over would be found by no sweep. */
    private Locking locks() {
        return dialect.walkLocks(definition.empties());
    }

    private Images images(ChunkSql sql, BeforeImages store, Collection<Identifier> columns) {
        return new Images(sql, store, definition.undoKeep() == null ? List.of() : List.copyOf(columns));
    }

    private List<Identifier> stored() {
        return table.columns().stream()
                .filter(c -> !c.generated())
                .map(Column::name)
                .toList();
    }

    /** Every column moves under its own name: one that the archive lacks would be lost, and so would what a narrower one rounds away. */
    private Map<Identifier, Fragment> moved() {
        Map<Identifier, Fragment> columns = new LinkedHashMap<>();
        for (Identifier name : stored()) {
            if (into != null) {
                requireKept(into.name(), into.require(name), table.require(name));
            }
            columns.put(name, own(name));
        }
        return columns;
    }

    private void requireKept(TableName archive, Column there, Column here) {
        if (!there.keeps(here)) {
            throw Problem.COLUMN_UNSUPPORTED
                    .with("column", here.name().name())
                    .says("column '" + here.name() + "' is " + here.type() + " in " + table.name() + " and "
                            + there.type() + " in " + archive
                            + ", which may round or cut its values: give it the same type there");
        }
    }

    private void requireUnrounded(TableName copy, Column there, Column here) {
        if (there.rounds(here)) {
            throw Problem.COLUMN_UNSUPPORTED
                    .with("column", here.name().name())
                    .says("column '" + here.name() + "' is " + here.type() + " in " + table.name() + " and "
                            + there.type() + " in " + copy
                            + ", which rounds its values: say under 'set' what is to become of them");
        }
    }

    /** The columns of a copy: those that both tables have by name, and those that the job sets. */
    public Map<Identifier, Fragment> copied() {
        Map<Identifier, Fragment> columns = new LinkedHashMap<>();
        Set<Identifier> said =
                definition.work() instanceof Work.CopyRows copy ? copy.columns().keySet() : Set.of();
        for (Identifier name : stored()) {
            if (into == null || into.column(name).filter(c -> !c.generated()).isPresent()) {
                if (into != null && !said.contains(name)) {
                    requireUnrounded(into.name(), into.require(name), table.require(name));
                }
                columns.put(name, own(name));
            }
        }
        if (definition.work() instanceof Work.CopyRows copy) {
            copy.columns().keySet().forEach(name -> {
                if (into != null) {
                    into.require(name);
                }
            });
            columns.putAll(bindAll(copy.columns()));
        }
        return columns;
    }

    private Fragment own(Identifier column) {
        return Fragment.of(dialect.quote(table.name().table()) + "." + dialect.quote(column));
    }

    private Map<Identifier, Fragment> touched() {
        return new Touching(definition, table, dialect, Objects.requireNonNull(parameters.get("started")))
                .assignments();
    }

    private void writable(Identifier name) {
        Column column = table.require(name);
        if (column.generated()) {
            throw Problem.COLUMN_UNSUPPORTED
                    .with("column", name.name())
                    .says("column '" + name + "' of " + table.name()
                            + " is generated: change the columns it is made of");
        }
        if (column.numbered()) {
            throw Problem.COLUMN_UNSUPPORTED
                    .with("column", name.name())
                    .says("column '" + name + "' of " + table.name()
                            + " is 'generated always as identity': the server lets nobody change its values");
        }
        if (table.keyset().names().contains(name.name())) {
            throw Problem.COLUMN_UNSUPPORTED
                    .with("column", name.name())
                    .says("column '" + name
                            + "' is part of the key that the job walks by; a walk cannot move its own rows");
        }
    }

    private Map<Identifier, Fragment> bindAll(Map<Identifier, SqlText> texts) {
        Map<Identifier, Fragment> bound = new LinkedHashMap<>();
        texts.forEach((column, text) -> bound.put(column, bind(text)));
        return bound;
    }

    private Fragment bind(SqlText text) {
        return new Fragment(text.on(dialect.vendor()), parameters);
    }
}
