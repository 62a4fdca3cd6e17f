package io.sharetap.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.alert.Variation;
import io.sharetap.config.HostAndPort;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.WrongSetting;
import io.sharetap.output.RecordSink;
import io.sharetap.output.Samples;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusServerTest {
    private static final HostAndPort ANY_PORT = new HostAndPort("127.0.0.1", 0);

    private final FakeSensor sensor = new FakeSensor();
    private final HttpClient client = HttpClient.newHttpClient();
    private StatusServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers)
            throws IOException, InterruptedException {
        if (server == null) {
            server = StatusServer.start(ANY_PORT, null, sensor);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return client.send(request.uri(address).build(), BodyHandlers.ofString());
    }

    @Test
    void givesMetricsThatPromtoolFindsNoFaultWith() throws IOException, InterruptedException {
        String metrics = get("/metrics").body();
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            assertTrue(!"true".equals(System.getenv("CI")), "promtool (Debian: prometheus) is not installed");
            Assumptions.abort("promtool (Debian: prometheus) is not installed");
            return;
        }
        promtool.getOutputStream().write(metrics.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, promtool.waitFor(), said);
        assertEquals("", said);
    }

    @Test
    void givesEveryMetricWithItsSentence() throws IOException, InterruptedException {
        server = StatusServer.start(ANY_PORT, null, sensor);
        server.counting(new KeptEvents()).onEvent(Samples.blind(7));
        String metrics = get("/metrics").body();
        for (Meter meter : Meter.values()) {
            assertTrue(metrics.contains("# HELP " + meter.shown() + " " + meter.sentence()), meter.shown());
        }
    }

    @Test
    void reportsInterfacesAndCountsAndTheFullDisk() throws IOException, InterruptedException {
        List<String> metrics = get("/metrics").body().lines().toList();
        assertTrue(metrics.contains("sharetap_packets_total{interface=\"eth1\"} 12.0"), metrics.toString());
        assertTrue(metrics.contains("sharetap_dropped_packets_total{interface=\"eth1\",where=\"kernel\"} 1.0"));
        assertTrue(metrics.contains("sharetap_dropped_packets_total{interface=\"eth1\",where=\"interface\"} 2.0"));
        assertTrue(metrics.contains("sharetap_dropped_packets_total{interface=\"eth1\",where=\"ring\"} 3.0"));
        assertTrue(metrics.contains("sharetap_interface_changes_total{interface=\"eth1\"} 9.0"));
        assertTrue(metrics.contains("sharetap_flows_total 1.0"));
        assertTrue(metrics.contains("sharetap_anomalies_total{name=\"smb_opens_full\",room=\"smb\"} 1.0"));
        assertTrue(metrics.contains("sharetap_table_evictions_total{table=\"opens\"} 1.0"));
        assertTrue(metrics.contains(
                "sharetap_smb_messages_total{command=\"write\",dialect=\"3.0.2\",kind=\"request\"} 1.0"));
        assertTrue(metrics.contains("sharetap_baseline_disk_full_total 14.0"));
        assertTrue(metrics.contains("sharetap_baseline_active 0.0"));
    }

    @Test
    void showsHowEachOutputFares() throws IOException, InterruptedException {
        List<String> metrics = get("/metrics").body().lines().toList();
        assertTrue(metrics.contains("sharetap_output_records_total{output=\"file:/x\"} 1.0"), metrics.toString());
        assertTrue(metrics.contains("sharetap_output_queued_bytes{output=\"file:/x\"} 3.0"));
        assertTrue(metrics.contains("sharetap_output_spilled_records{output=\"file:/x\"} 4.0"));
        assertTrue(
                metrics.contains("sharetap_output_lost_records_total{output=\"file:/x\",reason=\"spill_full\"} 3.0"));
        assertTrue(metrics.contains("sharetap_output_last_error_age_seconds{output=\"file:/x\"} NaN"));
        sensor.output = false;
        assertTrue(get("/metrics").body().lines().noneMatch(line -> line.contains("output=")));
    }

    @Test
    void countsRecordsOnTheirWay() throws IOException, InterruptedException {
        server = StatusServer.start(ANY_PORT, null, sensor);
        KeptEvents kept = new KeptEvents();
        RecordSink counting = server.counting(kept);
        counting.onEvent(Samples.blind(7));
        counting.onEvent(Samples.blind(7));
        counting.flush();
        assertEquals(2, kept.events.size());
        assertEquals(1, kept.flushes);
        String metrics = get("/metrics").body();
        assertTrue(metrics.contains("sharetap_blind_sessions_total{reason=\"encrypted\"} 2.0"), metrics);
    }

    @Test
    void isReadyWhenTheDetectorIsOpenAndAnInterfaceIsUp() throws IOException, InterruptedException {
        assertEquals(200, get("/readyz").statusCode());
        sensor.up = false;
        assertEquals(503, get("/readyz").statusCode());
        sensor.up = true;
        sensor.open = false;
        assertEquals(503, get("/readyz").statusCode());
        assertEquals(200, get("/healthz").statusCode());
        assertEquals(200, get("/metrics").statusCode());
    }

    @Test
    void givesItsStateAsJson() throws IOException, InterruptedException {
        HttpResponse<String> response = get("/api/status");
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        JsonNode state = new ObjectMapper().readTree(response.body());
        assertEquals(FakeSensor.PACKETS, state.at("/interfaces/0/packets").asInt());
        assertEquals(3, state.at("/interfaces/0/dropped/ring").asInt());
        assertEquals(14, state.at("/baseline/disk_full").asInt());
        assertEquals(1, state.at("/anomalies/smb_opens_full").asInt());
    }

    @Test
    void asksForItsTokenWhereThereIsOne() throws IOException, InterruptedException {
        server = StatusServer.start(ANY_PORT, "secret", sensor);
        assertEquals(401, get("/metrics").statusCode());
        assertEquals(401, get("/api/status", "Authorization", "Bearer secre").statusCode());
        assertEquals(200, get("/api/status", "Authorization", "Bearer secret").statusCode());
        assertEquals(200, get("/healthz").statusCode());
        server.ask("another");
        assertEquals(401, get("/metrics", "Authorization", "Bearer secret").statusCode());
        assertEquals(200, get("/metrics", "Authorization", "Bearer another").statusCode());
    }

    @Test
    void showsHowOftenSettingsWereRead() throws IOException, InterruptedException {
        String metrics = get("/metrics").body();
        assertTrue(metrics.contains("sharetap_config_reloads_total{result=\"success\"} 2"), metrics);
        assertTrue(metrics.contains("sharetap_config_reloads_total{result=\"failure\"} 1"), metrics);
        assertTrue(metrics.contains("sharetap_config_last_reload_success_timestamp_seconds 1.7000000005E9"), metrics);
    }

    @Test
    void givesTheLatestAlerts() throws IOException, InterruptedException {
        server = StatusServer.start(ANY_PORT, null, sensor);
        RecordSink counting = server.counting(new KeptEvents());
        counting.onAlert(RecentAlertsTest.alert("one", Variation.values()[0], "a.exe"));
        counting.onAlert(RecentAlertsTest.alert("two", Variation.values()[0], "b.exe"));
        JsonNode all = new ObjectMapper().readTree(get("/api/alerts?limit=1").body());
        assertEquals(2, all.get("raised").asInt());
        assertTrue(all.get("more").asBoolean());
        assertEquals(1, all.get("alerts").size());
        assertEquals("two", all.at("/alerts/0/record/event/id").asText());
        assertEquals("b.exe", all.at("/alerts/0/record/file/path").asText());
        HttpResponse<String> refused = get("/api/alerts?limit=many");
        assertEquals(400, refused.statusCode());
        assertEquals("limit is a whole number from 1 to 1000\n", refused.body());
        assertEquals(400, get("/api/alerts?colour=red").statusCode());
    }

    @Test
    void letsThePageAskNobodyElse() throws IOException, InterruptedException {
        for (String path : List.of("/", "/page.js", "/page.css", "/icon.svg", "/api/status")) {
            HttpResponse<String> answer = get(path);
            assertEquals(200, answer.statusCode(), path);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; "), policy);
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException, InterruptedException {
        assertEquals(404, get("/other").statusCode());
        assertEquals(404, get("/page/index.html").statusCode());
        assertEquals(4, get("/metrics/..%2f..%2fetc/passwd").statusCode() / 100);
        assertEquals(405, send(HttpRequest.newBuilder().DELETE(), "/metrics").statusCode());
        assertEquals(431, get("/metrics", "X-Long", "x".repeat(20_000)).statusCode());
    }

    @Test
    void answersUnderNoForeignNameWithoutAToken() throws IOException, InterruptedException {
        get("/healthz");
        assertEquals(421, statusOfNamed("stranger.example", "/api/alerts"));
        assertEquals(421, statusOfNamed("stranger.example", "/"));
        assertEquals(200, statusOfNamed("stranger.example", "/healthz"));
        assertEquals(200, statusOfNamed("localhost:9475", "/api/alerts"));
        assertEquals(200, statusOfNamed("[::1]:9475", "/api/alerts"));
    }

    private int statusOfNamed(String host, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    @Test
    void saysThatAnAddressIsInUse() throws IOException, InterruptedException {
        get("/healthz");
        HostAndPort taken = new HostAndPort("127.0.0.1", server.address().getPort());
        WrongSetting refused = assertThrows(
                WrongSetting.class,
                () -> StatusServer.start(taken, null, sensor).close());
        assertTrue(refused.getMessage().contains(taken + " cannot be listened at"), refused.getMessage());
    }

    @Test
    void needsATokenWhereOthersCanReachIt() {
        assertEquals("127.0.0.1:9475", config().http().toString());
        assertEquals(null, config("http", "off").http());
        assertEquals("[::1]:80", config("http", "[::1]:80").http().toString());
        assertThrows(WrongSetting.class, () -> config("http", "0.0.0.0:9475"));
        assertEquals(
                "secret", config("http", "0.0.0.0:9475", "http-token", "secret").httpToken());
        assertThrows(WrongSetting.class, () -> config("http", "9475"));
    }

    private static SensorConfig config(String... settings) {
        List<SensorConfig.Option> options = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            options.add(new SensorConfig.Option(settings[i], settings[i + 1], "test"));
        }
        return SensorConfig.of(options, Map.of(), null);
    }
}
