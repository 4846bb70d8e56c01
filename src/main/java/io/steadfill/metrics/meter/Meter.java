package io.steadfill.metrics.meter;

import java.util.List;
import java.util.Locale;

/** Every meter of ours: its name as Prometheus shows it, its kind and its labels. {@code src/docs/metrics.md} says the rest. */
enum Meter {
    ROWS("steadfill_rows_total", Kind.COUNTER, "Rows by what became of them", "job", "datasource", "outcome"),
    CHUNK_DURATION(
            "steadfill_chunk_duration_seconds",
            Kind.HISTOGRAM,
            "Where the time of committed chunks went",
            "job",
            "datasource",
            "phase"),
    CHUNK_STATEMENTS(
            "steadfill_chunk_statements_seconds",
            Kind.HISTOGRAM,
            "Statement time of committed chunks, which the sizer keeps near the job's chunk-time",
            "job",
            "datasource"),
    CHUNK_SIZE(
            "steadfill_chunk_size_rows", Kind.SUMMARY, "Rows that committed chunks stepped over", "job", "datasource"),
    CHUNK_RETRIES(
            "steadfill_chunk_retries_total",
            Kind.COUNTER,
            "Chunks that failed and were tried again",
            "job",
            "datasource",
            "reason"),
    INDOUBT_COMMITS(
            "steadfill_indoubt_commits_total",
            Kind.COUNTER,
            "Commits whose answer was lost, by what the target then said",
            "job",
            "datasource",
            "resolved"),
    THROTTLE(
            "steadfill_throttle_seconds_total",
            Kind.COUNTER,
            "Time that workers waited",
            "job",
            "datasource",
            "reason"),
    THROTTLED(
            "steadfill_throttled",
            Kind.GAUGE,
            "1 while a signal makes workers of this node wait",
            "job",
            "datasource",
            "reason"),
    FENCED_WRITES(
            "steadfill_fenced_writes_total",
            Kind.COUNTER,
            "Partitions whose worker was refused by a higher fence",
            "job",
            "datasource"),
    LEASE_LOST("steadfill_lease_lost_total", Kind.COUNTER, "Runs whose lease another process took"),
    PROGRESS("steadfill_progress_ratio", Kind.GAUGE, "How far the first walk is, 0 to 1", "job", "datasource"),
    ROWS_REMAINING(
            "steadfill_rows_remaining",
            Kind.GAUGE,
            "Rows the first walk has still to step over, as the server guesses",
            "job",
            "datasource"),
    ETA("steadfill_eta_seconds", Kind.GAUGE, "Until the first walk ends, at the present pace", "job", "datasource"),
    CHECKPOINT_AGE(
            "steadfill_checkpoint_age_seconds",
            Kind.GAUGE,
            "Since a checkpoint of a running run last moved",
            "job",
            "datasource"),
    ACTIVE_RUNS(
            "steadfill_active_runs",
            Kind.GAUGE,
            "Runs that are not over, or that wait for a person",
            "job",
            "datasource",
            "state"),
    RUN_INFO("steadfill_run_info", Kind.GAUGE, "1 for each active run", "job", "run_id", "definition_hash"),
    QUARANTINE_OPEN(
            "steadfill_quarantine_open_rows",
            Kind.GAUGE,
            "Rows in quarantine that nobody has settled",
            "job",
            "datasource"),
    LAST_SUCCESS("steadfill_last_success_timestamp_seconds", Kind.GAUGE, "When the job was last completed", "job"),
    VERIFY_MISMATCHED(
            "steadfill_verify_mismatched_rows",
            Kind.GAUGE,
            "Rows that the node's last proof found left to do or different",
            "job"),
    VERIFIED("steadfill_verify_timestamp_seconds", Kind.GAUGE, "When the node last proved the job", "job"),
    SCHEDULE_OWED(
            "steadfill_schedule_owed_timestamp_seconds",
            Kind.GAUGE,
            "When the last date but one of a schedule was due",
            "job"),
    SCHEDULE_CLOSES(
            "steadfill_schedule_closes_timestamp_seconds",
            Kind.GAUGE,
            "When the open hours end that a schedule is in now",
            "job"),
    SCHEDULE_MISSED(
            "steadfill_schedule_missed_total",
            Kind.COUNTER,
            "Dates whose time was over before they could be launched",
            "schedule"),
    REPLICA_LAG(
            "steadfill_replica_lag_seconds",
            Kind.GAUGE,
            "Greatest lag of a replica, while a run is worked",
            "datasource"),
    TAKEOVERS(
            "steadfill_takeovers_total", Kind.COUNTER, "Runs that this node took up from an owner that was found dead"),
    NODES("steadfill_nodes", Kind.GAUGE, "Nodes of a day that were not seen off, by whether they live", "state"),
    NODE_HEARTBEAT_AGE(
            "steadfill_node_heartbeat_age_seconds", Kind.GAUGE, "Greatest time since a live node last said so"),
    NODE_DECLINED(
            "steadfill_node_declined_total",
            Kind.COUNTER,
            "Times that this node found others dead and did not believe it, since its own clock had a gap"),
    METADATA_ROWS("steadfill_metadata_rows", Kind.GAUGE, "Rows in the control database, by table", "table"),
    CONTROL_UP("steadfill_control_up", Kind.GAUGE, "1 while the control database answers"),
    BUILD_INFO("steadfill_build_info", Kind.GAUGE, "1, with what runs here", "version", "java");

    /** What a meter is, in Prometheus' words. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY
    }

    private final String prometheus;
    private final Kind kind;
    private final String says;
    // The list is unmodifiable; the checker knows only Guava's.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> labels;

    Meter(String prometheus, Kind kind, String says, String... labels) {
        this.prometheus = prometheus;
        this.kind = kind;
        this.says = says;
        this.labels = List.of(labels);
    }

    /** As Prometheus shows it. */
    String prometheus() {
        return prometheus;
    }

    /** As Micrometer wants it: with dots, and without what it adds itself. */
    String micrometer() {
        String name = prometheus;
        if (kind == Kind.COUNTER) {
            name = name.replaceFirst("_total$", "");
        }
        String unit = unit();
        if (!unit.isEmpty()) {
            name = name.replaceFirst("_" + unit + "$", "");
        }
        return name.replace('_', '.');
    }

    /** The base unit at the end of the name; empty where it has none. */
    String unit() {
        String name = prometheus.replaceFirst("_total$", "");
        return List.of("seconds", "rows", "ratio").stream()
                .filter(unit -> name.endsWith("_" + unit) && !name.equals("steadfill_" + unit))
                .findFirst()
                .orElse("");
    }

    Kind kind() {
        return kind;
    }

    String says() {
        return says;
    }

    List<String> labels() {
        return labels;
    }

    @Override
    public String toString() {
        return prometheus + " " + kind.name().toLowerCase(Locale.ROOT) + " " + labels;
    }
}
