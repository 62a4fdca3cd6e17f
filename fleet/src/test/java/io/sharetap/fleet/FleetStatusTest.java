package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.DevBroker;
import io.sharetap.detect.DetectorSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: what an instance says of itself over HTTP, while it works and while the broker is away. */
@Timeout(150)
class FleetStatusTest {
    private static final Pattern LAG =
            Pattern.compile("sharetap_fleet_lag_records\\{topic=\"([^\"]+)\",partition=\"(\\d+)\"\\} (\\d+)");
    private static final long TRY_MILLIS = 100;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask(FleetHttp http, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + http.address().getPort() + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks until the answer is as it should be; the test's limit ends it otherwise. */
    private String await(FleetHttp http, String path, Predicate<HttpResponse<String>> wanted) throws Exception {
        HttpResponse<String> answer = ask(http, path);
        while (!wanted.test(answer)) {
            Thread.sleep(TRY_MILLIS);
            answer = ask(http, path);
        }
        return answer.body();
    }

    @Test
    void saysHowFarEachPartitionIs() throws Exception {
        try (DevBroker broker = DevBroker.started(Files.createDirectory(folder.resolve("broker")))) {
            Weeks weeks = new Weeks()
                    .write(0, 100, 7, 201, "public", "a.exe", "one")
                    .write(0, 200, 7, 202, "public", "b.exe", "two")
                    .seen(1, 100);
            FleetEqualityTest.publish(broker, weeks.lines());
            List<String> said = new CopyOnWriteArrayList<>();
            try (FleetApp app = FleetEqualityTest.start(
                            broker, "status", folder.resolve("state"), DetectorSettings.defaults(), null, said::add);
                    FleetHttp http = new FleetHttp(new InetSocketAddress("127.0.0.1", 0), null)) {
                http.answerFor(app);
                await(http, "/readyz", answer -> answer.statusCode() == 200);
                assertEquals(200, ask(http, "/healthz").statusCode());
                String metrics = await(
                        http,
                        "/metrics",
                        answer -> answer.body().contains("sharetap_fleet_judged_total 2\n")
                                && lagOfWrites(answer.body()) == 0);
                assertTrue(metrics.contains("sharetap_fleet_events_total 3\n"), metrics);
                assertTrue(metrics.contains("# TYPE sharetap_fleet_lag_records gauge\n"), metrics);
                assertEquals(
                        partitions(),
                        new TreeSet<>(lags(metrics)
                                .map(lag -> lag.group(1) + ' ' + lag.group(2))
                                .toList()));
                broker.kill();
                metrics = await(
                        http,
                        "/metrics",
                        answer -> lags(answer.body()).findAny().isEmpty());
                assertFalse(metrics.contains("lag_records{"), "of brokers that are away nothing is known");
                assertTrue(metrics.contains("sharetap_fleet_judged_total 2\n"), metrics);
                assertEquals(List.of("no broker answers; nothing is judged until one does"), said);
                broker.start();
                await(http, "/metrics", answer -> lags(answer.body()).findAny().isPresent());
                await(http, "/healthz", answer -> said.contains("the brokers answer again"));
                assertEquals(2, said.size(), said::toString);
            }
        }
    }

    private static TreeSet<String> partitions() {
        TreeSet<String> all = new TreeSet<>(List.of("status-stories 0"));
        for (int part = 0; part < 8; part++) {
            for (String topic :
                    List.of("sharetap-writes", "status-clients", "status-executables", "status-destinations")) {
                all.add(topic + ' ' + part);
            }
        }
        return all;
    }

    private static java.util.stream.Stream<MatchResult> lags(String metrics) {
        return LAG.matcher(metrics).results();
    }

    /** -1: it is not known. */
    private static long lagOfWrites(String metrics) {
        List<MatchResult> ofWrites = lags(metrics)
                .filter(lag -> lag.group(1).equals("sharetap-writes"))
                .toList();
        return ofWrites.isEmpty()
                ? -1
                : ofWrites.stream()
                        .mapToLong(lag -> Long.parseLong(lag.group(3)))
                        .sum();
    }
}
