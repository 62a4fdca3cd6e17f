package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sharetap.FreePort;
import io.sharetap.config.DeliverySettings;
import io.sharetap.config.MadeTargets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server over HTTP that fails, stalls, dies and returns. */
@Timeout(60)
class WebhookTest {
    private static final long WAIT_NANOS = 500_000_000L;

    @TempDir
    private Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> requests = new CopyOnWriteArrayList<>();
    private final List<Integer> codes = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger answered = new AtomicInteger();
    private HttpServer server;
    private Delivery delivery;
    private int port;
    private volatile String retryAfter;
    private volatile boolean stalling;

    @BeforeEach
    void choosePort() {
        port = FreePort.any();
    }

    @AfterEach
    void stop() {
        over.countDown();
        if (delivery != null) {
            delivery.close();
        }
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            take(exchange);
        } finally {
            answered.incrementAndGet();
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(Map.copyOf(exchange.getRequestHeaders()));
        if (stalling) {
            await(over);
        }
        int code = codes.isEmpty() ? 204 : codes.remove(0);
        if (body.contains("unwanted") && code == 204) {
            code = 422;
        }
        if (code == 204) {
            body.lines().forEach(lines::add);
        }
        if (retryAfter != null && code == 429) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(code, -1);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Delivery deliver(String options) {
        String output = "http://127.0.0.1:" + port + "/take" + options;
        Map<String, String> environment = Map.of("HOOK_TOKEN", "s3cret");
        Deliveries deliveries = new Deliveries(
                new DeliverySettings(128 << 10, 16 << 20, WAIT_NANOS),
                folder.resolve("spill"),
                false,
                environment,
                said::add);
        delivery = deliveries.to(MadeTargets.one(output));
        delivery.start();
        return delivery;
    }

    private void offer(int from, int to) {
        FakeReceiver.texts(from, to).forEach(text -> delivery.offer(FakeReceiver.message(text)));
    }

    private void awaitLines(int count) throws InterruptedException {
        while (new HashSet<>(lines).size() < count) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void postsLinesOfJsonWithItsHeadersAndNoSecretIsSaid() throws IOException, InterruptedException {
        serve();
        deliver("#header.Authorization=Bearer%20${HOOK_TOKEN},header.X-Site=north,batch-bytes=1k");
        offer(0, 500);
        awaitLines(500);
        delivery.close();
        assertEquals(FakeReceiver.texts(0, 500), lines);
        Map<String, List<String>> headers = requests.get(0);
        assertEquals(List.of("application/x-ndjson"), headers.get("Content-type"));
        assertEquals(List.of("Bearer s3cret"), headers.get("Authorization"));
        assertEquals(List.of("north"), headers.get("X-site"));
        assertTrue(requests.size() >= 500 * 11 / 1_024, "no body is larger than it may be");
        assertFalse(said.toString().contains("s3cret"));
    }

    @Test
    void triesAgainUnderTheSameKeyWhatWasNotTakenAndComesWhenItIsAskedTo() throws IOException, InterruptedException {
        serve();
        codes.addAll(List.of(500, 503, 429, 408));
        retryAfter = "1";
        deliver("");
        long begun = System.nanoTime();
        delivery.offer(FakeReceiver.message("record 0"));
        awaitLines(1);
        assertTrue(System.nanoTime() - begun >= 1_000_000_000L, "it was told to come again after a second");
        assertEquals(List.of("record 0"), lines);
        Set<List<String>> keys = new HashSet<>();
        requests.forEach(request -> keys.add(request.get("Idempotency-key")));
        assertEquals(5, requests.size());
        assertEquals(1, keys.size());
        delivery.close();
        assertEquals(4, delivery.counts().reconnects());
        assertEquals(0, delivery.counts().lostInAll());
    }

    @Test
    void losesWhatItRefusesAloneAndCountsIt() throws IOException, InterruptedException {
        serve();
        deliver("");
        offer(0, 10);
        delivery.offer(FakeReceiver.message("unwanted"));
        offer(10, 20);
        awaitLines(20);
        delivery.close();
        assertEquals(FakeReceiver.texts(0, 20), lines);
        assertEquals(1, delivery.counts().lost().get(Loss.REFUSED));
        assertEquals(20, delivery.counts().taken());
    }

    @Test
    void missesNothingWhereTheServerIsDeadAtTheStartDiesAndReturns() throws IOException, InterruptedException {
        deliver("");
        offer(0, 1_000);
        awaitDown();
        serve();
        awaitLines(1_000);
        server.stop(0);
        offer(1_000, 2_000);
        awaitDown();
        serve();
        awaitLines(2_000);
        assertEquals(FakeReceiver.texts(0, 2_000), List.copyOf(new LinkedHashSet<>(lines)));
        delivery.close();
        assertEquals(0, delivery.counts().lostInAll());
    }

    private void awaitDown() throws InterruptedException {
        while (delivery.counts().up()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void leavesToTheNextRunWhatAServerThatStallsForGoodDoesNotTake() throws IOException, InterruptedException {
        serve();
        stalling = true;
        deliver("");
        offer(0, 100);
        while (requests.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        offer(100, 200);
        delivery.close();
        assertEquals(200, delivery.counts().spilledRecords());
        assertTrue(Files.exists(folder.resolve("spill")));
        stalling = false;
        over.countDown();
        while (answered.get() < requests.size()) {
            TimeUnit.MILLISECONDS.sleep(5); // who stalled goes on, and answers nobody
        }
        lines.clear();
        deliver("");
        awaitLines(200);
        delivery.close();
        assertEquals(FakeReceiver.texts(0, 200), lines);
    }
}
