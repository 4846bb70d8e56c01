package io.steadfill.script.statement;

/**
 * One statement of a script.
 *
 * @param ordinal from 1
 * @param line where it begins in its file, from 1
 * @param text without the closing semicolon
 * @param checksum SHA-256 of the text, in hex
 * @param barrier whether the file marks it as one
 */
public record ScriptStatement(int ordinal, int line, String text, String checksum, boolean barrier) {

    /** The first line of the text, for messages. */
    public String brief() {
        String first = text.lines().findFirst().orElse("").strip();
        return first.length() > 80 ? first.substring(0, 77) + "..." : first;
    }
}
