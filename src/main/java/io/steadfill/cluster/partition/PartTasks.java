package io.steadfill.cluster.partition;

import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.cluster.task.TaskQueue;
import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.problem.Problem;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks for partitions as rows, and how partitions ended that did not end well. */
final class PartTasks {

    static final TaskQueue.Kind KIND = new TaskQueue.Kind("steadfill_control_part_task", "partition");

    /** When a task is due whose turn has not come; MySQL's timestamps end soon after. */
    static final Instant NOT_YET = Instant.parse("2037-01-01T00:00:00Z");

    private static final Instant HORIZON = Instant.parse("2036-01-01T00:00:00Z");

    /**
     * What the coordinator sees at one look.
     *
     * @param left tasks that still exist
     * @param due those whose turn has come, or that are being worked
     * @param bad partitions that ended badly
     * @param nodes that live and work partitions
     * @param ours whether the lease is still the caller's
     */
    record Look(int left, int due, int bad, int nodes, boolean ours) {}

    private final Control control;
    private final Duration deadAfter;

    PartTasks(Control control, Duration deadAfter) {
        this.control = control;
        this.deadAfter = deadAfter;
    }

    /** One statement. */
    Look look(String runId, long execution, long leaseVersion) {
        return control.leases()
                .sql("""
                select (select count(*) from steadfill_control_part_task
                        where task_name = 'partition' and task_instance >= :from and task_instance < :to) as tasks_left,
                    (select count(*) from steadfill_control_part_task
                        where task_name = 'partition' and task_instance >= :from and task_instance < :to
                        and execution_time < :horizon) as tasks_due,
                    (select count(*) from steadfill_control_part_end
                        where run_id = :run and execution = :execution) as bad,
                    (select count(*) from steadfill_control_node
                        where threads > 0 and heartbeat_at > current_timestamp(6) - %s) as nodes,
                    (select count(*) from steadfill_control_run
                        where run_id = :run and owner is not null and lease_version = :version) as ours
                """.formatted(Sql.interval(deadAfter)))
                .param("from", runId + "/" + execution + "/")
                .param("to", runId + "/" + execution + "0")
                .param("horizon", utc(HORIZON))
                .param("run", runId)
                .param("execution", execution)
                .param("version", leaseVersion)
                .query((row, n) -> new Look(
                        row.getInt("tasks_left"),
                        row.getInt("tasks_due"),
                        row.getInt("bad"),
                        row.getInt("nodes"),
                        row.getInt("ours") == 1))
                .single();
    }

    /** Deletes a run's tasks, picked or not, and what is known of their ends. */
    void revoke(String runId) {
        control.client()
                .sql("delete from steadfill_control_part_task"
                        + " where task_name = 'partition' and task_instance >= :from and task_instance < :to")
                .param("from", runId + "/")
                .param("to", runId + "0")
                .update();
        control.client()
                .sql("delete from steadfill_control_part_end where run_id = :run")
                .param("run", runId)
                .update();
    }

    /** Deletes those tasks of a run that nobody works. */
    void withdraw(String runId) {
        control.client()
                .sql("delete from steadfill_control_part_task"
                        + " where task_name = 'partition' and task_instance >= :from and task_instance < :to"
                        + " and picked = :picked")
                .param("from", runId + "/")
                .param("to", runId + "0")
                .param("picked", false)
                .update();
    }

    /** Makes at most so many more tasks of an execution due; returns how many. */
    int release(String runId, long execution, int count, Instant now) {
        List<String> next = control.client()
                .sql("select task_instance from steadfill_control_part_task"
                        + " where task_name = 'partition' and task_instance >= :from and task_instance < :to"
                        + " and picked = :picked and execution_time > :horizon order by task_instance limit "
                        + Math.max(1, count))
                .param("from", runId + "/" + execution + "/")
                .param("to", runId + "/" + execution + "0")
                .param("picked", false)
                .param("horizon", utc(HORIZON))
                .query(String.class)
                .list();
        int released = 0;
        for (String instance : next) {
            // Two that release at once find the same row; the second changes nothing, and the coordinator makes up for
            // it.
            released += control.client()
                    .sql(
                            "update steadfill_control_part_task set execution_time = :now"
                                    + " where task_name = 'partition' and task_instance = :instance and execution_time > :horizon")
                    .param("now", utc(now))
                    .param("instance", instance)
                    .param("horizon", utc(HORIZON))
                    .update();
        }
        return released;
    }

    /** Whether some partition waits for a thread. */
    boolean isAnyDue(Instant now) {
        return control.leases()
                .sql("select task_instance from steadfill_control_part_task where picked = :picked"
                        + " and execution_time <= :now limit 1")
                .param("picked", false)
                .param("now", utc(now))
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Tells the coordinator how a partition ended; a second word on the same is none. */
    void ended(PartId id, PartitionEnd end, String node) {
        Problem problem = end.problem();
        control.client()
                .sql("""
                insert into steadfill_control_part_end (run_id, execution, sweep, number, how, problem, says, node)
                select :run, :execution, :sweep, :number, :how, :problem, :says, :node from (select 1 as one) only_one
                where not exists (select * from steadfill_control_part_end where run_id = :run
                    and execution = :execution and sweep = :sweep and number = :number)
                """)
                .param("run", id.runId())
                .param("execution", id.execution())
                .param("sweep", id.sweep())
                .param("number", id.number())
                .param("how", end.how().name())
                .param("problem", problem == null ? null : problem.name())
                .param("says", end.says())
                .param("node", node)
                .update();
    }

    /** The gravest end that was told; DONE where none was. */
    PartitionEnd gravest(String runId, long execution) {
        return control
                .client()
                .sql("select how, problem, says from steadfill_control_part_end"
                        + " where run_id = :run and execution = :execution order by at, sweep, number")
                .param("run", runId)
                .param("execution", execution)
                .query((row, n) -> new PartitionEnd(
                        PartitionEnd.How.valueOf(row.getString("how")),
                        problem(row.getString("problem")),
                        row.getString("says")))
                // Not the query's own stream: that one keeps its connection until somebody closes it.
                .list()
                .stream()
                .reduce(PartitionEnd.DONE, PartitionEnd::graver);
    }

    private static @Nullable Problem problem(@Nullable String name) {
        return name == null ? null : Problem.valueOf(name);
    }

    private Object utc(Instant time) {
        return switch (control.database().dialect().vendor()) {
            case POSTGRESQL -> OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
            case MYSQL, MARIADB -> Timestamp.from(time);
        };
    }
}
