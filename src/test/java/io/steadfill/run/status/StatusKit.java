package io.steadfill.run.status;

import io.steadfill.database.connection.Databases;

/** What is read of runs as the product wires it, for tests of rooms above. */
public final class StatusKit {

    private StatusKit() {}

    public static PartitionReader partitions(Databases databases) {
        return new PartitionReader(databases);
    }
}
