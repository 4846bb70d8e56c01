package io.steadfill.database;

/** A query plan as the server tells it, and whether it goes by the index it should. */
public record PlanSeen(String text, boolean byIndex) {}
