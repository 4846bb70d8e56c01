package io.steadfill.transform;

import io.steadfill.definition.TransformCall;
import java.nio.file.Path;

/**
 * A named kind of row transform. Steadfill's own and a user's are found alike, as beans of this type; one that is not a bean does not exist.
 */
public interface Transform {

    /** The name in job files, in kebab-case. */
    String name();

    /** The version of what computes, such as a library's; stored with each run. */
    String version();

    /**
     * Makes the function that a job's call means.
     *
     * @throws io.steadfill.problem.ProblemException for unknown, missing or wrong arguments, naming the nearest valid one
     */
    ColumnFunction bind(TransformCall call);

    /** The same for a transform that reads files beside the job's own, which are in {@code folder}. */
    default ColumnFunction bind(TransformCall call, Path folder) {
        return bind(call);
    }
}
