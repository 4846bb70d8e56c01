package io.steadfill.schedule;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MARIADB)
class MariaDbSkippingIT extends SkippingContract {}
