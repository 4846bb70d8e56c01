package io.steadfill.definition.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.steadfill.definition.Completion;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Mask;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.Touch;
import io.steadfill.definition.TransformCall;
import io.steadfill.definition.Work;
import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.definition.calendar.Cron;
import io.steadfill.definition.calendar.Hours;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.parameter.Parameter;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.SourceText;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobFileTest {

    private static final JobSchema SCHEMA = JobSchema.load();

    static final String PHONES = """
            # yaml-language-server: $schema=../../config/job.schema.json
            job: normalise-phones
            description: Store every customer's phone number in E.164 form
            owner: accounts
            database: shop
            table: crm.customers
            where: phone is not null and phone_e164 is null
            transform:
              phone_e164: { e164: { number: phone, region: country } }
            on-waive: { phone: null }
            limits: { chunk-time: 50ms, chunk-rows: 5000, chunk-bytes: 1MiB, duty: 50%, workers: 2, quarantine: 0.1%, replica-lag: 5s, lock-waiters: 0 }
            touch: keep
            via: customers_todo
            undo: { keep: 14d }
            parameters:
              cutoff: { type: date, default: 2020-01-01, description: Customers older than this }
            shares-table: true
            schedule: { cron: "30 1 * * *", zone: Europe/London, open: "01:00-05:00", misfire: run-all, max-lateness: 3d, gap: skip, overlap: second, black-outs: [2026-11-27, 2026-12-24..2027-01-02], parameters: { cutoff: business-date - 30d } }
            depends-on: [normalise-emails]
            canary: 1000
            mask: [phone, email]
            """;

    static JobFile read(String text) {
        return JobFile.parse(text, "job.yaml", null, SCHEMA, new Complaints("job.yaml"));
    }

    static List<String> complaints(String text) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> read(text));
        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal.problem()).isEqualTo(Problem.DEFINITION_INVALID);
        return Complaints.of(refusal).stream().map(Complaint::text).toList();
    }

    @Test
    void readsEveryKey() {
        JobDefinition job = read(PHONES).definition();

        assertThat(job.name()).isEqualTo("normalise-phones");
        assertThat(job.owner()).isEqualTo("accounts");
        assertThat(job.database()).isEqualTo("shop");
        assertThat(job.table()).hasToString("crm.customers");
        assertThat(job.where()).isEqualTo(SqlText.of("phone is not null and phone_e164 is null"));
        assertThat(job.completion()).isEqualTo(Completion.PREDICATE);
        assertThat(job.work())
                .isEqualTo(new Work.TransformColumns(Map.of(
                        new Identifier("phone_e164"),
                        new TransformCall("e164", Map.of("number", "phone", "region", "country")))));
        assertThat(job.onWaive()).containsExactly(Map.entry(new Identifier("phone"), SqlText.of("null")));
        assertThat(job.limits())
                .isEqualTo(new Limits(Duration.ofMillis(50), 5000, 1 << 20, 50, 2, 0.001, Duration.ofSeconds(5), 0));
        assertThat(job.touch()).isEqualTo(Touch.KEEP);
        assertThat(job.via()).isEqualTo(new Identifier("customers_todo"));
        assertThat(job.undoKeep()).isEqualTo(Duration.ofDays(14));
        assertThat(job.parameters())
                .containsExactly(
                        new Parameter("cutoff", Parameter.Type.DATE, "2020-01-01", "Customers older than this"));
        assertThat(job.sharesTable()).isTrue();
        assertThat(job.schedule())
                .isEqualTo(new Schedule(
                        new Cron("30 1 * * *"),
                        new Hours(
                                ZoneId.of("Europe/London"),
                                LocalTime.of(1, 0),
                                LocalTime.of(5, 0),
                                List.of(
                                        new BlackOut(LocalDate.of(2026, 11, 27), LocalDate.of(2026, 11, 27)),
                                        new BlackOut(LocalDate.of(2026, 12, 24), LocalDate.of(2027, 1, 2)))),
                        Schedule.Misfire.RUN_ALL,
                        Duration.ofDays(3),
                        Schedule.Gap.SKIP,
                        Schedule.Overlap.SECOND,
                        Map.of("cutoff", "business-date - 30d")));
        assertThat(job.dependsOn()).containsExactly("normalise-emails");
        assertThat(job.canary()).isEqualTo(1000);
        assertThat(job.mask()).isEqualTo(new Mask(List.of(new Identifier("phone"), new Identifier("email"))));
        assertThat(job.readsOtherTables()).isFalse();
        assertThat(job.text()).isEqualTo(PHONES);
        assertThat(job.hash()).hasSize(64).isEqualTo(SourceText.hash(PHONES));
    }

    @Test
    void namesEveryComplaintAtOnceWithItsLineAndCure() {
        String text = """
                job: x
                database: shop
                tabel: customers
                tranform: {}
                notify: [phone]
                once: yes
                limits: { chunk-time: fast, duty: 200% }
                """;

        assertThat(complaints(text).stream().collect(Collectors.joining("\n"))).isEqualTo("""
                job.yaml:3:1: unknown key 'tabel'; did you mean 'table'?
                job.yaml:4:1: unknown key 'tranform'; did you mean 'transform'?
                job.yaml:5:1: 'notify' is not built yet; leave it out
                job.yaml:6:7: 'once' must be true or false, not 'yes'; write true
                job.yaml:7:23: 'limits.chunk-time' must be a time such as 50ms, 5s, 2m, 3h or 14d, not 'fast'
                job.yaml:7:35: 'limits.duty' must be a percentage from 0% to 100%, such as 50% or 0.1%, not '200%'""");
    }
}
