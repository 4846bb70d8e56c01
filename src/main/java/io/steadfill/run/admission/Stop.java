package io.steadfill.run.admission;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word that holds every run of a job, on a table, in a database, or all of them, whoever works it, and lets none begin.
 *
 * @param job null but for {@link Scope#JOB}
 * @param database null but for {@link Scope#DATABASE} and {@link Scope#TABLE}
 * @param table as job files name it; null but for {@link Scope#TABLE}
 * @param expires null for one that somebody must lift
 */
public record Stop(
        String id,
        Scope scope,
        @Nullable String job,
        @Nullable String database,
        @Nullable String table,
        String by,
        String why,
        Instant since,
        @Nullable Instant expires) {

    /** How much is stopped. */
    public enum Scope {
        JOB,
        TABLE,
        DATABASE,
        EVERYTHING;

        /** The word in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a stop is to cover, before it is one; its parts are null as in {@link Stop}. */
    public record Reach(
            Scope scope,
            @Nullable String job,
            @Nullable String database,
            @Nullable String table) {

        public static Reach job(String job) {
            return new Reach(Scope.JOB, job, null, null);
        }

        public static Reach database(String database) {
            return new Reach(Scope.DATABASE, null, database, null);
        }

        public static Reach table(String database, String table) {
            return new Reach(Scope.TABLE, null, database, table);
        }

        public static Reach everything() {
            return new Reach(Scope.EVERYTHING, null, null, null);
        }
    }

    /** Whether a run of this job on this table is meant. A table's schema counts only where both name one. */
    public boolean covers(String ofJob, String inDatabase, String onTable) {
        return switch (scope) {
            case EVERYTHING -> true;
            case JOB -> ofJob.equals(job);
            case DATABASE -> inDatabase.equals(database);
            case TABLE -> inDatabase.equals(database) && isSameTable(onTable, String.valueOf(table));
        };
    }

    private static boolean isSameTable(String one, String other) {
        boolean bothNameASchema = one.contains(".") && other.contains(".");
        return bothNameASchema ? one.equals(other) : bare(one).equals(bare(other));
    }

    private static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** What is stopped, in words. */
    public String what() {
        return switch (scope) {
            case EVERYTHING -> "everything";
            case JOB -> "job '" + job + "'";
            case DATABASE -> "database '" + database + "'";
            case TABLE -> "table " + table + " in '" + database + "'";
        };
    }
}
