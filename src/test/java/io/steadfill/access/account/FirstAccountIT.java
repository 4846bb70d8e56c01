package io.steadfill.access.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.Database;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class FirstAccountIT {

    @Test
    void thePasswordOfTheFirstAccountIsMadeOnce(TestDatabase control) {
        try (Database database = control.database()) {
            Control fresh = new Control(() -> database);
            new ControlTables(fresh).init();
            AccountDesk desk = new AccountDesk(
                    fresh, new AccountStore(fresh), new Passwords(new SecureRandom()), new AuditTrail(fresh));

            assertThat(desk.first())
                    .hasValueSatisfying(password -> assertThat(password).hasSize(20));
            assertThat(desk.first()).isEmpty();
            assertThat(desk.list(Operator.ofThisMachine("test")))
                    .singleElement()
                    .satisfies(admin ->
                            assertThat(admin.operator().may(Role.ADMIN)).isTrue());
        }
    }
}
