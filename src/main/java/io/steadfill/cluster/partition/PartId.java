package io.steadfill.cluster.partition;

/** Which partition a task is for: a run, one of its job executions, a sweep, a number. All of it is the task's name, so that a task needs no data. */
record PartId(String runId, long execution, int sweep, int number) {

    static PartId of(String text) {
        String[] parts = text.split("/", -1);
        return new PartId(parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
    }

    @Override
    public String toString() {
        return runId + "/" + execution + "/" + sweep + "/" + number;
    }
}
