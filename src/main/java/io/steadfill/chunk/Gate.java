package io.steadfill.chunk;

import io.steadfill.definition.Limits;

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

    /** Rows that a run may walk before it holds for a person; 0 where nobody wants to look. */
    default long canary() {
        return 0;
    }

    /** The limits that hold now; an operator may have tuned them. */
    Limits limits();
}
