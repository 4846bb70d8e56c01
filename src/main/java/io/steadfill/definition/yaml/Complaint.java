package io.steadfill.definition.yaml;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a file.
 *
 * @param file as the user knows it, such as {@code jobs/x/job.yaml}
 * @param line from 1
 * @param column from 1
 * @param path the keys down to the place, joined by dots; empty for the whole file
 * @param message what is wrong
 * @param cure what to write instead; null where the message says it
 */
public record Complaint(
        String file,
        int line,
        int column,
        String path,
        String message,
        @Nullable String cure) {

    /** {@code jobs/x/job.yaml:7:3: unknown key 'tranform'; did you mean 'transform'?} */
    public String text() {
        return file + ":" + line + ":" + column + ": " + message + (cure == null ? "" : "; " + cure);
    }

    @Override
    public String toString() {
        return text();
    }
}
