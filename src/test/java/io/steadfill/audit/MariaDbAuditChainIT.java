package io.steadfill.audit;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MARIADB)
class MariaDbAuditChainIT extends AuditChainContract {}
