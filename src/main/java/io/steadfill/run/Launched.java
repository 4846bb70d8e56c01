package io.steadfill.run;

/**
 * The answer to a launch.
 *
 * @param fresh false when it goes on with an unfinished run
 * @param says one sentence for the operator
 */
public record Launched(String runId, boolean fresh, String says) {}
