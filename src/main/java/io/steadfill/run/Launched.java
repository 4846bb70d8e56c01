package io.steadfill.run;

/**
 * The answer to a launch.
 *
 * @param fresh false when it goes on with an unfinished run
 * @param waits whether it waits for a second person, so that nobody can work it yet
 * @param says one sentence for the operator
 */
public record Launched(String runId, boolean fresh, boolean waits, String says) {}
