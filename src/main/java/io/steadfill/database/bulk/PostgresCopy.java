package io.steadfill.database.bulk;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows by COPY in its text format. */
final class PostgresCopy implements RowSink {

    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder held = new StringBuilder(BUFFER + 1_000);

    PostgresCopy(Connection connection, String table, String columns) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + columns + ") from stdin");
    }

    @Override
    public void accept(@Nullable String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            held.append(i == 0 ? "" : "\t");
            append(values[i]);
        }
        held.append('\n');
        if (held.length() > BUFFER) {
            send();
        }
    }

    private void append(@Nullable String value) {
        if (value == null) {
            held.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> held.append("\\\\");
                case '\t' -> held.append("\\t");
                case '\n' -> held.append("\\n");
                case '\r' -> held.append("\\r");
                default -> held.append(c);
            }
        }
    }

    private void send() throws SQLException {
        byte[] bytes = held.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        held.setLength(0);
    }

    @Override
    public void finish() throws SQLException {
        send();
        copy.endCopy();
    }
}
