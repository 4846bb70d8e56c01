package io.steadfill.run.status;

/**
 * How far a run is, as its target says: sums over its partitions, of the first walk and of the sweeps.
 *
 * @param total partitions of the sweep that is being worked
 * @param done those of them that are finished
 * @param sweep 0 for the first walk
 * @param estimate rows of the table as the server guesses; -1 where it does not
 * @param walked rows stepped over in the first walk
 * @param toPutBack rows whose old value an undo still has to look at; 0 when the run is not being undone
 */
public record Partitions(
        int total,
        int done,
        int sweep,
        long estimate,
        long walked,
        long changed,
        long quarantined,
        long lost,
        long locked,
        long toPutBack) {}
