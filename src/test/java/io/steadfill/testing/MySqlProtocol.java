package io.steadfill.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The protocol of MySQL and MariaDB, neither encrypted nor compressed: COMMIT as a text query. */
final class MySqlProtocol implements ClientProtocol {

    private static final int HEADER = 4;
    private static final int QUERY = 3;

    @Override
    public Message next(DataInputStream client) throws IOException {
        byte[] header = new byte[HEADER];
        client.readFully(header);
        int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
        byte[] message = new byte[HEADER + length];
        System.arraycopy(header, 0, message, 0, HEADER);
        client.readFully(message, HEADER, length);
        // A command begins a new sequence; what belongs to the handshake or goes on from a packet before does not.
        boolean command = header[3] == 0;
        return new Message(message, command && length > 1 && message[HEADER] == QUERY && isCommit(message));
    }

    /** Nothing: each command is answered. */
    @Override
    public byte[] askForAnswer() {
        return new byte[0];
    }

    private static boolean isCommit(byte[] message) {
        int begin = HEADER + 1;
        // A client that knows query attributes says that there are none, in one set.
        if (message.length > begin + 2 && message[begin] == 0 && message[begin + 1] == 1) {
            begin += 2;
        }
        return ClientProtocol.isCommit(new String(message, begin, message.length - begin, StandardCharsets.UTF_8));
    }
}
