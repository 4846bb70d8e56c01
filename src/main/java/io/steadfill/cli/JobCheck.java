package io.steadfill.cli;

import io.steadfill.chunk.work.Backfills;
import io.steadfill.cli.local.Application;
import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Work;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.engine.Refusal;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.Companions;
import io.steadfill.script.Scripts;
import io.steadfill.transform.Transforms;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Everything that can be found wrong with one job before it runs. */
final class JobCheck {

    private final Jobs jobs;
    private final Transforms transforms;
    private final @Nullable Application application;

    private JobCheck(Jobs jobs, Transforms transforms, @Nullable Application application) {
        this.jobs = jobs;
        this.transforms = transforms;
        this.application = application;
    }

    /** Asks no database, and starts no Spring: a user's own transforms are unknown to it. */
    static JobCheck offline(Jobs jobs) {
        return new JobCheck(jobs, Transforms.standard(), null);
    }

    static JobCheck online(Application application) {
        return new JobCheck(application.jobs(), application.bean(Transforms.class), application);
    }

    List<String> complaints(String name) {
        List<String> complaints = new ArrayList<>();
        try {
            JobFile file = jobs.load(name);
            checkTransforms(file, complaints);
            if (application != null) {
                checkOnline(application, file, complaints);
            }
        } catch (ProblemException e) {
            complaints.addAll(lines(e));
        }
        return complaints;
    }

    private void checkTransforms(JobFile file, List<String> complaints) {
        JobDefinition job = file.definition();
        Transforms own = transforms.forJob(jobs.folder(job.name()));
        if (job.work() instanceof Work.TransformColumns transform) {
            transform.columns().forEach((column, call) -> {
                try {
                    own.bind(call);
                } catch (ProblemException e) {
                    complaints.add(file.complaint(List.of("transform", column.name()), e.detail(), null)
                            .text());
                }
            });
        }
    }

    private void checkOnline(Application at, JobFile file, List<String> complaints) {
        JobDefinition job = file.definition();
        Database database = at.database(job);
        List<Complaint> vendor = file.complaintsOn(database.dialect().vendor());
        vendor.forEach(complaint -> complaints.add(complaint.text()));
        AtomicBoolean isMadeByScripts = new AtomicBoolean();
        collect(complaints, () -> {
            Scripts scripts = at.bean(Companions.class)
                    .validate(at.folder(job), job, database.dialect().vendor());
            isMadeByScripts.set(!scripts.expand().isEmpty());
            return scripts.vendor();
        });
        if (vendor.isEmpty()) {
            collect(complaints, () -> checkTable(at, database, job, isMadeByScripts.get()));
        }
    }

    /** @param isMadeByScripts whether expand scripts may still bring what the table lacks */
    private Object checkTable(Application at, Database database, JobDefinition job, boolean isMadeByScripts) {
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.READING);
            Table table = database.dialect().describe(session, job.table());
            session.commit();
            Backfills work = new Backfills(
                    job,
                    table,
                    database.dialect(),
                    transforms.forJob(at.folder(job)),
                    Map.of(),
                    at.bean(Clock.class).instant());
            checkWork(work, isMadeByScripts);
            return table;
        } catch (SQLException | DataAccessException e) {
            throw Refusal.of(job, database, "the look at table " + job.table(), e);
        }
    }

    private static void checkWork(Backfills work, boolean isMadeByScripts) {
        try {
            work.check();
        } catch (ProblemException e) {
            if (e.problem() != Problem.COLUMN_NOT_FOUND || !isMadeByScripts) {
                throw e;
            }
        }
    }

    private static void collect(List<String> complaints, Supplier<Object> check) {
        try {
            Object seen = check.get();
            LoggerFactory.getLogger(JobCheck.class).debug("valid: {}", seen);
        } catch (ProblemException e) {
            complaints.addAll(lines(e));
        }
    }

    private static List<String> lines(ProblemException problem) {
        return problem.facts().get("errors") instanceof Collection<?> many && !many.isEmpty()
                ? many.stream().map(String::valueOf).toList()
                : List.of(problem.detail());
    }
}
