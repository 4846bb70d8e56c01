package io.steadfill.quarantine;

/**
 * How many rows of a run were set aside for one reason.
 *
 * @param rows all of them, settled ones among them
 * @param open those that nobody has settled
 */
public record QuarantineCount(String reason, long rows, long open) {}
