package io.steadfill.desk.fleet;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.run.status.Fleet;
import java.util.List;

/** Runs that are not over, or wait for a person, as somebody may see them; asks each target once, however many there are. */
public final class FleetDesk {

    private final Fleet fleet;

    FleetDesk(Fleet fleet) {
        this.fleet = fleet;
    }

    public List<Fleet.Member> members(Operator who) {
        return fleet.members().stream()
                .filter(member -> who.may(Role.VIEWER, member.job()))
                .toList();
    }

    /** How many rows in quarantine each run has that somebody might still go on with. */
    public List<Fleet.Aside> asides(Operator who) {
        return fleet.asides().stream()
                .filter(run -> who.may(Role.VIEWER, run.job()))
                .toList();
    }
}
