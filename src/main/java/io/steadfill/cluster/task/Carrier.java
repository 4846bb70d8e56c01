package io.steadfill.cluster.task;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;

/**
 * Does what the tasks of a {@link TaskQueue} are for, on this node. What is returned says what becomes of the task: it is done in one
 * transaction, and only if the task is still this node's.
 */
public interface Carrier {

    /** @param version goes up whenever a node picks the task */
    CompletionHandler<Void> carry(String id, long version);

    /** It could not be carried; the cause is in {@code done}. */
    CompletionHandler<Void> failed(ExecutionComplete done);

    /** Hears, in the transaction that gives the task to the others, that a node died with it; false where it is not to be given. */
    default boolean left(String id, String node) {
        return true;
    }
}
