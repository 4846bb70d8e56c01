package io.steadfill.database.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.Failure;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the numbers of MySQL and MariaDB mean to a chunk, where no test can have the server say them. */
class InnoDbFailuresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1114 | The table 'item' is full
                    1021 | Disk full (/tmp/#sql); waiting for someone to free some space (errno: 28 "No space left on device")
                    20   | Disk is full writing './binlog.000002' (OS errno 28 - No space left on device). Waiting for someone to free space
                    3    | Error writing file './binlog.000002' (OS errno 28 - No space left on device)
                    1026 | Error writing file './shop/item' (errno: 28 "No space left on device")
                    1030 | Got error 28 "No space left on device" from storage engine InnoDB
                    1180 | Got error 28 "Espacio insuficiente" during COMMIT
                    1878 | Temporary file write failure (errno: 28)
                    """)
    void aDiskWithoutRoomIsToldByItsNumber(int code, String words) {
        assertThat(InnoDbFailures.of(new SQLException(words, "HY000", code))).isEqualTo(Failure.DISK_FULL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1030 | Got error 168 "Unknown (generic) error from engine" from storage engine InnoDB
                    1062 | Duplicate entry 'error 28' for key 'PRIMARY'
                    1366 | Incorrect string value: 'errno: 28' for column 'name' at row 1
                    """)
    void whatOnlyLooksLikeOneIsNone(int code, String words) {
        assertThat(InnoDbFailures.of(new SQLException(words, "HY000", code))).isEqualTo(Failure.DATA);
    }
}
