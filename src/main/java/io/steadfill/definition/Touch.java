package io.steadfill.definition;

/** What happens to a column that other systems watch, such as {@code updated_at} or a version counter. */
public enum Touch {
    /** It keeps its value. */
    KEEP,
    /** A counter goes up by one, a time becomes the run's start. */
    BUMP
}
