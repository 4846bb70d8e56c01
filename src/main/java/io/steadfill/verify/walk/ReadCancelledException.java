package io.steadfill.verify.walk;

import java.sql.SQLException;

/** A read took too long, or somebody cancelled it; a smaller one may pass. */
final class ReadCancelledException extends RuntimeException {

    ReadCancelledException(SQLException cause) {
        super(cause);
    }
}
