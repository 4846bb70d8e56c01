package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, tokens and the audit trail by command. */
@OnServer(Lane.POSTGRESQL)
class AccessCommandsIT {

    private static Workbench bench;

    @BeforeAll
    static void begin(@TempDir Path folder) {
        bench = Workbench.bare(folder, Lane.POSTGRESQL);
        bench.say("database", "init", "control");
    }

    @AfterAll
    static void end() {
        bench.close();
    }

    @Test
    void anAccountIsAddedWithAPasswordThatIsShownOnce() {
        Terminal.Answer added =
                bench.say("access", "add", "ada", "--grant", "operator:shop-*", "--zone", "Europe/London");
        String password = added.out().replaceAll("(?s).*password: (\\S+) .*", "$1");
        assertThat(added.code()).isZero();
        assertThat(password).hasSize(20);

        assertThat(bench.say("access", "grant", "ada", "approver").out())
                .isEqualTo("ada may: approver:* operator:shop-*\n");
        assertThat(bench.say("access", "revoke", "ada", "operator").code()).isEqualTo(2);
        assertThat(bench.say("access", "add", "ada").code()).isEqualTo(2);
        assertThat(bench.say("access", "add", "not a name").code()).isEqualTo(2);
        assertThat(bench.say("access", "grant", "ada", "king").err()).contains("is no role");

        String everything =
                bench.say("access", "list").out() + bench.say("audit", "list").out();
        assertThat(everything)
                .contains("Europe/London", "account add", "account grant")
                .doesNotContain(password);
    }

    @Test
    void aTokenIsMadeShownOnceAndRevoked() {
        bench.say("access", "add", "kim", "--grant", "operator");
        Terminal.Answer made = bench.say("access", "token", "add", "kim", "nightly", "--grant", "operator:a-*");
        String secret = made.out().replaceAll("(?s).*secret: (\\S+) .*", "$1");
        String id = made.out().replaceAll("(?s)token (\\S+) .*", "$1");
        assertThat(secret).startsWith("sf_" + id + "_");

        assertThat(bench.say("access", "token", "add", "kim", "wide", "--grant", "admin")
                        .code())
                .isEqualTo(77);
        assertThat(bench.say("access", "token", "list").out())
                .contains(id, "nightly", "never")
                .doesNotContain(secret);
        assertThat(bench.say("access", "token", "revoke", id).code()).isZero();
        assertThat(bench.say("access", "token", "revoke", id).code()).isEqualTo(2);
        assertThat(bench.control.rows("select * from steadfill_control_token").toString()
                        + bench.say("audit", "list").out())
                .doesNotContain(secret);
    }

    @Test
    void theAuditTrailIsListedAndChecked() throws Exception {
        bench.say("access", "add", "lea");
        assertThat(bench.say("audit", "list", "--last", "1", "-o", "json").out().lines())
                .singleElement()
                .asString()
                .contains("\"verb\":\"account add\"", "\"by\":\"ada\"");
        assertThat(bench.say("audit", "list", "--since", "2026-01-01").out()).contains("database init");
        assertThat(bench.say("audit", "list", "--since", "yesterday").code()).isEqualTo(2);

        Terminal.Answer whole = bench.say("audit", "check");
        assertThat(whole.code()).isZero();
        assertThat(whole.out()).contains("of them without a key");
        String head = whole.out()
                .lines()
                .filter(line -> line.startsWith("head "))
                .findFirst()
                .orElseThrow()
                .substring(5);
        assertThat(bench.say("audit", "check", "--head", head).code()).isZero();
        assertThat(bench.say("audit", "check", "--head", "1:none").code()).isEqualTo(2);

        Files.writeString(bench.folder.resolve("audit.key"), "0123456789abcdef0123456789abcdef\n");
        Terminal.Answer unsealed = bench.say("audit", "check");
        assertThat(unsealed.code()).isEqualTo(8);
        assertThat(unsealed.err()).contains("no entry is sealed");

        bench.say("access", "password", "lea");
        assertThat(bench.say("audit", "check").code()).isZero();
        bench.control.execute(
                "alter table steadfill_control_audit disable trigger all",
                "update steadfill_control_audit set by_whom = 'eve' where seq = 2");
        assertThat(bench.say("audit", "check").err()).contains("entry 2 was changed");
        bench.control.execute("update steadfill_control_audit set by_whom = 'ada' where seq = 2");
        Files.delete(bench.folder.resolve("audit.key"));
    }
}
