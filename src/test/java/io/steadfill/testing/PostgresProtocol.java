package io.steadfill.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** PostgreSQL's protocol 3 without encryption: COMMIT as a simple query, or by way of a prepared statement and its portal. */
final class PostgresProtocol implements ClientProtocol {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final Set<String> committingStatements = new HashSet<>();
    private final Set<String> committingPortals = new HashSet<>();
    private boolean started;

    @Override
    public Message next(DataInputStream client) throws IOException {
        return started ? typed(client) : startup(client);
    }

    /** A Sync, without which the answers stay in the server's buffer. */
    @Override
    public byte[] askForAnswer() {
        return new byte[] {'S', 0, 0, 0, 4};
    }

    private Message startup(DataInputStream client) throws IOException {
        int length = client.readInt();
        ByteBuffer message = ByteBuffer.allocate(length).putInt(length);
        client.readFully(message.array(), 4, length - 4);
        int request = message.getInt();
        started = request != SSL_REQUEST && request != GSS_REQUEST;
        return new Message(message.array(), false);
    }

    private Message typed(DataInputStream client) throws IOException {
        byte type = client.readByte();
        int length = client.readInt();
        ByteBuffer message = ByteBuffer.allocate(length + 1).put(type).putInt(length);
        client.readFully(message.array(), 5, length - 4);
        return new Message(message.array(), commits(type, message));
    }

    private boolean commits(byte type, ByteBuffer message) {
        return switch (type) {
            case 'Q' -> ClientProtocol.isCommit(text(message));
            case 'P' -> {
                String statement = text(message);
                note(committingStatements, statement, ClientProtocol.isCommit(text(message)));
                yield false;
            }
            case 'B' -> {
                String portal = text(message);
                note(committingPortals, portal, committingStatements.contains(text(message)));
                yield false;
            }
            case 'E' -> committingPortals.contains(text(message));
            default -> false;
        };
    }

    // The unnamed statement and portal are used again for other statements.
    private static void note(Set<String> names, String name, boolean commits) {
        if (commits) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }

    private static String text(ByteBuffer message) {
        int begin = message.position();
        while (message.get() != 0) {
            // Moves on to the end of the text.
        }
        return new String(message.array(), begin, message.position() - begin - 1, StandardCharsets.UTF_8);
    }
}
