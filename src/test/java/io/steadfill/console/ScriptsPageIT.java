package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steadfill.console.ConsoleStage.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Companion scripts, in the browser: what would be said is shown, and only that is said. */
@ExtendWith(OnConsole.class)
class ScriptsPageIT {

    private static final String HAS_SIZE =
            "select count(*) from information_schema.columns where table_name = 'item' and column_name = 'size'";

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
