package io.steadfill.throttle;

/**
 * What a signal reads now.
 *
 * @param signal its name, such as {@code replica-lag}
 * @param says what it was read from, the value and the limit; or why it is off, and what would turn it on
 */
public record SignalStatus(String signal, State state, String says) {

    /** What a signal does to the run. */
    public enum State {
        /** It cannot be read here and holds nothing up. */
        OFF,
        /** It lets the run go on. */
        GO,
        /** It makes the run wait. */
        WAIT
    }
}
