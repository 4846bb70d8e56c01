package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.steadfill.testing.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record of who said what: checked, and taken along. */
@ExtendWith(OnConsole.class)
class AuditPageIT {

    private final ConsoleStage stage;

    AuditPageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void theChainIsCheckedWithoutScriptsAndWhatWasChangedIsShown() {
        Page page = stage.chromium.page(false, true, 380);
        stage.chromium.signIn(page, "vic");
        page.navigate("/audit");
        page.click("button:has-text('Check the chain')");
        assertThat(page.locator(".verdict.ok")).containsText("each follows the one before it");
        assertThat(page.locator(".verdict.ok")).containsText("Checked by vic");

        String first = "select min(seq) from steadfill_control_audit where seq > 0";
        String by = stage.served.control.value(
                String.class, "select by_whom from steadfill_control_audit where seq = (" + first + ")");
        forge("mallory", first);
        try {
            page.click("button:has-text('Check the chain')");
            assertThat(page.locator(".verdict.bad")).containsText("not as it was written");
            assertThat(page.locator(".verdict.bad")).containsText("was changed");
        } finally {
            forge(by, first);
        }
        page.fill("#c-head", "99999:" + "0".repeat(64));
        page.click("button:has-text('Check the chain')");
        assertThat(page.locator(".verdict.bad")).containsText("number 99999 was written down once");
        page.fill("#c-head", "yesterday");
        page.click("button:has-text('Check the chain')");
        assertThat(page.locator("main")).containsText("that is no head");
        page.context().close();
    }

    @Test
    void theResultIsReadOnASmallDarkScreenAndByWhoeverMayReadItAll() {
        Page page = stage.chromium.page(true, true, 380);
        stage.chromium.signIn(page, "vic");
        page.navigate("/audit");
        page.click("button:has-text('Check the chain')");
        assertThat(page.locator(".verdict.ok")).hasCount(1);
        List<String> found = new ArrayList<>();
        ConsoleStage.look(page, true, 380, found);
        assertThat(found).isEmpty();
        page.context().close();

        Page some = stage.chromium.as("ned");
        some.navigate("/audit");
        assertThat(some.locator("button:has-text('Check the chain')")).hasCount(0);
        assertThat(some.locator(".verdict")).hasCount(0);
        String token = some.locator("input[name=_csrf]").first().getAttribute("value");
        assertThat(some.request()
                        .post(
                                "/audit/check",
                                RequestOptions.create()
                                        .setForm(FormData.create().set("_csrf", token)))
                        .status())
                .isEqualTo(403);
        some.context().close();
    }

    @Test
    void aCheckByAnotherHeadIsNotTakenForTheOneUnderWay() throws SQLException {
        Visitor vic = new Visitor(stage.served.root(), "vic");
        String head = "99999:" + "0".repeat(64);
        try (Connection owner = stage.served.control.connect();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table steadfill_control_audit in access exclusive mode");

            HttpResponse<String> first = vic.post("/approvals", "/audit/check", Map.of());
            HttpResponse<String> again = vic.post("/approvals", "/audit/check", Map.of("head", " "));
            HttpResponse<String> other = vic.post("/approvals", "/audit/check", Map.of("head", head));

            assertThat(first.statusCode()).isEqualTo(302);
            assertThat(again.statusCode()).isEqualTo(302);
            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(other.body()).contains("nother step by vic is under way", "nothing of yours was begun");
            owner.rollback();
        }
        Await.until(
                "the first check to be over",
                () -> vic.post("/approvals", "/audit/check", Map.of("head", head))
                                .statusCode()
                        == 302);
        assertThat(vic.get("/audit").body()).contains("number 99999 was written down once");
    }

    @Test
    void theFilteredWordsAreTakenAlongAsOnePersonMaySeeThem() throws IOException {
        stage.served.target.execute("update item set name = null");
        stage.served.awaitState(stage.served.launch("names"), "COMPLETED");
        stage.cancel(stage.slow());

        assertThat(taken("ada", "/audit"))
                .extracting(line -> line.path("verb").asString())
                .contains("account add", "launch", "cancel");
        assertThat(taken("ada", "/audit?verb=cancel"))
                .isNotEmpty()
                .allMatch(line -> line.path("verb").asString().equals("cancel"));
        assertThat(taken("ned", "/audit"))
                .isNotEmpty()
                .allMatch(line -> line.path("job").asString("").equals("names"));
    }

    private List<JsonNode> taken(String who, String from) throws IOException {
        Page page = stage.chromium.as(who);
        page.navigate(from);
        Download download = page.waitForDownload(() -> page.click("a:has-text('NDJSON')"));
        assertThat(download.suggestedFilename()).isEqualTo("audit.ndjson");
        List<JsonNode> lines = Files.readAllLines(download.path()).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        page.context().close();
        return lines;
    }

    /** As the database's owner, who can switch off what protects a table. */
    private void forge(String by, String entry) {
        stage.served.control.execute(
                "alter table steadfill_control_audit disable trigger all",
                "update steadfill_control_audit set by_whom = '" + by + "' where seq = (" + entry + ")",
                "alter table steadfill_control_audit enable trigger all");
    }
}
