package io.steadfill.database;

/**
 * A statement, the server's plan for it, and whether that goes by the index it should.
 *
 * @param statement the SQL as it is sent, with named parameters
 */
public record PlanSeen(String statement, String text, boolean byIndex) {

    /** Tables with fewer rows may be read whole: no plan is worth refusing. */
    public static final long SMALL_TABLE = 20_000;
}
