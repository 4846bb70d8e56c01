package io.steadfill.verify.walk;

import io.steadfill.database.Session;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import org.jspecify.annotations.Nullable;

/** Says where a short range ends. */
public interface Bounds {

    /** The last key of about {@code rows} rows at the beginning of {@code left}; null when {@code left} ends first. The same answer when asked again. */
    @Nullable
    Key next(Session session, KeyRange left, int rows);
}
