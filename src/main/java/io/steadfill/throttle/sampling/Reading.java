package io.steadfill.throttle.sampling;

import io.steadfill.database.Session;

/** Something read from a server every now and then; the answer is kept in memory. */
public interface Reading {

    /** Reads in an open read-only transaction of its own. */
    void read(Session session);

    /** Our role may not look. */
    void denied();

    /** The last attempt failed; what was read before grows old. */
    void failed(String why);
}
