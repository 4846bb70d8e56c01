package io.steadfill.schedule;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.POSTGRESQL)
class PostgresSkippingIT extends SkippingContract {}
