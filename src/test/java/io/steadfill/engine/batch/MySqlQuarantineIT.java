package io.steadfill.engine.batch;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MYSQL)
class MySqlQuarantineIT extends QuarantineContract {}
