package io.steadfill.database.vitals;

import java.util.List;

/**
 * The standbys that a primary knows.
 *
 * @param standbys those with a replay position
 * @param hidden whether there are more whose position our role may not read
 */
public record StandbysSeen(List<Standby> standbys, boolean hidden) {

    static final StandbysSeen NONE = new StandbysSeen(List.of(), false);

    public StandbysSeen {
        standbys = List.copyOf(standbys);
    }
}
