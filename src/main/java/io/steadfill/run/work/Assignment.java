package io.steadfill.run.work;

import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.definition.Limits;
import io.steadfill.engine.RunOrder;
import io.steadfill.run.admission.Closing;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.TuningStore;
import io.steadfill.run.story.ComputedBy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * A run whose partitions this node works, for one of its job executions: what operators say about it, and what the node tells about it. While
 * the control database is away the last word holds.
 */
public final class Assignment implements Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final Control control;
    private final TuningStore tunings;
    private final ComputedBy computedBy;
    private final RunRow row;
    private final long execution;
    private final Control.Identity identity;
    private final Limits pinned;
    private final Journal journal;
    private final Closing closing;
    private volatile Word said = Word.GO;
    private volatile Limits limits;
    private volatile boolean current = true;
    private volatile boolean stopping;

    Assignment(
            Control control,
            TuningStore tunings,
            ComputedBy computedBy,
            RunRow row,
            long execution,
            Control.Identity identity,
            Limits pinned,
            Journal journal,
            Closing closing) {
        this.control = control;
        this.tunings = tunings;
        this.computedBy = computedBy;
        this.row = row;
        this.execution = execution;
        this.identity = identity;
        this.pinned = pinned;
        this.limits = pinned;
        this.journal = journal;
        this.closing = closing;
    }

    @Override
    public Word word() {
        if (stopping || !current) {
            return Word.STOP;
        }
        Duration slowest = journal.slowestChunk();
        Duration chunk = slowest.compareTo(limits.chunkTime()) > 0 ? slowest : limits.chunkTime();
        return said == Word.GO && closing.isWithin(chunk.multipliedBy(2)) ? Word.PAUSE : said;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    public String runId() {
        return row.runId();
    }

    /** The job execution. */
    public long execution() {
        return execution;
    }

    /** Whether the run is still at this execution. */
    public boolean isCurrent() {
        return current;
    }

    /** This node is going down. */
    public void stop() {
        stopping = true;
    }

    /** The run as pinned at its launch, to be worked under this gate. */
    public RunOrder order(ChunkListener listener) {
        var parameters = row.typed();
        return new RunOrder(
                row.runId(),
                row.definition(),
                parameters.values(),
                parameters.identityText(),
                parameters.started().toInstant(),
                row.attempt(),
                identity.id(),
                row.leaseVersion(),
                pinned.workers(),
                this,
                listener);
    }

    /** Counts what this node does for {@link #tell}. */
    public ChunkListener journal() {
        return journal;
    }

    /** Asks now what operators say, and whether the run is still at this execution. */
    public void hear() {
        closing.look();
        Limits tuned = tunings.applyTo(row.runId(), pinned);
        record Heard(Word word, boolean current) {}
        Heard heard = control.leases()
                .sql("""
                select r.word, r.execution, (select count(*) from steadfill_control_hold h where h.run_id = r.run_id
                    and (h.expires_at is null or h.expires_at > current_timestamp(6))) as holds
                from steadfill_control_run r where r.run_id = :run
                """)
                .param("run", row.runId())
                .query((found, n) -> {
                    Word word = Word.valueOf(found.getString("word"));
                    return new Heard(
                            word == Word.GO && found.getLong("holds") > 0 ? Word.PAUSE : word,
                            found.getLong("execution") == execution);
                })
                .optional()
                .orElseGet(() -> new Heard(Word.STOP, false));
        said = heard.word();
        limits = tuned;
        if (!heard.current()) {
            current = false;
        }
    }

    /** Tells how far this node came. */
    public void tell(String node) {
        String text = journal.text();
        int rows = control.leases()
                .sql("""
                update steadfill_control_run_node
                set execution = :execution, progress = :progress, told_at = current_timestamp(6)
                where run_id = :run and node = :node and execution <= :execution
                """)
                .param("execution", execution)
                .param("progress", text)
                .param("run", row.runId())
                .param("node", node)
                .update();
        if (rows == 0 && current) {
            computedBy.note(row.runId(), row.definition());
            add(node, text);
        }
    }

    private void add(String node, String text) {
        try {
            control.leases()
                    .sql("""
                    insert into steadfill_control_run_node (run_id, node, execution, progress)
                    values (:run, :node, :execution, :progress)
                    """)
                    .param("execution", execution)
                    .param("progress", text)
                    .param("run", row.runId())
                    .param("node", node)
                    .update();
        } catch (DuplicateKeyException e) {
            // Another thread of this node told for the first time in the same moment.
            LOG.debug("node {} has told of run {} already", node, row.runId(), e);
        }
    }
}
