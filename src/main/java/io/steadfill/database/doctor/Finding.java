package io.steadfill.database.doctor;

/**
 * One thing that the doctor looked at.
 *
 * @param what what was seen
 * @param why why it matters; empty where all is well
 * @param advice what to do next; empty where all is well
 */
public record Finding(Severity severity, String what, String why, String advice) {

    /** How bad it is. */
    public enum Severity {
        /** A run would fail or do harm. */
        RED,
        /** It will bite some night. */
        AMBER,
        GREEN
    }

    static Finding red(String what, String why, String advice) {
        return new Finding(Severity.RED, what, why, advice);
    }

    static Finding amber(String what, String why, String advice) {
        return new Finding(Severity.AMBER, what, why, advice);
    }

    static Finding green(String what) {
        return new Finding(Severity.GREEN, what, "", "");
    }
}
