package io.sharetap.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Answers over HTTP: {@code /metrics} for Prometheus, {@code /healthz} and {@code /readyz}, {@code /api/known/KEY} for
 * questions on what the fleet knows, and {@code /api/parts/STORE/KEY} for the other instances.
 */
final class FleetHttp implements AutoCloseable {
    private static final int THREADS = 6;
    /** Threads that may ask other instances and wait for them; as many are left to answer these. */
    private static final int ASKING_MAX = 3;

    private static final int PARTS_MAX = 10_000;
    private static final String KNOWN = "/api/known/";
    private static final String PARTS = "/api/parts/";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    /** As on the sensor: any other name may be that of a stranger's site that leads here. */
    private static final Pattern OWN_HOST =
            Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+])(:[0-9]+)?|[0-9a-fA-F:]+");

    static {
        // A client that is slow to ask, or to take the answer, must not keep others out.
        for (String limit : List.of("maxReqTime", "maxRspTime")) {
            System.setProperty("sun.net.httpserver." + limit, "10");
        }
        System.setProperty("jdk.httpserver.maxConnections", "64");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Semaphore asking = new Semaphore(ASKING_MAX);
    private final byte[] expected;
    private volatile FleetApp app;

    /**
     * Listens. Until {@link #answerFor} names an instance, it answers that it is starting.
     *
     * @param token required for everything but health; null: not required
     */
    FleetHttp(InetSocketAddress address, String token) throws IOException {
        expected = token == null ? null : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(address, 16);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    /** Answers for this instance from now on. */
    void answerFor(FleetApp instance) {
        app = instance;
    }

    private record Answer(int status, String type, String body) {
        static Answer of(int status, String sentence) {
            return new Answer(status, TEXT, sentence + '\n');
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = find(exchange);
        } catch (NotAnswered e) {
            answer = Answer.of(503, e.getMessage());
        } catch (RuntimeException e) {
            answer = Answer.of(500, "a fault of ours, please report it: " + e);
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (answer.status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private Answer find(HttpExchange exchange) throws NotAnswered {
        String path = exchange.getRequestURI().getPath();
        boolean health = path.equals("/healthz") || path.equals("/readyz");
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.of(405, "only GET");
        }
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!health
                && expected == null
                && host != null
                && !OWN_HOST.matcher(host).matches()) {
            return Answer.of(421, "without --http-token this is answered by address or as localhost only");
        }
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (!health
                && expected != null
                && (shown == null || !MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), expected))) {
            return Answer.of(401, "a token is needed");
        }
        FleetApp instance = app;
        if (path.equals("/healthz")) {
            return health(instance == null || instance.state() != KafkaStreams.State.ERROR);
        }
        if (path.equals("/readyz")) {
            return health(instance != null && instance.state() == KafkaStreams.State.RUNNING);
        }
        if (instance == null) {
            return Answer.of(503, "this instance is starting: ask again in a few seconds");
        }
        if (path.equals("/metrics")) {
            return new Answer(200, TEXT, FleetMetrics.of(instance.counts(), instance.lag()));
        }
        if (path.startsWith(KNOWN)) {
            return known(path.substring(KNOWN.length()));
        }
        return path.startsWith(PARTS)
                ? parts(path.substring(PARTS.length()), exchange.getRequestURI().getQuery())
                : Answer.of(404, "there is no such page");
    }

    private Answer known(String text) throws NotAnswered {
        Asked asked = Asked.of(text);
        if (asked == null) {
            return Answer.of(400, NO_KEY);
        }
        if (!asking.tryAcquire()) {
            throw new NotAnswered("too many ask at once: ask again in a few seconds");
        }
        try {
            return new Answer(200, JSON, app.lookup().of(asked).json() + '\n');
        } finally {
            asking.release();
        }
    }

    /** The message for a text that is no key. */
    static final String NO_KEY = "this is no SHA-256 of 64 hexadecimal digits, no IP address, and no lease:ID";

    /** Answers for the parts on this instance; other instances are not asked. */
    private Answer parts(String rest, String query) throws NotAnswered {
        int slash = rest.indexOf('/');
        Asked asked = slash < 0 ? null : Asked.of(rest.substring(slash + 1));
        if (asked == null) {
            return Answer.of(400, NO_KEY);
        }
        String store = rest.substring(0, slash);
        boolean ofHosts = store.equals(Stores.DESTINATIONS) || store.equals(Stores.CLIENTS);
        if (!store.equals(Stores.UNDER_WAY)
                && !(store.equals(Stores.EXECUTABLES) && asked.sha256() != null)
                && !(ofHosts && asked.host() != null)) {
            return Answer.of(404, "there is no such store of this");
        }
        Map<String, String> parameters = new HashMap<>();
        for (String each : query == null ? new String[0] : query.split("&")) {
            String[] pair = each.split("=", 2);
            parameters.put(pair[0], pair.length == 1 ? "" : pair[1]);
        }
        List<Integer> parts = new ArrayList<>();
        long day;
        try {
            for (String part : parameters.getOrDefault("parts", "").split(",", PARTS_MAX + 1)) {
                parts.add(Integer.parseInt(part));
            }
            day = Long.parseLong(parameters.getOrDefault("day", "-1"));
        } catch (NumberFormatException e) {
            return Answer.of(400, "parts and day are numbers");
        }
        boolean stale = "true".equals(parameters.get("stale"));
        return new Answer(
                200, JSON, app.local().in(store, parts, asked, day, stale).json() + '\n');
    }

    private Answer health(boolean well) {
        FleetApp instance = app;
        String state =
                instance == null ? "starting" : instance.state().toString().toLowerCase(java.util.Locale.ROOT);
        return Answer.of(well ? 200 : 503, state);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
