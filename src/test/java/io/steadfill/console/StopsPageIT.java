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
        page.selectOption("#s-lasts", "until somebody lifts it");
        page.fill("#s-why", "checkout is slow");
        page.click("button.danger");
        assertThat(page.locator(".verdict.ok")).containsText("Stopped: job 'slow'");
        stage.served.awaitState(run, "WAITING");

        page.navigate("/runs/" + run);
        assertThat(page.locator("#now")).containsText("checkout is slow. It goes on when somebody lifts that stop.");
        assertThat(page.locator("td[data-label=Ends]")).hasText("when somebody lifts that stop");
        assertThat(page.locator("main")).not().containsText("when somebody resumes it");
        page.navigate("/jobs");
        assertThat(page.locator("main")).containsText("Lift the stop: checkout is slow.");
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
    void whoResumesAStoppedRunIsToldThatTheStopHoldsItStill() {
        String run = stage.slow();
        stage.served.post("/api/v1/runs/" + run + "/actions/pause", "{}", "If-Match", stage.etag(run));
        stage.served.awaitState(run, "PAUSED");
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "ada");
        page.navigate("/stops?job=slow");
        page.fill("#s-why", "checkout is slow");
        page.click("button.danger");

        page.navigate("/runs/" + run);
        assertThat(page.locator("#now"))
                .containsText("It goes on when somebody lifts that stop, if no other hold is left then.");
        page.click("main button:has-text('Resume')");
        assertThat(page.locator(".verdict.ok")).containsText("waits. Held by ada: checkout is slow");
        assertThat(page.locator(".verdict.ok")).containsText("when somebody lifts that stop.");
        assertThat(page.locator(".verdict.ok")).not().containsText("checkpoints");
        page.navigate("/stops");
        page.click("button:has-text('Lift')");
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
