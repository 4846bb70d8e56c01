package io.steadfill.engine.execution;

/** The gate no longer says go; what the run becomes is the gate's word. */
public final class StoppedException extends RuntimeException {

    StoppedException() {
        super("stopped between two reads");
    }
}
