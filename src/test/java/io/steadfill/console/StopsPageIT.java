package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steadfill.console.ConsoleStage.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The brake, in the browser. */
@ExtendWith(OnConsole.class)
class StopsPageIT {

    private final ConsoleStage stage;

    StopsPageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void aJobIsStoppedWithoutScriptsEveryPageSaysSoAndItGoesOnWhenLifted() {
        String run = stage.slow();
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "ada");
        page.navigate("/stops?job=slow");
        page.selectOption("#s-lasts", "4 hours");
        page.fill("#s-why", "checkout is slow");
        page.click("button.danger");
        assertThat(page.locator(".verdict.ok")).containsText("Stopped: job 'slow'");
        stage.served.awaitState(run, "WAITING");

        page.navigate("/audit");
        assertThat(page.locator(".stops")).containsText("checkout is slow");
        page.navigate("/stops");
        page.click("button:has-text('Lift')");
        assertThat(page.locator(".verdict.ok")).containsText("One run goes on");
        assertThat(page.locator(".stops")).hasCount(0);
        stage.served.awaitState(run, "RUNNING");
        stage.cancel(run);
        page.context().close();
    }

    @Test
    void whoOperatesOneJobStopsNoOther() {
        Page page = stage.chromium.as("ned");
        page.navigate("/stops");
        assertThat(page.locator("input[value=everything]")).hasCount(0);
        page.evaluate("document.querySelector('input[value=job]').value = 'everything'");
        page.fill("#s-why", "mischief");
        Response refused = say(page, "button.danger");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(page.locator("main")).containsText("ask an admin for that role");
        assertThat(page.locator(".stops")).hasCount(0);
        page.context().close();
    }
}
