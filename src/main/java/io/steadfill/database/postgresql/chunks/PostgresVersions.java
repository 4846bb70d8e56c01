package io.steadfill.database.postgresql.chunks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * The version of a row: where it lies and which transaction wrote it, {@code ctid} and {@code xmin}, in the bytes of the wire protocol. As texts
 * they cost the server a fifth of the time of a row that is read and written back.
 */
public final class PostgresVersions {

    /** The types {@code tid[]} and {@code xid[]}, which the driver sends as bytes only when it is told so. */
    public static final String BINARY_TYPES = "1010,1011";

    private static final int TID = 27;
    private static final int TID_BYTES = 6;
    private static final int XID = 28;
    private static final int XID_BYTES = 4;

    private PostgresVersions() {}

    static String expression(String alias) {
        return "tidsend(" + alias + ".ctid) || xidsend(" + alias + ".xmin)";
    }

    /** @return one character a byte */
    static String read(ResultSet row, int column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.ISO_8859_1);
    }

    /** Where rows lie: an array of {@code tid}. */
    static PGobject tids(String[] versions) {
        return new Part("_tid", TID, versions, 0, TID_BYTES);
    }

    /** Which transactions wrote rows: an array of {@code xid}. */
    static PGobject xmins(String[] versions) {
        return new Part("_xid", XID, versions, TID_BYTES, XID_BYTES);
    }

    /** The same bytes of each version, as an array of one dimension. Equality is that of the text, as in every such object. */
    @SuppressWarnings("serial")
    private static final class Part extends PGobject implements PGBinaryObject {

        /** Dimensions, whether there are nulls, the elements' type, their number, the first index. */
        private static final int HEADER_BYTES = 5 * Integer.BYTES;

        private final int elementType;
        private final String[] versions;
        private final int from;
        private final int bytes;

        Part(String type, int elementType, String[] versions, int from, int bytes) {
            setType(type);
            this.elementType = elementType;
            this.versions = versions;
            this.from = from;
            this.bytes = bytes;
        }

        @Override
        public int lengthInBytes() {
            return HEADER_BYTES + versions.length * (Integer.BYTES + bytes);
        }

        @Override
        public void toBytes(byte[] target, int offset) {
            ByteBuffer out = ByteBuffer.wrap(target, offset, lengthInBytes());
            out.putInt(1).putInt(0).putInt(elementType).putInt(versions.length).putInt(1);
            for (String version : versions) {
                out.putInt(bytes).put(part(version));
            }
        }

        private byte[] part(String version) {
            return version.substring(from, from + bytes).getBytes(StandardCharsets.ISO_8859_1);
        }

        /** For connections whose address forbids bytes. */
        @Override
        public String getValue() {
            StringJoiner texts = new StringJoiner(",", "{", "}");
            for (String version : versions) {
                ByteBuffer part = ByteBuffer.wrap(part(version));
                String first = Integer.toUnsignedString(part.getInt());
                texts.add(
                        elementType == TID
                                ? "\"(" + first + "," + Short.toUnsignedInt(part.getShort()) + ")\""
                                : first);
            }
            return texts.toString();
        }

        @Override
        public void setByteValue(byte[] value, int offset) {
            throw new UnsupportedOperationException("versions are sent, never received");
        }
    }
}
