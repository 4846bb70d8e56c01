package io.steadfill.verify.walk;

import io.steadfill.database.Session;
import java.util.function.Function;

/** Does one piece of reading in a transaction of its own. */
interface Reads {

    /** @throws ReadCancelledException when the server cancelled it, as it does with statements that take too long */
    <T> T read(Function<Session, T> work);
}
