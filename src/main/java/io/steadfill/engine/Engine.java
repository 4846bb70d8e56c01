package io.steadfill.engine;

/** Works on runs. One call carries a run from wherever the target says it is to its end or to a stop; it blocks. */
public interface Engine {

    /** @throws io.steadfill.problem.ProblemException when the run may not even begin; nothing was changed then */
    RunEnd execute(RunOrder order);
}
