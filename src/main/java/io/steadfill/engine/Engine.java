package io.steadfill.engine;

/** Works on runs. One call carries a run from wherever the target says it is to its end or to a stop; it blocks. */
public interface Engine {

    /** @throws io.steadfill.problem.ProblemException when the run may not even begin; nothing was changed then */
    RunEnd execute(RunOrder order);

    /**
     * Puts back what the run changed, from its before-images, or goes on with that.
     *
     * @throws io.steadfill.problem.ProblemException when it may not even begin; nothing was changed then
     */
    RunEnd undo(RunOrder order);
}
