package io.steadfill.engine.batch;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.POSTGRESQL)
class PostgresQuarantineIT extends QuarantineContract {}
