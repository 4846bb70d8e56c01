package io.steadfill.database.vitals;

/**
 * How far a server's log was written or replayed.
 *
 * @param origin the server whose log it is; positions of two origins cannot be compared
 * @param offset grows with every write; its unit is the vendor's own
 */
public record LogPosition(String origin, long offset) {

    public boolean isComparableTo(LogPosition other) {
        return origin.equals(other.origin);
    }
}
