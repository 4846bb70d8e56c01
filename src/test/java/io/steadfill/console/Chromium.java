package io.steadfill.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A real browser. What its pages complain of is kept. */
final class Chromium implements AutoCloseable {

    private static final Path WHERE = Path.of("/usr/bin/chromium");
    private static final String PASSWORD = "a password of length";

    private final Playwright playwright;
    private final Browser browser;
    private final String root;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    private Chromium(String root) {
        this.root = root;
        // A machine that does much else takes its time.
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(WHERE)
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** Where there is none, the tests are skipped, and say so. */
    static Chromium at(String root) {
        requireThere();
        return new Chromium(root);
    }

    static void requireThere() {
        Assumptions.assumeTrue(
                Files.isExecutable(WHERE),
                "NO CHROMIUM AT " + WHERE + ": THE CONSOLE IS NOT TESTED; apt-get install chromium");
    }

    /** A page of a window of its own, nobody signed in. */
    Page page(boolean scripts, boolean dark, int width) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(root)
                .setJavaScriptEnabled(scripts)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(width, 900));
        context.setDefaultTimeout(60_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // The browser reports the status of a page that was asked for, and hints; these are not the page's
            // complaints.
            if (!message.type().equals("info")
                    && !message.text().startsWith("Failed to load resource: the server responded with a status of 4")) {
                complaints.add(page.url() + " " + message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + " " + error));
        return page;
    }

    /** As {@link #page} at 1280, with scripts, signed in. */
    Page as(String who) {
        Page page = page(true, false, 1280);
        signIn(page, who);
        return page;
    }

    void signIn(Page page, String who) {
        page.navigate("/login");
        page.fill("#u", who);
        page.fill("#p", PASSWORD);
        page.click("button.primary");
        page.waitForURL(url -> !url.contains("/login"));
    }

    static String password() {
        return PASSWORD;
    }

    /** What the pages wrote to the browser's console since the last question, errors of scripts and of the policy among it. */
    List<String> takeComplaints() {
        List<String> taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
