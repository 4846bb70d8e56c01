package io.steadfill.database.doctor;

import io.steadfill.database.Database;
import io.steadfill.database.Replica;
import io.steadfill.database.Session;
import io.steadfill.database.vitals.Standby;
import io.steadfill.database.vitals.Vitals;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Can the configured replicas be read, and are they replicas. */
final class ReplicaChecks {

    private final Database database;

    ReplicaChecks(Database database) {
        this.database = database;
    }

    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        Vitals vitals = Vitals.of(database.dialect().vendor());
        for (Replica replica : database.replicas()) {
            findings.add(look(replica, vitals));
        }
        return findings;
    }

    private static Finding look(Replica replica, Vitals vitals) {
        try (Session session = replica.open()) {
            Optional<Standby> standby = vitals.standby(session, replica.where());
            if (standby.isEmpty()) {
                return Finding.amber(
                        "replica " + replica.where() + " follows no primary",
                        "its lag says nothing",
                        "correct the URL under replicas, or leave it out");
            }
            String stopped = standby.get().stopped();
            return stopped == null
                    ? Finding.green("replica " + replica.where() + " can be read")
                    : Finding.amber(
                            "replica " + replica.where() + " does not follow: " + stopped,
                            "a run waits until it does",
                            "let it go on, or leave it out");
        } catch (SQLException | DataAccessException e) {
            return Finding.red(
                    "replica " + replica.where() + " cannot be read: " + e.getMessage(),
                    "a replica that cannot be read counts as too much lag, so every run waits",
                    vitals.grantNeeded() + ", correct the URL under replicas, or leave it out");
        }
    }
}
