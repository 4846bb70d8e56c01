package io.steadfill.run;

/** Has runs worked by somebody, soon: a thread of this process, or any node of a cluster. */
public interface Dispatcher {

    /**
     * Says that a run is due. Called in the control's transaction that made it so: the word counts only if that commits, and saying it again
     * does no harm.
     */
    void dispatch(String runId);
}
