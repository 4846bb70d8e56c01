package io.steadfill.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job does to each row; one kind a job. */
public sealed interface Work {

    /** The word in the job file. */
    String word();

    /** Columns set to SQL expressions. */
    record SetColumns(Map<Identifier, SqlText> columns) implements Work {
        public SetColumns {
            columns = ordered(columns);
        }

        @Override
        public String word() {
            return "set";
        }
    }

    /** Columns computed in Java, each by one named transform. */
    record TransformColumns(Map<Identifier, TransformCall> columns) implements Work {
        public TransformColumns {
            columns = ordered(columns);
        }

        @Override
        public String word() {
            return "transform";
        }
    }

    /** Rows deleted. */
    record DeleteRows() implements Work {
        @Override
        public String word() {
            return "delete";
        }
    }

    /** Rows moved into another table of the same database, in one transaction. */
    record ArchiveRows(TableName into) implements Work {
        @Override
        public String word() {
            return "archive";
        }
    }

    /** Rows copied into another table of the same database; {@code columns} maps columns of that table to expressions over the source row. */
    record CopyRows(TableName into, Map<Identifier, SqlText> columns) implements Work {
        public CopyRows {
            columns = ordered(columns);
        }

        @Override
        public String word() {
            return "copy";
        }
    }

    private static <V> Map<Identifier, V> ordered(Map<Identifier, V> columns) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
