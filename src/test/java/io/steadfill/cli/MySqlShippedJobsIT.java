package io.steadfill.cli;

import io.steadfill.testing.Lane;

class MySqlShippedJobsIT extends ShippedJobsContract {

    MySqlShippedJobsIT() {
        super(Lane.MYSQL);
    }
}
