package io.steadfill.definition.sql;

/**
 * One thing in an SQL expression that is refused.
 *
 * @param start index of what is refused
 * @param text what is refused, as written
 */
record SqlFault(int start, String text, String message, String cure) {}
