package io.steadfill.engine;

/** The gate no longer says go; what the run becomes is the gate's word. */
final class StoppedException extends RuntimeException {

    StoppedException() {
        super("stopped between two reads");
    }
}
