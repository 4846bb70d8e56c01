package io.steadfill.audit;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MYSQL)
class MySqlAuditChainIT extends AuditChainContract {}
