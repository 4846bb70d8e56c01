package io.steadfill.definition;

/** How a job knows that a row needs it no more. */
public enum Completion {
    /** The to-do predicate: no row matches it any more. */
    PREDICATE,
    /** Not idempotent: each row that existed at the start gets it one time; the coverage of the key space is the proof. */
    ONCE,
    /** A transform in place: a row is done when computing it again changes nothing. */
    FIXPOINT
}
