package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steadfill.console.ConsoleStage.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.steadfill.testing.Await;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Companion scripts, in the browser: what would be said is shown, and only that is said. */
@ExtendWith(OnConsole.class)
class ScriptsPageIT {

    private static final String HAS_SIZE =
            "select count(*) from information_schema.columns where table_name = 'item' and column_name = 'size'";

    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"");

    private final ConsoleStage stage;

    ScriptsPageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void scriptsAreShownThenAppliedAndTakenBackWithoutScripts() {
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "ada");
        page.navigate("/jobs/grown/scripts/expand");
        assertThat(page.locator("main")).containsText("alter table item add column size integer");
        page.fill("#cn", "grown");
        page.click("button.danger");
        assertThat(page.locator(".verdict.ok")).containsText("Applied: expand/V1__add_size.sql");
        assertThat(stage.served.target.count(HAS_SIZE)).isOne();

        page.click("a:has-text('Undo…')");
        assertThat(page.locator("main")).containsText("drop column size");
        page.fill("#cn", "grown");
        page.click("button.danger");
        assertThat(page.locator(".verdict.ok")).containsText("U1__add_size.sql");
        assertThat(stage.served.target.count(HAS_SIZE)).isZero();
        page.context().close();
    }

    @Test
    void whatChangedSinceItWasShownIsNotApplied() {
        Page page = stage.chromium.as("ada");
        page.navigate("/jobs/grown/scripts/expand");
        page.evaluate("document.querySelector('input[name=seen]').value = 'another'");
        page.fill("#cn", "grown");
        Response refused = say(page, "button.danger");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(page.locator("main")).containsText("changed since you looked");
        assertThat(stage.served.target.count(HAS_SIZE)).isZero();
        page.context().close();
    }

    @Test
    void anotherStepMeanwhileIsRefusedAndTheSameIsNotBegunTwice() throws SQLException {
        Visitor ada = new Visitor(stage.served.root(), "ada");
        Map<String, String> expand = Map.of("confirm", "grown", "seen", seen(ada, "expand"));
        try (Connection reader = stage.served.target.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table item in access share mode");

            HttpResponse<String> first = ada.post("/stops", "/jobs/grown/scripts/expand", expand);
            HttpResponse<String> again = ada.post("/stops", "/jobs/grown/scripts/expand", expand);
            HttpResponse<String> other = ada.post(
                    "/stops", "/jobs/grown/scripts/undo", Map.of("confirm", "grown", "seen", seen(ada, "undo")));

            assertThat(first.statusCode()).isEqualTo(302);
            assertThat(again.statusCode()).isEqualTo(302);
            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(other.body()).contains("nother step by ada is under way", "nothing of yours was begun");
            reader.rollback();
        }
        Await.until("the column to be there", () -> stage.served.target.count(HAS_SIZE) == 1);
        Await.until(
                "the step to be over",
                () -> ada.post(
                                        "/stops",
                                        "/jobs/grown/scripts/undo",
                                        Map.of("confirm", "grown", "seen", seen(ada, "undo")))
                                .statusCode()
                        == 302);
        Await.until("the column to be gone", () -> stage.served.target.count(HAS_SIZE) == 0);
    }

    private static String seen(Visitor who, String direction) {
        Matcher seen = SEEN.matcher(who.get("/jobs/grown/scripts/" + direction).body());
        return seen.find() ? seen.group(1) : "";
    }

    @Test
    void aSecondPersonIsAskedWhereTheTargetIsMarked() {
        stage.served.target.execute("update steadfill.meta set value = 'true' where name = 'production'");
        try {
            Page page = stage.chromium.as("ada");
            page.navigate("/jobs/grown/scripts/expand");
            page.fill("#cn", "grown");
            Response refused = say(page, "button.danger");

            assertThat(refused.status()).isEqualTo(409);
            page.click("main a:has-text('Approvals')");
            assertThat(page.locator("article:has-text('expand of grown')")).containsText("add column size");
            assertThat(stage.served.target.count(HAS_SIZE)).isZero();
            page.context().close();
        } finally {
            stage.served.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        }
    }
}
