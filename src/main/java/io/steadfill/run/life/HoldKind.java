package io.steadfill.run.life;

import java.util.Locale;

/** What put a hold on a run. */
public enum HoldKind {
    /** A person said pause. */
    OPERATOR,
    /** The engine found something that a person must look at: drift, a blocker, a spent quarantine budget, a DBA who cancels. */
    ENGINE,
    /** Somebody stopped more than this run. Ends when that stop is lifted, or its time is over. */
    STOP,
    /** Closed hours. Ends by itself. */
    WINDOW,
    /** A job that it depends on has not done the same business date. Ends by itself. */
    DEPENDENCY,
    /** Its database has as many runs as it may have at once. Ends by itself. */
    CAPACITY,
    /** As many rows were walked as somebody wants to look at first. */
    CANARY,
    /** A second person's word is missing; ends when it is given. */
    APPROVAL;

    /** Whether resuming lifts it. */
    public boolean waitsForResume() {
        return this == OPERATOR || this == ENGINE || this == CANARY;
    }

    /** Whether its reason goes by itself, so that the run goes on without anybody's word. */
    public boolean endsByItself() {
        return this == WINDOW || this == DEPENDENCY || this == CAPACITY;
    }

    /** What ends it, as the end of a sentence; a time that it has may end it sooner. */
    public String ends() {
        return switch (this) {
            case OPERATOR, ENGINE, CANARY -> "when somebody resumes it";
            case STOP -> "when somebody lifts that stop";
            case APPROVAL -> "when a second person approves it";
            case WINDOW, DEPENDENCY, CAPACITY -> "by itself, when that is over";
        };
    }

    /** How hard it is to get rid of: the more, the more people it takes. */
    int hardness() {
        return switch (this) {
            case WINDOW, DEPENDENCY, CAPACITY -> 1;
            case OPERATOR, ENGINE, CANARY -> 2;
            case STOP -> 3;
            case APPROVAL -> 4;
        };
    }

    /** The word in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
