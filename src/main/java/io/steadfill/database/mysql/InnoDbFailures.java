package io.steadfill.database.mysql;

import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import io.steadfill.database.Failure;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Error numbers of MySQL and MariaDB, read for what they mean to a chunk. */
final class InnoDbFailures {

    private static final Map<Integer, Failure> CODES = codes();

    /** Codes for a file of the server's, be it the binary log's, that could not be written; the words tell why. */
    private static final Set<Integer> OF_FILES = Set.of(3, 1004, 1026, 1030, 1180, 1878);

    /** The operating system's number for a disk without room, which no language translates. */
    private static final Pattern NO_SPACE = Pattern.compile("\\b28\\b");

    private InnoDbFailures() {}

    private static Map<Integer, Failure> codes() {
        Map<Integer, Failure> codes = new HashMap<>();
        // Deadlock, changed since the snapshot, statement to be prepared again, group replication's refusal of a
        // commit.
        put(codes, Failure.TRANSIENT, 1213, 1020, 1615, 3101);
        put(codes, Failure.LOCKED, 1205, 3572);
        put(codes, Failure.CANCELLED, 1317, 3024, 1969);
        put(codes, Failure.CONNECTION, 2006, 2013, 1053, 4031, 1927, 1158, 1159, 1160, 1161);
        put(codes, Failure.RESOURCE, 1040, 1203, 1226, 1135, 1290, 1836, 1792);
        put(codes, Failure.DISK_FULL, 1114, 1021, 20);
        put(codes, Failure.DRIFT, 1049, 1054, 1146, 1412, 1072, 1176);
        put(codes, Failure.PRIVILEGE, 1142, 1143, 1044, 1045, 1227, 1370);
        return codes;
    }

    private static void put(Map<Integer, Failure> codes, Failure failure, int... numbers) {
        for (int number : numbers) {
            codes.put(number, failure);
        }
    }

    static Failure of(SQLException error) {
        // The driver's own word for a statement that the watchdog had it cancel has neither code nor state.
        if (error instanceof MySQLStatementCancelledException || error instanceof SQLTimeoutException) {
            return Failure.CANCELLED;
        }
        Failure known = CODES.get(error.getErrorCode());
        if (known != null) {
            return known;
        }
        if (OF_FILES.contains(error.getErrorCode())
                && NO_SPACE.matcher(String.valueOf(error.getMessage())).find()) {
            return Failure.DISK_FULL;
        }
        String state = error.getSQLState();
        if (state == null) {
            return error.getErrorCode() == 0 ? Failure.CONNECTION : Failure.DATA;
        }
        return state.startsWith("08") ? Failure.CONNECTION : Failure.DATA;
    }
}
