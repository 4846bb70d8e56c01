package io.steadfill.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.regex.Pattern;

/** Cuts what a client sends into messages, and knows a COMMIT among them. One instance for each connection. */
interface ClientProtocol {

    Pattern COMMIT = Pattern.compile("commit(\\s+(work|transaction))?", Pattern.CASE_INSENSITIVE);

    /**
     * One message as it was sent.
     *
     * @param commit whether the server commits when it has read the message
     */
    record Message(byte[] bytes, boolean commit) {}

    /** The next message; an end of stream is an {@link java.io.EOFException}. */
    Message next(DataInputStream client) throws IOException;

    /** What must follow a committing message before the server answers. */
    byte[] askForAnswer();

    static boolean isCommit(String sql) {
        return COMMIT.matcher(sql.strip().replaceFirst("\\s*;$", "")).matches();
    }
}
