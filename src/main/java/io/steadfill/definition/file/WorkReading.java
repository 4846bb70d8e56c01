package io.steadfill.definition.file;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.TransformCall;
import io.steadfill.definition.Work;
import io.steadfill.definition.sql.Names;
import io.steadfill.definition.sql.SqlPieces;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one kind of work that a job file names. */
final class WorkReading {

    /** The words, in the order in which documents list them. */
    static final List<String> WORDS = List.of("set", "transform", "delete", "archive", "copy");

    private final Tree.Mapping root;
    private final SqlPieces sql;
    private final Complaints complaints;

    WorkReading(Tree.Mapping root, SqlPieces sql, Complaints complaints) {
        this.root = root;
        this.sql = sql;
        this.complaints = complaints;
    }

    /** The work, or null after a complaint. All kinds that are there are read, so that all complaints are found. */
    @Nullable
    Work read() {
        List<String> there = WORDS.stream().filter(root::has).toList();
        if (there.isEmpty() && WORDS.stream().noneMatch(complaints::isMeant)) {
            complaints.add(
                    root.place(),
                    "",
                    "the job does no work",
                    "write one of 'set', 'transform', 'delete', 'archive' or 'copy'");
        }
        for (String word : there.subList(Math.min(1, there.size()), there.size())) {
            complaints.add(
                    root.placeOf(word),
                    word,
                    "'" + word + "' beside '" + there.get(0) + "': a job does one kind of work",
                    "leave one out, or make two jobs");
        }
        Work work = null;
        for (String word : there) {
            Work read = work(word);
            work = work == null ? read : work;
        }
        return work;
    }

    private @Nullable Work work(String word) {
        Tree at = root.get(word);
        return switch (word) {
            case "set" -> new Work.SetColumns(sql.columns(at, complaints));
            case "transform" -> new Work.TransformColumns(calls(at));
            case "delete" -> new Work.DeleteRows();
            case "archive" -> into(at).<Work>map(Work.ArchiveRows::new).orElse(null);
            default -> {
                Tree columns = at instanceof Tree.Mapping mapping ? mapping.get("set") : null;
                Map<Identifier, SqlText> texts = sql.columns(columns, complaints);
                yield into(at).<Work>map(table -> new Work.CopyRows(table, texts))
                        .orElse(null);
            }
        };
    }

    private Optional<TableName> into(@Nullable Tree at) {
        Tree into = at instanceof Tree.Mapping mapping ? mapping.get("into") : null;
        if (into instanceof Tree.Scalar scalar && root.get("table") instanceof Tree.Scalar table) {
            if (scalar.text().equals(table.text())) {
                complaints.add(into, "'" + into.path() + "' is the job's own table", "name another table");
            }
        }
        return into instanceof Tree.Scalar scalar ? Names.table(scalar.text()) : Optional.empty();
    }

    private Map<Identifier, TransformCall> calls(@Nullable Tree at) {
        Map<Identifier, TransformCall> calls = new LinkedHashMap<>();
        if (at instanceof Tree.Mapping mapping) {
            mapping.values().forEach((column, value) -> {
                TransformCall call = call(value);
                if (call != null && Names.isValid(column)) {
                    calls.put(new Identifier(column), call);
                }
            });
        }
        return calls;
    }

    private @Nullable TransformCall call(Tree value) {
        if (value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.TEXT) {
            return new TransformCall(scalar.text(), Map.of());
        }
        if (value instanceof Tree.Mapping mapping && mapping.values().size() == 1) {
            Map.Entry<String, Tree> one = mapping.values().entrySet().iterator().next();
            Object arguments = argument(one.getValue());
            if (arguments instanceof Map<?, ?> map) {
                Map<String, Object> named = new LinkedHashMap<>();
                map.forEach((name, argument) -> named.put(String.valueOf(name), argument));
                return new TransformCall(one.getKey(), named);
            }
        }
        return null;
    }

    private Object argument(Tree at) {
        if (at instanceof Tree.Mapping mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            mapping.values().forEach((name, value) -> map.put(name, argument(value)));
            return map;
        }
        if (at instanceof Tree.Listing listing) {
            List<Object> list = new ArrayList<>();
            listing.values().forEach(value -> list.add(argument(value)));
            return list;
        }
        return scalar((Tree.Scalar) at);
    }

    private Object scalar(Tree.Scalar at) {
        if (at.kind() == Tree.Kind.NULL || (at.kind() == Tree.Kind.EMPTY && !complaints.has(at.path()))) {
            complaints.add(at, "'" + at.path() + "' is an argument without a value", "write one, or leave it out");
        }
        return switch (at.kind()) {
            case TEXT, NULL, EMPTY -> at.text();
            case BOOLEAN -> Boolean.valueOf(at.text());
            case DECIMAL -> new BigDecimal(at.text());
            case INTEGER -> at.text().length() <= 18 ? Long.valueOf(at.text()) : (Object) new BigDecimal(at.text());
        };
    }
}
