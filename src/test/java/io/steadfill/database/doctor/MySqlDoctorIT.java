package io.steadfill.database.doctor;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MYSQL)
class MySqlDoctorIT extends InnoDbDoctorContract {

    MySqlDoctorIT(TestDatabase server) {
        super(server);
    }
}
