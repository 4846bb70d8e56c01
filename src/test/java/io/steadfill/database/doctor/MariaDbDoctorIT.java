package io.steadfill.database.doctor;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MARIADB)
class MariaDbDoctorIT extends InnoDbDoctorContract {

    MariaDbDoctorIT(TestDatabase server) {
        super(server);
    }
}
