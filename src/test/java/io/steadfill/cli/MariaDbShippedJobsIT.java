package io.steadfill.cli;

import io.steadfill.testing.Lane;

class MariaDbShippedJobsIT extends ShippedJobsContract {

    MariaDbShippedJobsIT() {
        super(Lane.MARIADB);
    }
}
