package io.steadfill.script;

/**
 * What is wrong with a script and what to do about it.
 *
 * @param file relative to the job folder
 * @param line from 1; 0 where the file as a whole is meant
 */
record Complaint(String file, int line, String message) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
