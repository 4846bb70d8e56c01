package io.steadfill.audit;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.POSTGRESQL)
class PostgresAuditChainIT extends AuditChainContract {}
