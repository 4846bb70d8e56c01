package io.steadfill.engine;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MYSQL)
class MySqlConcurrentWritersScenario extends ConcurrentWritersContract {}
