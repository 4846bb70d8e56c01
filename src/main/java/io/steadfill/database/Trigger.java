package io.steadfill.database;

import java.util.Set;

/**
 * A trigger of a table.
 *
 * @param events such as INSERT, UPDATE, DELETE
 * @param body its text or its function's, as the server has it
 * @param callsRoutines whether the body calls routines whose effect cannot be seen here
 */
public record Trigger(String name, Set<String> events, String body, boolean callsRoutines) {}
