package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody sees first, at night. */
@ExtendWith(OnConsole.class)
class HomePageIT {

    private static final double LIMIT_MILLIS = 60_000;

    private final ConsoleStage stage;

    HomePageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void whatIsDownIsSaidFirstAndTheRestIsThereAllTheSame() {
        Page page = stage.chromium.as("ada");
        page.navigate("/");

        assertThat(page.locator(".needs li").first()).containsText("away", soon());
        assertThat(page.locator(".needs li").first()).containsText("No answer");
        assertThat(page.locator("section[data-part=databases]")).containsText("PostgreSQL", soon());
        assertThat(page.locator("section[data-part=databases]")).containsText("lock waiters");
        assertThat(page.locator("section[data-part=night]")).containsText("tonight", soon());
        assertThat(page.locator("section[data-part=night]")).containsText("Due");
        assertThat(page.locator("section[data-part=nodes]")).containsText("Heartbeat", soon());
        page.context().close();
    }

    @Test
    void nobodySeesThereWhatHeMayNotSee() {
        Page page = stage.chromium.as("ned");
        page.navigate("/");

        assertThat(page.locator("section[data-part=databases]")).containsText("shop", soon());
        assertThat(page.locator("main")).not().containsText("away");
        assertThat(page.locator("main")).not().containsText("tonight");
        assertThat(page.locator("main")).not().containsText("broken");
        page.context().close();
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT_MILLIS);
    }
}
