package io.steadfill.chunk;

/** What operators say about a run, read between chunks; answers from memory, at most a second old. */
public interface Gate {

    /** What the run is to do now. */
    enum Word {
        GO,
        /** A hold exists: finish the chunk in flight and end as paused. */
        PAUSE,
        /** End for good. */
        CANCEL,
        /** This process is going down: end as interrupted, somebody else goes on. */
        STOP
    }

    Word word();

    /** The limits that hold now; an operator may have tuned them. */
    io.steadfill.definition.Limits limits();
}
