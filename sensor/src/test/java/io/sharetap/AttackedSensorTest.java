package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks a sensor that watches, over HTTP, while a capture is played to it: it loses no packet, its records are those
 * of a replay, its memory stays within its bound, and whoever asks whether it is well gets an answer.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AttackedSensorTest {
    private static final Path CAPTURE = PcapCase.FOLDER.resolve("lateral-movement/capture.pcapng");
    private static final String TOKEN = "the-token-of-this-test";
    private static final int CONNECTIONS = 10_000;
    private static final int SLOW_CLIENTS = 150;
    private static final int WRONG_TOKENS = 500;
    /** As long as a test may take: how long an answer takes is for others to judge. */
    private static final int ANSWER_MILLIS = 120_000;
    /** The heap, what lies outside of it, two rings, and the machine's own. */
    private static final long MEMORY_MAX_KIB = 900 << 10;

    private final List<SocketChannel> held = new ArrayList<>();

    @TempDir
    private Path folder;

    private VethPair pair;
    private Process sensor;
    private int port;

    @BeforeEach
    void watch() throws IOException, InterruptedException {
        Needs.program("tcpreplay", "--version");
        pair = VethPair.made('a');
        sensor = sharetap("watch", "watch", "-i", pair.exit(), "--http", "127.0.0.1:0");
        Path said = folder.resolve("watch.said");
        Pattern page = Pattern.compile("the page is at http://127\\.0\\.0\\.1:(\\d+)/[\\s\\S]*watching");
        Matcher found = page.matcher(Files.readString(said));
        while (!found.find()) {
            assertTrue(sensor.isAlive(), Files.readString(said));
            Thread.sleep(50);
            found = page.matcher(Files.readString(said));
        }
        port = Integer.parseInt(found.group(1));
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        for (SocketChannel each : held) {
            each.close();
        }
        if (sensor != null) {
            sensor.destroyForcibly().waitFor();
        }
        if (pair != null) {
            pair.close();
        }
    }

    /** The program as the tests have it; its records go to {@code NAME.records}. */
    private Process sharetap(String name, String command, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + new File("../config/jvm.flags").getCanonicalPath(),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                "io.sharetap.cli.Sharetap",
                command));
        words.addAll(List.of("--format", "json", "--events", "all", "--activation", "0d", "--no-progress"));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(folder.resolve(name + ".records").toFile())
                .redirectError(folder.resolve(name + ".said").toFile());
        builder.environment().put("SHARETAP_HTTP_TOKEN", TOKEN);
        return builder.start();
    }

    /** Sends bytes and gives all that comes back until the other side ends it. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            StringBuilder answer = new StringBuilder();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                byte[] bytes = new byte[64 << 10];
                for (int count = socket.getInputStream().read(bytes); count > 0; ) {
                    answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                    count = socket.getInputStream().read(bytes);
                }
            } catch (SocketException reset) {
                return answer.append("(reset)").toString(); // it did not wait for the rest
            }
            return answer.toString();
        }
    }

    private String get(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return exchange(request + "Connection: close\r\n\r\n");
    }

    private void assertHealthy() throws IOException {
        String answer = get("/healthz");
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    }

    private void assertRefused(String request) throws IOException {
        String answer = exchange(request);
        assertTrue(answer.startsWith("HTTP/1.1 4") || answer.equals("(reset)"), request + " -> " + answer);
        assertFalse(answer.contains("sharetap_"), request);
        assertEquals(answer.equals("(reset)") ? 0 : 1, answer.split("HTTP/1\\.1 ", -1).length - 1, request);
    }

    private void playWrongRequests() throws IOException {
        String allowed = "Authorization: Bearer " + TOKEN + "\r\n";
        String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + allowed + "\r\n";
        for (String path : List.of(
                "/../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "//etc/passwd",
                "/page.css%00.png",
                "/\u0000",
                "/..\\..\\etc\\passwd",
                "/%5c..%5cetc",
                "/page/index.html",
                "/io/sharetap/status/page/page.js",
                "/api/alerts/../../metrics/x",
                "/api/alerts/%2e%2e",
                "/metrics;x=/../y",
                "http://other.example/etc/passwd",
                "*",
                "/" + "a".repeat(100_000))) {
            assertRefused("GET " + path + end);
        }
        for (String method : List.of("POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "BREW")) {
            assertRefused(method + " /metrics" + end);
        }
        String inside = "0\r\n\r\nGET /metrics" + end;
        assertRefused("GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + allowed
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + inside);
        assertRefused("GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + allowed
                + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + inside);
        assertRefused(
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + allowed + "X: " + "x".repeat(1 << 20) + "\r\n\r\n");
        assertRefused("\u0016\u0003\u0001\u0002\u0000" + "\u0001".repeat(600) + "\r\n\r\n");
        for (int number = 0; number < WRONG_TOKENS; number++) {
            String wrong = TOKEN.substring(0, number % TOKEN.length()) + "x".repeat(number % 40);
            String answer = get("/metrics", "Authorization: Bearer " + wrong);
            assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
        }
        assertTrue(get("/metrics", allowed.strip()).startsWith("HTTP/1.1 200"));
    }

    private void hold(int number, String begun) throws IOException {
        SocketChannel channel = SocketChannel.open();
        held.add(channel);
        channel.bind(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 1, (byte) (number % 40), (byte) (1 + number % 50)}), 0));
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        channel.write(ByteBuffer.wrap(begun.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
    }

    /** A byte each time, of a head that never ends, or of an answer that is never read to its end. */
    private void dawdle() {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (SocketChannel each : held) {
            try {
                each.write(ByteBuffer.wrap(new byte[] {'x'}));
                one.clear();
                each.read(one);
            } catch (IOException closed) {
                continue; // the sensor made room
            }
        }
    }

    private static Map<String, Integer> writes(Path records) throws IOException {
        Map<String, Integer> writes = new TreeMap<>();
        for (String line : Files.readAllLines(records)) {
            JsonNode record = new ObjectMapper().readTree(line);
            if (record.at("/event/action").asText().equals("smb-file-write")) {
                String write =
                        record.at("/event/kind").asText() + " " + record.at("/source/ip") + record.at("/destination/ip")
                                + record.at("/file/path") + record.at("/file/size") + record.at("/file/hash")
                                + record.at("/smb/complete") + record.at("/event/outcome");
                writes.merge(write, 1, Integer::sum);
            }
        }
        return writes;
    }

    private long memoryKib() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + sensor.pid() + "/status")).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    @Test
    void seesAllWhileItIsAttacked() throws IOException, InterruptedException {
        Process player = new ProcessBuilder("tcpreplay", "-q", "--pps=30", "-i", pair.entry(), CAPTURE.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tcpreplay.said").toFile())
                .start();
        for (int number = 0; number < SLOW_CLIENTS; number++) {
            hold(
                    number,
                    number % 2 == 0 ? "GET /healthz HTTP/1.1\r\nX: " : "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        dawdle();
        assertHealthy();
        playWrongRequests();
        dawdle();
        try {
            for (int number = 0; number < CONNECTIONS; number++) {
                hold(number, "G");
                if (number % 1_000 == 999) {
                    assertHealthy(); // while they are held
                }
            }
        } catch (SocketException tooMany) {
            Needs.lacking("this process may not open " + CONNECTIONS + " connections: " + tooMany.getMessage());
        }
        dawdle();
        assertHealthy();
        assertTrue(memoryKib() < MEMORY_MAX_KIB, "KiB: " + memoryKib());
        assertEquals(0, player.waitFor(), () -> folder.toString());
        assertHealthy();
        assertEquals(0, sharetap("replay", "replay", CAPTURE.toString()).waitFor());
        Map<String, Integer> replayed = writes(folder.resolve("replay.records"));
        assertFalse(replayed.isEmpty());
        Path watched = folder.resolve("watch.records");
        while (lines(watched) < lines(folder.resolve("replay.records"))) {
            Thread.sleep(50); // as long as the test may take
        }
        assertEquals(
                "{\"kernel\":0,\"interface\":0,\"ring\":0}",
                status().get("interfaces").get(0).get("dropped").toString());
        sensor.destroy();
        assertEquals(0, sensor.waitFor());
        assertEquals(replayed, writes(watched));
    }

    /** Records of writes that are there to their end. */
    private static long lines(Path records) throws IOException {
        String text = Files.readString(records);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.contains("\"smb-file-write\""))
                .count();
    }

    private JsonNode status() throws IOException {
        String answer = get("/api/status", "Authorization: Bearer " + TOKEN);
        return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    }
}
