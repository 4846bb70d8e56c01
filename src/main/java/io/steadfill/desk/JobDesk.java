package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.engine.RunPlan;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Plans;
import io.steadfill.schema.Companions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The jobs of this process' folder, as somebody may see them. */
public final class JobDesk {

    private final Jobs jobs;
    private final Databases databases;
    private final Control control;
    private final Companions companions;
    private final Plans plans;

    JobDesk(Jobs jobs, Databases databases, Control control, Companions companions, Plans plans) {
        this.plans = plans;
        this.jobs = jobs;
        this.databases = databases;
        this.control = control;
        this.companions = companions;
    }

    /** The names of those that somebody may see, sorted. */
    public List<String> names(Operator who) {
        return jobs.names().stream()
                .filter(name -> who.may(Role.VIEWER, name))
                .sorted()
                .toList();
    }

    /** Those that somebody may see and whose files are valid, as far as can be told without their databases. */
    public List<JobDefinition> readable(Operator who) {
        return jobs.loadAll().files().stream()
                .map(JobFile::definition)
                .filter(job -> who.may(Role.VIEWER, job.name()))
                .toList();
    }

    /** @throws io.steadfill.problem.ProblemException JOB_NOT_FOUND, DEFINITION_INVALID with every complaint */
    public JobFile file(Operator who, String name) {
        who.require(Role.VIEWER, name);
        return jobs.load(name);
    }

    /** What is wrong with a job's file, as its database reads it; empty where nothing is, as far as is known while that database is away. */
    public List<Complaint> complaints(Operator who, String name) {
        JobFile file = file(who, name);
        try {
            return file.complaintsOn(database(file.definition()).dialect().vendor());
        } catch (ProblemException e) {
            if (e.problem() == Problem.DATABASE_UNREACHABLE) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * What a run would do. Working a chunk, which is rolled back, is an operator's word: it takes locks and fires triggers.
     *
     * @param sample whether to work one
     */
    public RunPlan plan(Operator who, String name, Map<String, String> parameters, boolean sample) {
        who.require(sample ? Role.OPERATOR : Role.VIEWER, name);
        JobDefinition job = definition(who, name);
        if (who.seesData()) {
            return plans.plan(job, folder(job), parameters, sample, who.name());
        }
        try {
            return Masked.of(plans.plan(job, folder(job), parameters, sample, who.name()));
        } catch (ProblemException e) {
            throw e.getCause() instanceof SQLException cause ? Masked.of(e, cause) : e;
        }
    }

    /** The folder with the job's file and companion scripts. */
    public Path folder(JobDefinition job) {
        return jobs.folder(job.name());
    }

    /** @throws ProblemException DATABASE_UNKNOWN where none of this name is configured */
    void requireDatabase(String name) {
        if (!databases.names().contains(name)) {
            throw Problem.DATABASE_UNKNOWN
                    .with("database", name)
                    .with("known", databases.names())
                    .says("no database '" + name + "' is configured; " + Nearest.cure(name, databases.names()));
        }
    }

    /** The database a job works on. */
    public Database database(JobDefinition job) {
        return databases.named(job.database());
    }

    /** A job, checked for the vendor of its database. */
    public JobDefinition definition(Operator who, String name) {
        JobFile file = file(who, name);
        return file.definitionOn(database(file.definition()).dialect().vendor());
    }

    /**
     * A job whose run may be launched now: both databases are initialised and belong together, and its expand scripts are applied.
     *
     * @throws io.steadfill.problem.ProblemException with what is missing, and how to make it good
     */
    public JobDefinition ready(Operator who, String name) {
        JobDefinition job = definition(who, name);
        Database database = database(job);
        String controlId = control.identity().id();
        database.transact(TransactionSettings.READING, session -> new TargetTables(database).check(session, controlId));
        companions.requireExpanded(database, folder(job), job);
        return job;
    }
}
