package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens and accounts, in the browser. */
@ExtendWith(OnConsole.class)
class PeoplePageIT {

    private final ConsoleStage stage;

    PeoplePageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void aTokenIsShownOnceWorksAndIsTakenBack() throws IOException, InterruptedException {
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "vic");
        page.navigate("/tokens");
        assertThat(page.inputValue("#t-grants")).as("the least is offered").isEqualTo("viewer:*");
        page.fill("#t-label", "nightly");
        page.click("button:has-text('Make it')");
        String secret = page.locator("#secret").textContent();
        assertThat(asked(secret)).isEqualTo(200);

        page.navigate("/tokens");
        assertThat(page.locator("main")).containsText("nightly");
        assertThat(page.content()).doesNotContain(secret);
        page.click("button:has-text('Revoke')");
        assertThat(page.locator(".verdict.ok")).containsText("refused from now on");
        assertThat(asked(secret)).isEqualTo(401);
        page.context().close();
    }

    @Test
    void anAdminAddsSomebodyWhoSignsInAndShutsHimOutAgain() {
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "ada");
        page.navigate("/accounts");
        page.fill("#n-name", "zoe");
        page.fill("#n-grants", "viewer operator:names");
        page.click("button.primary");
        String password = page.locator("#secret").textContent();

        Page hers = stage.chromium.page(false, false, 1280);
        hers.navigate("/login");
        hers.fill("#u", "zoe");
        hers.fill("#p", password);
        hers.click("button.primary");
        hers.waitForURL(url -> !url.contains("/login"));
        assertThat(hers.locator(".who dd").first()).containsText("operator on names");

        page.navigate("/accounts");
        page.click("summary:has-text('Change zoe')");
        page.click("section:has(h2:text-is('zoe')) button.danger");
        assertThat(page.locator(".verdict.ok")).containsText("zoe is shut out");
        hers.navigate("/jobs");
        assertThat(hers.url()).contains("/login");
        hers.context().close();
        page.context().close();
    }

    @Test
    void accountsAreForAdmins() {
        Page page = stage.chromium.as("vic");
        assertThat(page.navigate("/accounts").status()).isEqualTo(403);
        assertThat(page.locator("a[href='/accounts']")).hasCount(0);
        page.context().close();
    }

    private int asked(String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(stage.served.root() + "/api/v1/jobs"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
