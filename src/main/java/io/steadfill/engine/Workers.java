package io.steadfill.engine;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.PartitionEnd;
import java.util.List;

/** Where partitions are worked: on threads of this process, or on the nodes of a cluster. */
interface Workers {

    /**
     * Has the partitions worked, and waits.
     *
     * @param everySecond called about once a second while the work goes on
     * @return the gravest of the partitions' ends
     */
    PartitionEnd work(Backfill run, List<Partition> partitions, int threads, Runnable everySecond);
}
