package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.access.Operator;
import io.steadfill.desk.RunDesk;
import io.steadfill.run.status.RunQuery;
import io.steadfill.testing.Await;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of eight jobs a night in the control database: what a launch, a run and the pages cost with it, and without. */
@Tag("slow")
class YearOfNightsScenario {

    private static final int LAUNCHES = 40;
    private static final Operator ADA = Operator.ofThisMachine("ada");

    @TempDir
    private static Path folder;

    private static ServedApi api;

    @BeforeAll
    static void serve() {
        api = new ServedApi(folder);
        api.target.execute("update item set name = 'n'");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /** Medians in milliseconds. */
    private record Cost(double launch, double run, double list) {

        @Override
        public String toString() {
            return String.format("launch %.1f ms, run %.0f ms, a page of runs %.1f ms", launch, run, list);
        }
    }

    @Test
    void aYearOfNightsMakesNoLaunchDearer() {
        measure(10);
        Cost without = measure(LAUNCHES);
        seed();
        Cost fresh = measure(LAUNCHES);
        api.control.execute("analyze");
        Cost with = measure(LAUNCHES);

        System.out.println("[year of nights] without: " + without);
        System.out.println("[year of nights] with 2920 runs, 58400 events, 8760 steps, not analyzed: " + fresh);
        System.out.println("[year of nights] the same, analyzed: " + with);
        assertThat(api.control.count("select count(*) from steadfill_control_run"))
                .isGreaterThan(2_900);
        // Far above any noise: a scan of a year where an index was would be.
        assertThat(with.launch()).isLessThan(5 * without.launch() + 100);
        assertThat(with.run()).isLessThan(5 * without.run() + 1_000);
    }

    private static Cost measure(int times) {
        RunDesk desk = api.context.getBean(RunDesk.class);
        double[] launches = new double[times];
        double[] runs = new double[times];
        double[] lists = new double[times];
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            String run = desk.launch(ADA, "names", Map.of()).runId();
            launches[i] = since(began);
            Await.until(
                    "the run's end", () -> desk.status(ADA, run).state().name().equals("COMPLETED"));
            runs[i] = since(began);
            long asked = System.nanoTime();
            desk.page(ADA, RunQuery.newest(50));
            lists[i] = since(asked);
        }
        return new Cost(median(launches), median(runs), median(lists));
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** In one statement: eight jobs of 365 nights, twenty events and three steps each. */
    private static void seed() {
        api.control.execute("""
                with night as (
                    select j, d, 'y-' || j || '-' || d as id, case when j = 8 then 'names' else 'job' || j end as job,
                        current_timestamp - d * interval '1 day' as at, 1000000 + j * 1000 + d as number
                    from generate_series(1, 8) j, generate_series(1, 365) d),
                runs as (
                    insert into steadfill_control_run (run_id, job, database_name, table_name, definition_hash,
                        definition_text, parameters, started_at, started_by, stage, ended_at, business_date, date_key)
                    select id, job, 'shop', 'item', 'hash', (select 'job: ' || job || chr(10) || 'database: shop' || chr(10)
                            || 'table: item' || chr(10) || 'where: name is null' || chr(10) || 'set: { name: id }'),
                        '{}', at, 'schedule', 'COMPLETED', at + interval '1 hour', to_char(at, 'YYYY-MM-DD'),
                        job || ' y' || d
                    from night returning 1),
                events as (
                    insert into steadfill_control_event (at, run_id, job, kind, from_state, to_state, says)
                    select at, id, job, 'state', 'RUNNING', 'RUNNING', 'a sentence about what happened then'
                    from night, generate_series(1, 20) returning 1),
                slots as (
                    insert into steadfill_control_slot (job, business_date, due_at, state, run_id)
                    select job, to_char(at, 'YYYY-MM-DD'), at, 'LAUNCHED', id from night returning 1),
                instances as (
                    insert into batch_job_instance (job_instance_id, version, job_name, job_key)
                    select number, 0, job, md5(id) from night returning 1),
                executions as (
                    insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time,
                        end_time, status, exit_code, exit_message, last_updated)
                    select number, 2, number, at, at, at, 'COMPLETED', 'COMPLETED', '', at from night returning 1),
                parameters as (
                    insert into batch_job_execution_params (job_execution_id, parameter_name, parameter_type,
                        parameter_value, identifying)
                    select number, 'p' || p, 'java.lang.String', id, 'Y' from night, generate_series(1, 3) p returning 1),
                steps as (
                    insert into batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time,
                        start_time, end_time, status, exit_code, exit_message, last_updated)
                    select number * 10 + s, 2, 'step' || s, number, at, at, at, 'COMPLETED', 'COMPLETED', '', at
                    from night, generate_series(1, 3) s returning 1)
                select (select count(*) from runs) + (select count(*) from events) + (select count(*) from slots)
                    + (select count(*) from instances) + (select count(*) from executions)
                    + (select count(*) from parameters) + (select count(*) from steps)
                """);
    }
}
