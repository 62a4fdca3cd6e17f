package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.DevBroker;
import io.sharetap.detect.DetectorSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, with two instances: what the fleet knows, asked through either, of what either holds. */
@Timeout(240)
class FleetShowTest {
    private static final int NOON = 43_200;
    private static final long TRY_MILLIS = 200;
    private static final Pattern LAST_SEEN = Pattern.compile("\"days\":(\\d+)");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask(FleetHttp http, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + HttpAddresses.text(http.address()) + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What {@code sharetap fleet show} prints; after the exit code. */
    private String show(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx100m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.sharetap.fleet.Fleet",
                "show"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
        return process.exitValue() + "\n" + said;
    }

    private FleetApp start(DevBroker broker, FleetHttp http, String state) throws Exception {
        FleetApp app = FleetEqualityTest.start(
                broker,
                "shown",
                folder.resolve(state),
                DetectorSettings.defaults(),
                HttpAddresses.text(http.address()));
        http.answerFor(app);
        return app;
    }

    private static FleetHttp listen() throws Exception {
        return new FleetHttp(new InetSocketAddress("127.0.0.1", 0), null);
    }

    /** Asks until all that was written is known and both hold parts; the test's limit ends it otherwise. */
    private void await(FleetHttp http, String path, String expected) throws Exception {
        HttpResponse<String> answer = ask(http, path);
        while (answer.statusCode() != 200 || !answer.body().contains(expected)) {
            assertTrue(answer.statusCode() == 200 || answer.statusCode() == 503, answer::body);
            Thread.sleep(TRY_MILLIS);
            answer = ask(http, path);
        }
    }

    @Test
    void anyInstanceSaysWhatTheFleetKnows() throws Exception {
        Weeks weeks = Weeks.of(2);
        for (int host = 1; host <= 12; host++) {
            weeks.write(1, NOON + host, host, 20 + host, "public", "a.exe", "tool " + host);
        }
        weeks.seen(1, NOON + 600);
        try (DevBroker broker = DevBroker.started(Files.createDirectory(folder.resolve("broker")));
                FleetHttp first = listen();
                FleetHttp second = listen()) {
            assertEquals(503, ask(first, "/api/known/10.0.0.1").statusCode(), "it is not there yet");
            FleetEqualityTest.publish(broker, weeks.lines());
            ofTwo(broker, first, second);
        }
    }

    private void ofTwo(DevBroker broker, FleetHttp first, FleetHttp second) throws Exception {
        try (FleetApp one = start(broker, first, "one")) {
            try (FleetApp two = start(broker, second, "two")) {
                for (FleetHttp each : List.of(first, second)) {
                    await(each, "/api/known/10.0.0.12", "\"client\":{");
                    await(each, "/api/known/" + Weeks.digest("common"), "\"days\":2");
                }
                assertBothHold(two);
                sameOfEither(first, second);
                printed(first);
                hostile(first);
            }
            // Whoever is left takes over; until it has, it says so.
            await(first, "/api/known/10.0.0.12", "\"client\":{");
            assertEquals(0, one.counts().deadLetters());
        }
    }

    private static void assertBothHold(FleetApp two) throws Exception {
        TreeSet<String> here = new TreeSet<>();
        for (int part = 0; part < 8; part++) {
            try {
                two.local().in(Stores.CLIENTS, List.of(part), Asked.of("10.0.0.1"), 0, false);
                here.add("held");
            } catch (NotAnswered e) {
                here.add("elsewhere");
            }
        }
        assertEquals(new TreeSet<>(List.of("elsewhere", "held")), here);
    }

    /** 12 hosts and programs fall to parts of both instances. */
    private void sameOfEither(FleetHttp first, FleetHttp second) throws Exception {
        for (int host = 1; host <= 12; host++) {
            for (String key : List.of("10.0.0." + host, "10.0.0." + (20 + host), Weeks.digest("tool " + host))) {
                HttpResponse<String> answer = ask(first, "/api/known/" + key);
                assertEquals(200, answer.statusCode(), answer::body);
                assertEquals(answer.body(), ask(second, "/api/known/" + key).body());
                Matcher days = LAST_SEEN.matcher(answer.body());
                assertTrue(days.find(), answer::body);
                assertEquals("1", days.group(1), answer::body);
                Known known = Known.of(answer.body());
                assertEquals(answer.body(), known.json() + '\n');
                assertEquals(key.length() == 64, known.executable() != null);
            }
        }
        String unknown = ask(second, "/api/known/" + "ab".repeat(32)).body();
        assertTrue(unknown.matches("\\{\"baseline\":\\{[^}]*}}\n"), unknown);
        assertEquals(unknown, ask(first, "/api/known/10.9.9.9").body());
        assertEquals(unknown, ask(first, "/api/known/lease:00-00-5E-00-53-23").body());
    }

    private void printed(FleetHttp http) throws Exception {
        String at = HttpAddresses.text(http.address());
        String common = Weeks.digest("common");
        assertEquals(
                "0\n  " + common + "  12 destinations on 2 days, 2026-01-05 to 2026-01-06\n",
                show("--http", at, common));
        assertEquals("0\nnot seen in the window\n", show("--http", at, "ab".repeat(32)));
        assertEquals(
                "0\nas a destination\n  not seen in the window\nas a client\n"
                        + "  10.0.0.250                               12 destinations on 2 days,"
                        + " 2026-01-05 to 2026-01-06\n",
                show("--http", at, "10.0.0.250"));
        assertEquals("0\n" + ask(http, "/api/known/" + common).body(), show("--json", "--http", at, common));
        String malformed = show("--http", at, "nonsense");
        assertTrue(malformed.startsWith("2\nsharetap: \"nonsense\": this is no SHA-256"), malformed);
        String none = show("--http", "127.0.0.1:1", common);
        assertTrue(none.startsWith("1\nsharetap: no instance of a fleet answers at 127.0.0.1:1"), none);
        assertTrue(show().startsWith("2\nsharetap: Missing required parameter: 'HASH|HOST'\nsharetap: try: "));
    }

    private void hostile(FleetHttp http) throws Exception {
        String long256 = "a".repeat(300);
        for (String path : List.of("/api/known/", "/api/known/..", "/api/known/%00", "/api/known/" + long256)) {
            assertEquals(400, ask(http, path).statusCode(), path);
        }
        for (String path : List.of("/", "/api", "/api/known", "/api/parts/stories/10.0.0.1?parts=0", "/metricsx")) {
            assertEquals(404, ask(http, path).statusCode(), path);
        }
        for (String path : List.of(
                "/api/parts/clients",
                "/api/parts/clients/x?parts=0",
                "/api/parts/clients/10.0.0.1",
                "/api/parts/clients/10.0.0.1?parts=x",
                "/api/parts/clients/10.0.0.1?parts=0&day=x")) {
            assertEquals(400, ask(http, path).statusCode(), path);
        }
        assertEquals(404, ask(http, "/api/parts/executables/10.0.0.1?parts=0").statusCode());
        assertEquals(503, ask(http, "/api/parts/clients/10.0.0.1?parts=99").statusCode());
        HttpRequest post = HttpRequest.newBuilder(
                        URI.create("http://" + HttpAddresses.text(http.address()) + "/api/known/10.0.0.1"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertEquals(
                405, client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void whereATokenIsGivenItIsAskedFor() throws Exception {
        try (FleetHttp http = new FleetHttp(new InetSocketAddress("127.0.0.1", 0), "secret")) {
            for (String path : List.of("/metrics", "/api/known/10.0.0.1", "/api/parts/clients/10.0.0.1?parts=0")) {
                assertEquals(401, ask(http, path).statusCode(), path);
                assertEquals(
                        401, ask(http, path, "Authorization", "Bearer other").statusCode(), path);
                assertNotEquals(
                        401, ask(http, path, "Authorization", "Bearer secret").statusCode(), path);
            }
            assertEquals(200, ask(http, "/healthz").statusCode());
            assertEquals(503, ask(http, "/readyz").statusCode(), "it is starting");
            String said = show("--http", HttpAddresses.text(http.address()), "10.0.0.1");
            assertTrue(said.startsWith("2\n") && said.contains("asks for its token"), said);
            said = show("--http", HttpAddresses.text(http.address()), "--http-token", "secret", "10.0.0.1");
            assertTrue(said.startsWith("1\n") && said.contains("this instance is starting"), said);
        }
    }

    @Test
    void takesHashesAddressesAndLeases() {
        assertNotNull(Asked.of("AB".repeat(32)).sha256());
        assertNotNull(Asked.of("2001:db8::1").host());
        assertNotNull(Asked.of("lease:x").host());
        for (String none : List.of("", "lease:", "zz".repeat(32), "ab", "host.example", "1.2.3", "x".repeat(1_000))) {
            assertEquals(null, Asked.of(none), none);
        }
    }
}
