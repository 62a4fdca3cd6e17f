package io.sharetap.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.Needs;
import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.Variation;
import io.sharetap.config.HostAndPort;
import io.sharetap.output.RecordSink;
import io.sharetap.output.Samples;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The page in a real browser; what it looks like in each state is left in {@code target/page} for whoever wants to see.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PageTest {
    private static final Path PICTURES = Path.of("target", "page");
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(40);
    /** Of the README's capture. */
    private static final int ALERTS = 4;

    private static final int HUNDREDS = 300;
    private static final HostAndPort ANY_PORT = new HostAndPort("127.0.0.1", 0);

    @TempDir
    private Path folder;

    private ChromeDriver browser;
    private Process sensor;
    private StatusServer server;

    @BeforeAll
    static void needsABrowser() throws InterruptedException, IOException {
        Needs.program("chromium", "--version");
        Needs.program("chromedriver", "--version");
        Files.createDirectories(PICTURES);
    }

    @AfterEach
    void end() {
        if (browser != null) {
            browser.quit();
        }
        if (sensor != null) {
            sensor.destroyForcibly();
        }
        if (server != null) {
            server.close();
        }
    }

    private void openBrowser() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("browser"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .build();
        browser = new ChromeDriver(service, options);
        window(1400, 900);
    }

    private void window(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private void dark() {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    private void picture(String name) throws IOException {
        Files.copy(
                browser.getScreenshotAs(OutputType.FILE).toPath(),
                PICTURES.resolve(name + ".png"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!holds(condition)) {
            assertTrue(
                    System.nanoTime() - begun < WAIT_NANOS, () -> "not within the time: " + what + "\n" + text("body"));
            Thread.sleep(100);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false; // the page went on meanwhile
        }
    }

    private String text(String selector) {
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    private List<WebElement> all(String selector) {
        return browser.findElements(By.cssSelector(selector));
    }

    private long number(String script) {
        return (Long) browser.executeScript("return " + script);
    }

    /** Starts a sensor that watches the loopback interface; gives the page's address. */
    private String startSensor() throws IOException, InterruptedException {
        sensor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + new File("../config/jvm.flags").getCanonicalPath(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "io.sharetap.cli.Sharetap",
                        "watch",
                        "-i",
                        "lo",
                        "--activation",
                        "0d",
                        "--format",
                        "json",
                        "--events",
                        "none",
                        "--http",
                        "127.0.0.1:0")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(folder.resolve("said").toFile())
                .start();
        String address = saidAddress();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready =
                HttpRequest.newBuilder(URI.create(address + "/readyz")).build();
        while (client.send(ready, BodyHandlers.ofString()).statusCode() != 200) {
            Thread.sleep(50); // as long as the test may take
        }
        return address;
    }

    private String saidAddress() throws IOException, InterruptedException {
        Pattern page = Pattern.compile("the page is at (http://127\\.0\\.0\\.1:[0-9]+)/\\s");
        Matcher found = page.matcher("");
        while (!found.find()) {
            String said = Files.readString(folder.resolve("said"));
            if (!sensor.isAlive()) {
                Needs.lacking("no sensor can watch here: " + said);
            }
            Thread.sleep(50);
            found = page.matcher(said);
        }
        return found.group(1);
    }

    private static void play() throws IOException, InterruptedException {
        Needs.program("tcpreplay", "--version");
        Process play = new ProcessBuilder(
                        "tcpreplay", "-q", "--pps=20000", "-i", "lo", "../pcaps/lateral-movement/capture.pcapng")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        assertEquals(0, play.waitFor());
    }

    @Test
    void showsWhatARealSensorSees() throws IOException, InterruptedException {
        String address = startSensor();
        openBrowser();
        browser.get(address + "/");
        await("the page is empty", () -> text("#empty").startsWith("No alerts."));
        await("all is well", () -> text("#health").contains("Everything is seen"));
        picture("empty");

        play();
        await("the alerts are there", () -> all("#list > li").size() == ALERTS);
        assertTrue(text("#alerts-count").startsWith(ALERTS + " raised"), () -> text("#alerts-count"));

        WebElement high = browser.findElement(By.cssSelector("#list > li.high"));
        String id = high.getAttribute("id");
        high.findElement(By.tagName("button")).sendKeys(Keys.ENTER);
        await("it is opened", () -> high.findElement(By.cssSelector(".detail")).isDisplayed());
        showsAll(high.findElement(By.cssSelector(".detail")).getText(), record(address, id));
        assertTrue(browser.getCurrentUrl().endsWith("#" + id), browser.getCurrentUrl());
        picture("opened");
        high.findElement(By.cssSelector(".record summary")).click();
        assertTrue(high.findElement(By.cssSelector("pre")).getText().contains("\"session_id\""));

        String shared = browser.getCurrentUrl();
        browser.get("about:blank");
        browser.get(shared);
        await(
                "what the address names is open",
                () -> all("#list .detail:not([hidden])").size() == 1);
        askedNobodyElse(address);

        sensor.destroyForcibly().waitFor();
        await(
                "it tells that the sensor is gone",
                () -> text("#silent").startsWith("The sensor has not answered since "));
        picture("gone");
    }

    private static void showsAll(String detail, JsonNode record) {
        for (String fact :
                List.of("/message", "/file/hash/sha256", "/network/community_id", "/rule/name", "/event/id")) {
            assertTrue(detail.contains(record.at(fact).asText()), () -> fact + " is not in: " + detail);
        }
        assertTrue(record.at("/sharetap/reasons").size() > 0, record::toString);
        for (JsonNode reason : record.at("/sharetap/reasons")) {
            assertTrue(detail.contains("+" + reason.get("weight").asInt()), detail);
            assertTrue(detail.contains(reason.get("detail").asText()), detail);
        }
        for (JsonNode step : record.at("/sharetap/investigate")) {
            assertTrue(detail.contains(step.asText()), detail);
        }
    }

    private static JsonNode record(String address, String id) throws IOException, InterruptedException {
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/api/alerts?limit=1000"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        for (JsonNode entry : new ObjectMapper().readTree(answer).get("alerts")) {
            if (entry.at("/record/event/id").asText().equals(id)) {
                return entry.get("record");
            }
        }
        throw new AssertionError("no such alert: " + id);
    }

    @Test
    void staysLegibleWhereThereAreHundreds() throws IOException, InterruptedException {
        server = StatusServer.start(ANY_PORT, null, new FakeSensor());
        RecordSink records = server.counting(new KeptEvents());
        for (int number = 0; number < HUNDREDS; number++) {
            Variation variation = Variation.values()[number % Variation.values().length];
            Alert sample = RecentAlertsTest.alert(
                    String.format("%032x", number), variation, "Tools\\program-" + number + ".exe");
            records.onAlert(sample);
            records.onAlertUpdate(new AlertUpdate("update", Samples.NOON, sample.id(), List.of()));
        }
        openBrowser();
        browser.get("http://127.0.0.1:" + server.address().getPort() + "/");
        await("the list is full", () -> all("#list > li").size() == 100);
        picture("busy");
        browser.findElement(By.id("older")).click();
        await("older ones are there too", () -> all("#list > li").size() == 200);
        assertEquals("program-299.exe", text("#list > li:first-child .what strong"));
        assertEquals("program-100.exe", text("#list > li:last-child .what strong"));

        browser.executeScript("window.scrollTo(0, 0)");
        browser.findElement(By.cssSelector(".chip.low span")).click();
        await(
                "low ones are hidden",
                () -> all("#list > li.low").isEmpty() && !all("#list > li.high").isEmpty());
        browser.findElement(By.name("host")).sendKeys("10.9.9.9");
        await("it says that none is like this", () -> text("#empty").startsWith("No alert is like this."));
        browser.navigate().refresh();
        await("the list is back", () -> all("#list > li").size() == 100);
        browser.executeScript("location.hash = '%032x'".formatted(50));
        await("it is opened", () -> number("document.querySelectorAll('.alert:nth-child(250) .message').length") == 1);
        browser.executeScript("location.hash = '%032x'".formatted(HUNDREDS));
        await("one that is not there is said to be missing", () -> text("#gone").startsWith("The alert"));
        window(360, 740);
        await("it fits a telephone", () -> number("document.documentElement.scrollWidth") <= 360);
        picture("narrow");
        window(1400, 900);
        dark();
        await(
                "the ground is dark",
                () -> browser.executeScript("return getComputedStyle(document.body).backgroundColor")
                        .equals("rgb(14, 19, 26)"));
        picture("dark");
    }

    private void askedNobodyElse(String address) throws IOException {
        int asked = 0;
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = new ObjectMapper().readTree(entry.getMessage()).get("message");
            boolean ours = message.at("/params/documentURL").asText().startsWith(address);
            if (ours && message.get("method").asText().equals("Network.requestWillBeSent")) {
                String url = message.at("/params/request/url").asText();
                assertTrue(url.startsWith(address + "/"), url);
                asked++;
            }
        }
        assertTrue(asked > 8, "requests were looked at: " + asked);
        for (LogEntry entry : browser.manage().logs().get(LogType.BROWSER)) {
            assertFalse(entry.getLevel().intValue() >= Level.WARNING.intValue(), entry::toString);
        }
    }

    @Test
    void showsHostileNamesAsText() throws IOException, InterruptedException {
        server = StatusServer.start(ANY_PORT, null, new FakeSensor());
        RecordSink records = server.counting(new KeptEvents());
        String name = "<img src=x onerror=document.title='taken'>\u202eexe.txt\u0007\u200b&amp;\"'";
        String id = "0123456789abcdef0123456789abcdef";
        records.onAlert(RecentAlertsTest.alert(id, Variation.values()[0], "Public\\" + name));
        openBrowser();
        browser.get("http://127.0.0.1:" + server.address().getPort() + "/");
        await("the alert is there", () -> all("#list > li").size() == 1);
        browser.findElement(By.cssSelector("#list button")).click();
        String shown = "<img src=x onerror=document.title='taken'>U+202Eexe.txtU+0007U+200B&amp;\"'";
        assertEquals(shown, text("#list .what strong"));
        assertTrue(text(".facts").contains("\\Public\\" + shown), () -> text(".facts"));
        browser.findElement(By.cssSelector(".record summary")).click();
        assertTrue(text("pre").contains("U+202E"), () -> text("pre"));
        assertFalse(text("pre").contains("\u202e"), () -> text("pre"));
        assertFalse(browser.findElement(By.cssSelector("#list .ran")).isDisplayed(), "nothing was run yet");
        records.onEvent(RecentAlertsTest.execution(id, Samples.NOON, name, name, name));
        await("what was run is there", () -> all("#list .ran li").size() == 1);
        String ran = text("#list .ran");
        assertTrue(ran.contains("service \"" + shown + "\" was run, which runs \"" + shown + "\", 0.000 s"), ran);
        assertEquals(0, all("#list img").size());
        assertEquals("1 · Sharetap", browser.getTitle());
        picture("hostile");
    }

    @Test
    void asksForTheTokenAndKeepsItForTheTab() throws IOException, InterruptedException {
        server = StatusServer.start(ANY_PORT, "a-long-token-for-the-test", new FakeSensor());
        openBrowser();
        browser.get("http://127.0.0.1:" + server.address().getPort() + "/");
        await(
                "the token is asked for",
                () -> browser.findElement(By.id("token")).isDisplayed());
        assertFalse(browser.findElement(By.id("content")).isDisplayed());
        picture("token");
        browser.findElement(By.id("token-text")).sendKeys("another", Keys.ENTER);
        await(
                "it is the wrong one",
                () -> browser.findElement(By.id("token-wrong")).isDisplayed());
        browser.findElement(By.id("token-text")).sendKeys("a-long-token-for-the-test", Keys.ENTER);
        await("the page is shown", () -> browser.findElement(By.id("content")).isDisplayed());
        browser.navigate().refresh();
        await(
                "the tab knows it still",
                () -> browser.findElement(By.id("content")).isDisplayed());
        assertFalse(browser.getCurrentUrl().contains("token"), browser.getCurrentUrl());
        assertEquals(0, browser.manage().getCookies().size());
        assertEquals(0, number("localStorage.length"));
    }
}
