package io.steadfill.run;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MYSQL)
class MySqlCancelIT extends CancelContract {}
