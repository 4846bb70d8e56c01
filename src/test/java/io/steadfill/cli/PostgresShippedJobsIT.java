package io.steadfill.cli;

import io.steadfill.testing.Lane;

class PostgresShippedJobsIT extends ShippedJobsContract {

    PostgresShippedJobsIT() {
        super(Lane.POSTGRESQL);
    }
}
