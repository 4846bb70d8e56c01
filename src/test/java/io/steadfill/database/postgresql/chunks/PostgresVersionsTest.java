package io.steadfill.database.postgresql.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

class PostgresVersionsTest {

    /** Page 4294967294, line 65535, transaction 4294967295; and the first of each. */
    private static final String[] EXTREMES = {
        "\u00ff\u00ff\u00ff\u00fe\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "\0\0\0\0\0\1\0\0\0\3"
    };

    @Test
    void areTheSameInBytesAndInText() {
        PGobject tids = PostgresVersions.tids(EXTREMES);
        PGobject xmins = PostgresVersions.xmins(EXTREMES);

        assertThat(tids.getValue()).isEqualTo("{\"(4294967294,65535)\",\"(0,1)\"}");
        assertThat(xmins.getValue()).isEqualTo("{4294967295,3}");
        assertThat(bytes(tids))
                .isEqualTo(ByteBuffer.allocate(40)
                        .putInt(1)
                        .putInt(0)
                        .putInt(27)
                        .putInt(2)
                        .putInt(1)
                        .putInt(6)
                        .putInt(-2)
                        .putShort((short) -1)
                        .putInt(6)
                        .putInt(0)
                        .putShort((short) 1)
                        .array());
        assertThat(bytes(xmins))
                .isEqualTo(ByteBuffer.allocate(36)
                        .putInt(1)
                        .putInt(0)
                        .putInt(28)
                        .putInt(2)
                        .putInt(1)
                        .putInt(4)
                        .putInt(-1)
                        .putInt(4)
                        .putInt(3)
                        .array());
    }

    private static byte[] bytes(PGobject object) {
        PGBinaryObject binary = (PGBinaryObject) object;
        byte[] bytes = new byte[binary.lengthInBytes()];
        binary.toBytes(bytes, 0);
        return bytes;
    }
}
