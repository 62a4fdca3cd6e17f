package io.sharetap.status;

import io.sharetap.config.HostAndPort;
import io.sharetap.config.WrongSetting;
import io.sharetap.output.RecordSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers over HTTP: {@code /metrics}, {@code /healthz}, {@code /readyz}, {@code /api/status}, {@code /api/alerts}, and
 * the page that shows them. It has a few threads and connections of its own, and shares none with capture.
 */
public final class StatusServer implements AutoCloseable {
    private static final int THREADS_MAX = 6;
    private static final int CONNECTIONS_MAX = 64;
    /** Connections that the kernel queues until they are accepted. */
    private static final int WAITING_MAX = 1_024;

    private static final int HEADER_BYTES_MAX = 8_192;
    private static final long IDLE_MILLIS = 10_000;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    /**
     * Names by which a browser may ask: addresses, and the one name that always means this machine. Any other may be
     * the name of a stranger's site that leads here.
     */
    private static final Pattern OWN_HOST = Pattern.compile("localhost|[0-9.]+|\\[[0-9a-fA-F:.]+]|[0-9a-fA-F:]+");
    /** The page loads nothing from elsewhere, and cannot be embedded in another page. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Server server;
    private final ServerConnector connector;
    private final SensorMeters meters;
    private final StatusText status;
    private final RecentAlerts alerts = new RecentAlerts();
    private final RecentBlind blind = new RecentBlind();
    private final AlertsText alertsText = new AlertsText(alerts);
    private final PageFiles page = new PageFiles();
    private volatile byte[] token;

    private StatusServer(HostAndPort address, String token, SensorView view) {
        this.meters = new SensorMeters(view);
        this.status = new StatusText(view, alerts, blind);
        ask(token);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 1);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        settings.setRequestHeaderSize(HEADER_BYTES_MAX);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(settings));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        connector.setAcceptQueueSize(WAITING_MAX);
        connector.addBean(new ConnectionShare(CONNECTIONS_MAX));
        server.setHandler(new Answering());
    }

    /**
     * Starts the server.
     *
     * @param token required for everything but health; null: not required
     * @throws WrongSetting the address cannot be listened at
     */
    public static StatusServer start(HostAndPort address, String token, SensorView view) {
        StatusServer started = new StatusServer(address, token, view);
        try {
            started.server.start();
        } catch (Exception e) {
            started.close();
            throw new WrongSetting("http " + address + " cannot be listened at: " + reason(e)
                    + "; choose another (--http HOST:PORT), or none (--http off)");
        }
        return started;
    }

    private static String reason(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : reason(e.getCause());
    }

    /**
     * Sets the token that is required from the next request on for everything but health; null: none. Any thread may
     * call it.
     */
    public void ask(String forToken) {
        token = forToken == null ? null : ("Bearer " + forToken).getBytes(StandardCharsets.UTF_8);
    }

    /** Counts the records that go to this output, and remembers those that the page shows. */
    public RecordSink counting(RecordSink output) {
        return new RecentRecords(alerts, blind, meters.counting(output));
    }

    /** The URL of the page. */
    public String page() {
        return "http://" + new HostAndPort(connector.getHost(), connector.getLocalPort()) + "/";
    }

    /** The address at which it listens; the port may have been chosen by the machine. */
    InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            return; // it ends with the process
        }
    }

    /** Finds the answer to a request. */
    private final class Answering extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            String path = Request.getPathInContext(request);
            PageFiles.Part part = page.of(path);
            boolean health = path.equals("/healthz") || path.equals("/readyz");
            boolean forAll = health || part != null;
            if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
                answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, TEXT, "only GET\n");
            } else if (!health && token == null && !askedByOwnName(request)) {
                String sentence = "without http-token this is answered by address or as localhost only\n";
                answer(response, callback, HttpStatus.MISDIRECTED_REQUEST_421, TEXT, sentence);
            } else if (!forAll && !allowed(request)) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
                answer(response, callback, HttpStatus.UNAUTHORIZED_401, TEXT, "a token is needed\n");
            } else if (part != null) {
                header(response, HttpStatus.OK_200, part.type());
                response.write(true, ByteBuffer.wrap(part.bytes()), callback);
            } else {
                answer(path, request, response, callback);
            }
            return true;
        }

        private void answer(String path, Request request, Response response, Callback callback) throws IOException {
            switch (path) {
                case "/metrics" -> answer(response, callback, HttpStatus.OK_200, TEXT, meters.scrape());
                case "/healthz" -> answer(response, callback, HttpStatus.OK_200, TEXT, "ok\n");
                case "/readyz" -> {
                    boolean ready = status.ready();
                    int code = ready ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
                    answer(response, callback, code, TEXT, ready ? "ready\n" : "not ready\n");
                }
                case "/api/status" -> answer(response, callback, HttpStatus.OK_200, JSON, status.text());
                case "/api/alerts" -> alerts(request, response, callback);
                default -> answer(response, callback, HttpStatus.NOT_FOUND_404, TEXT, "there is no such page\n");
            }
        }

        private void alerts(Request request, Response response, Callback callback) throws IOException {
            AlertQuery query;
            try {
                query = AlertQuery.of(parameters(request));
            } catch (IllegalArgumentException e) {
                answer(response, callback, HttpStatus.BAD_REQUEST_400, TEXT, e.getMessage() + "\n");
                return;
            }
            answer(response, callback, HttpStatus.OK_200, JSON, alertsText.text(query));
        }

        private static Map<String, String> parameters(Request request) {
            Map<String, String> parameters = new HashMap<>();
            try {
                for (Fields.Field each : Request.extractQueryParameters(request)) {
                    parameters.put(each.getName(), String.join(",", each.getValues()));
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("what follows the ? cannot be read", e);
            }
            return parameters;
        }

        private static void answer(Response response, Callback callback, int code, String type, String text) {
            header(response, code, type);
            Content.Sink.write(response, true, text, callback);
        }

        private static void header(Response response, int code, String type) {
            response.setStatus(code);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put("Referrer-Policy", "no-referrer");
            response.getHeaders().put("Content-Security-Policy", CONTENT_POLICY);
        }

        /**
         * Whether the browser asks by a name that is surely this machine's. A web site can point its own name at this
         * address, and have its visitors' browsers ask here (DNS rebinding).
         */
        private static boolean askedByOwnName(Request request) {
            String host = Request.getServerName(request);
            return host == null || OWN_HOST.matcher(host).matches();
        }

        private boolean allowed(Request request) {
            String shown = request.getHeaders().get(HttpHeader.AUTHORIZATION);
            byte[] asked = token;
            return asked == null
                    || shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), asked);
        }
    }
}
