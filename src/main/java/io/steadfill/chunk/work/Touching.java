package io.steadfill.chunk.work;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Touch;
import io.steadfill.definition.Work;
import io.steadfill.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a job does to the columns that other systems watch. */
record Touching(JobDefinition definition, Table table, Dialect dialect, Object started) {

    /** Columns that other systems watch, and what this job does to them. */
    Map<Identifier, Fragment> assignments() {
        Map<Identifier, Fragment> touched = new LinkedHashMap<>();
        Touch touch = definition.touch();
        for (Identifier name : table.watched()) {
            if (isWorkedOn(name)) {
                continue;
            }
            if (touch == null) {
                throw Problem.TOUCH_REQUIRED
                        .with("column", name.name())
                        .says("other systems seem to watch column '" + name + "' of " + table.name()
                                + ": write 'touch: keep' to leave it, or 'touch: bump' so that a stale save fails");
            }
            touched.put(
                    name,
                    switch (touch) {
                        case KEEP -> keep(name);
                        case BUMP -> bump(table.require(name));
                    });
        }
        return touched;
    }

    private boolean isWorkedOn(Identifier column) {
        Work work = definition.work();
        return work instanceof Work.SetColumns set
                ? set.columns().containsKey(column)
                : work instanceof Work.TransformColumns transform
                        && transform.columns().containsKey(column);
    }

    private Fragment keep(Identifier column) {
        table.triggers().stream()
                .filter(trigger -> trigger.events().contains("UPDATE"))
                .filter(trigger -> trigger.body()
                        .toLowerCase(Locale.ROOT)
                        .contains(column.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(trigger -> {
                    throw Problem.COLUMN_UNSUPPORTED
                            .with("column", column.name())
                            .with("trigger", trigger.name())
                            .says("'touch: keep' cannot keep column '" + column + "': trigger " + trigger.name()
                                    + " writes it at each update; write 'touch: bump'");
                });
        return own(column);
    }

    private Fragment bump(Column column) {
        return switch (column.category()) {
            case INTEGER, UNSIGNED, DECIMAL -> Fragment.of(own(column.name()).sql() + " + 1");
            case TIMESTAMP, DATE -> new Fragment(":started", Map.of("started", started));
            case FLOAT, TEXT, BINARY, UUID, TIME, BOOLEAN, JSON, OTHER ->
                throw Problem.COLUMN_UNSUPPORTED
                        .with("column", column.name().name())
                        .says("'touch: bump' knows no next value for column '" + column.name() + "' of type "
                                + column.type() + "; write 'touch: keep', or set it yourself");
        };
    }

    private Fragment own(Identifier column) {
        return Fragment.of(dialect.quote(table.name().table()) + "." + dialect.quote(column));
    }
}
