package io.steadfill.access;

/** Who sent the request that this thread answers. */
public interface CurrentOperator {

    /** @throws io.steadfill.problem.ProblemException NOT_SIGNED_IN when nobody is known to have sent it */
    Operator get();
}
