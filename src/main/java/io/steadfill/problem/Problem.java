package io.steadfill.problem;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every way in which Steadfill refuses or fails, with its stable code, its title, its HTTP status and the exit code of the
 * command line. A code is never reused for another meaning.
 */
public enum Problem {
    USAGE("usage", "The command was not understood", 400, 2),
    REQUEST_INVALID("request-invalid", "The request was not understood", 400, 2),
    PATH_NOT_FOUND("path-not-found", "There is nothing at this address", 404, 2),
    METHOD_NOT_ALLOWED("method-not-allowed", "This address does not take this method", 405, 2),
    NOT_ACCEPTABLE("not-acceptable", "The answer cannot be given in this format", 406, 2),
    BODY_TOO_LARGE("body-too-large", "The request is too large", 413, 2),
    MEDIA_TYPE_UNSUPPORTED("media-type-unsupported", "The request's format is not understood", 415, 2),
    CONFIGURATION_INVALID("configuration-invalid", "The configuration is not valid", 500, 2),
    CONTROL_MISSING("control-missing", "No control database is configured", 500, 2),
    CONTROL_TABLES_MISSING("control-tables-missing", "The control database has not been initialised", 500, 2),
    DEFINITION_INVALID("definition-invalid", "The job definition is not valid", 422, 2),
    JOB_NOT_FOUND("job-not-found", "There is no such job", 404, 2),
    PARAMETER_INVALID("parameter-invalid", "A job parameter is not valid", 422, 2),
    DATABASE_NOT_FOUND("database-not-found", "There is no such database", 404, 2),
    DATABASE_UNKNOWN("database-unknown", "No database of this name is configured", 422, 2),
    DATABASE_UNREACHABLE("database-unreachable", "The database cannot be reached", 503, 69),
    DATABASE_UNSUPPORTED("database-unsupported", "This server or version is not supported", 422, 2),
    TARGET_TABLES_MISSING("target-tables-missing", "The target has not been initialised for Steadfill", 409, 2),
    TARGET_FORMAT_UNKNOWN("target-format-unknown", "The target's tables were made by a newer release", 409, 2),
    CONTROL_MISMATCH("control-mismatch", "The target belongs to another control database", 403, 77),
    CONTROL_SUPERSEDED("control-superseded", "Another control database has taken the target over", 403, 77),
    CONTROL_ALIVE("control-alive", "The target's own control database may still be alive", 409, 75),
    TABLE_NOT_FOUND("table-not-found", "There is no such table", 422, 2),
    TABLE_UNSUPPORTED("table-unsupported", "This kind of table cannot be migrated safely", 422, 2),
    COLUMN_NOT_FOUND("column-not-found", "There is no such column", 422, 2),
    COLUMN_UNSUPPORTED("column-unsupported", "This column cannot be used so", 422, 2),
    KEYSET_NOT_UNIQUE("keyset-not-unique", "The table has no unique, not-null, indexed key", 422, 2),
    KEYSET_NOT_INDEXED("keyset-not-indexed", "The key walk would not use its index", 422, 2),
    KEYSET_UNSUPPORTED("keyset-unsupported", "The key has a type that cannot be walked", 422, 2),
    EXPRESSION_REFUSED("expression-refused", "An SQL expression of the job is refused", 422, 2),
    TRANSFORM_INVALID("transform-invalid", "A transform or one of its arguments is not valid", 422, 2),
    TOUCH_REQUIRED("touch-required", "The table has a column that other systems watch", 422, 2),
    INDEX_MISSING("index-missing", "The index that the job names is not there", 409, 75),
    PRIVILEGE_MISSING("privilege-missing", "The database role may not do this", 403, 77),
    ROW_HIDDEN("row-hidden", "A row security policy hides rows from us", 403, 77),
    RUN_NOT_FOUND("run-not-found", "There is no such run", 404, 2),
    SCHEDULE_NOT_FOUND("schedule-not-found", "The job has no schedule", 404, 2),
    RUN_ALREADY_ACTIVE("run-already-active", "A run of this job is already active", 409, 5),
    TABLE_CLAIMED("table-claimed", "Another run is working on this table", 409, 5),
    ALREADY_DONE("already-done", "This work is already done", 409, 5),
    DATE_SKIPPED("date-skipped", "This business date is to be skipped", 409, 5),
    DATE_SETTLED("date-settled", "The schedule's date cannot be skipped or taken back", 409, 5),
    RUN_WAITS("run-waits", "The run waits for something that ends by itself", 409, 75),
    DEPENDENCY_FAILED("dependency-failed", "A job that this one depends on has failed", 409, 3),
    CANARY_HELD("canary-held", "The first rows are done and wait to be looked at", 409, 6),
    RUN_NOT_STARTABLE("run-not-startable", "The run cannot be started", 409, 3),
    RUN_NOT_PAUSABLE("run-not-pausable", "The run cannot be paused", 409, 3),
    RUN_NOT_RESUMABLE("run-not-resumable", "The run cannot be resumed", 409, 3),
    RUN_NOT_CANCELLABLE("run-not-cancellable", "The run cannot be cancelled", 409, 3),
    RUN_NOT_TUNABLE("run-not-tunable", "The run cannot be tuned so", 409, 2),
    RUN_NOT_UNDOABLE("run-not-undoable", "The run cannot be undone", 409, 3),
    UNDO_INCOMPLETE("undo-incomplete", "Not every row could be put back", 409, 3),
    RUN_NOT_VERIFIABLE("run-not-verifiable", "The run's data cannot be judged yet", 409, 3),
    RUN_CHANGED("run-changed", "The run changed since you looked at it", 412, 3),
    VERSION_REQUIRED("version-required", "This word must say which state of the run it means", 428, 2),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", "This idempotency key was used for something else", 422, 2),
    IDEMPOTENCY_KEY_IN_FLIGHT("idempotency-key-in-flight", "The first request with this key is not finished", 409, 75),
    STOPPED("stopped", "A stop is in force", 409, 75),
    STOP_NOT_FOUND("stop-not-found", "There is no such stop", 404, 2),
    RUN_FAILED("run-failed", "The run failed", 500, 3),
    NOT_CONVERGING("not-converging", "Rows keep matching while the run sweeps", 409, 3),
    QUARANTINE_BUDGET_SPENT("quarantine-budget-spent", "More rows are in quarantine than the job allows", 409, 6),
    QUARANTINE_NOT_FOUND("quarantine-not-found", "There is no such quarantined row", 404, 2),
    WAIVER_STALE("waiver-stale", "The row changed since it was looked at", 409, 3),
    VERIFICATION_NOT_FOUND("verification-not-found", "There is no such verification", 404, 2),
    EXPAND_MISSING("expand-missing", "The expand scripts have not been applied", 409, 3),
    SCRIPT_INVALID("script-invalid", "A companion script is not valid", 422, 2),
    SCRIPT_CHANGED("script-changed", "A companion script was edited after it was applied", 409, 3),
    SCRIPT_FAILED("script-failed", "A companion script failed", 500, 3),
    LOCK_BUSY("lock-busy", "Somebody else holds the lock that a statement needs", 409, 75),
    NOT_VERIFIED("not-verified", "The data has not been proved right", 409, 8),
    DIVERGENCE_FOUND("divergence-found", "The data is not as the job promises", 409, 8),
    COVERAGE_BROKEN("coverage-broken", "The checkpoints do not cover the key space", 409, 8),
    AUDIT_BROKEN("audit-broken", "The audit trail is not as it was written", 409, 8),
    NOT_SIGNED_IN("not-signed-in", "Nobody is signed in", 401, 77),
    NOT_PERMITTED("not-permitted", "This operator may not do this", 403, 77),
    TOO_MANY_TRIES("too-many-tries", "Too many sign-ins failed", 429, 75),
    TOO_MANY_STREAMS("too-many-streams", "Too many streams of events are open", 429, 75),
    ACCOUNT_NOT_FOUND("account-not-found", "There is no such account", 404, 2),
    ACCOUNT_EXISTS("account-exists", "There is an account of this name already", 409, 2),
    ACCOUNT_NEEDED("account-needed", "This account is the last that may do so", 409, 2),
    PASSWORD_REFUSED("password-refused", "This password cannot be used", 422, 2),
    TOKEN_NOT_FOUND("token-not-found", "There is no such token", 404, 2),
    APPROVAL_REQUIRED("approval-required", "This waits for an approval", 409, 7),
    APPROVAL_NOT_FOUND("approval-not-found", "There is no such request for an approval", 404, 2),
    APPROVAL_CLOSED("approval-closed", "This request for an approval is no longer open", 409, 3),
    APPROVAL_OWN("approval-own", "Nobody approves what he asked for himself", 403, 77),
    NOTICE_NOT_FOUND("notice-not-found", "There is no such notice", 404, 2),
    NOTICE_FAILED("notice-failed", "A notice was not taken", 502, 69),
    FENCED_OUT("fenced-out", "Another process has taken this work over", 409, 3),
    LEASE_BUSY("lease-busy", "The last owner of this run may still be alive", 409, 75),
    NOTHING_TO_DO("nothing-to-do", "There is nothing to do", 409, 99),
    SERVER_UNREACHABLE("server-unreachable", "The Steadfill server cannot be reached", 503, 69),
    EMBEDDED_UNAVAILABLE("embedded-unavailable", "The embedded PostgreSQL cannot run here", 500, 2),
    INTERNAL("internal", "Something went wrong inside Steadfill", 500, 1);

    private final String code;
    private final String title;
    private final int status;
    private final int exitCode;

    Problem(String code, String title, int status, int exitCode) {
        this.code = code;
        this.title = title;
        this.status = status;
        this.exitCode = exitCode;
    }

    /** The one of this code; empty where this release knows none, such as one of a newer server. */
    public static Optional<Problem> ofCode(String code) {
        return Arrays.stream(values())
                .filter(problem -> problem.code.equals(code))
                .findFirst();
    }

    /** The stable name in kebab-case, also the last part of the problem type's address. */
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /** The HTTP status that a REST answer carries. */
    public int status() {
        return status;
    }

    /** The exit code of the command line. */
    public int exitCode() {
        return exitCode;
    }

    /** Begins a refusal with one named fact. */
    public ProblemBuilder with(String name, Object value) {
        return new ProblemBuilder(this).with(name, value);
    }

    /** A refusal without further facts; the detail tells the operator what to do next. */
    public ProblemException says(String detail) {
        return new ProblemBuilder(this).says(detail);
    }

    /** A refusal that something else caused. */
    public ProblemException says(String detail, Throwable cause) {
        return new ProblemBuilder(this).says(detail, cause);
    }
}
