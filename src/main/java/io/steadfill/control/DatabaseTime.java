package io.steadfill.control;

import java.time.Instant;

/** The control database's clock, the only one that says what is due; no machine's own is trusted. */
public interface DatabaseTime {

    Instant now();
}
