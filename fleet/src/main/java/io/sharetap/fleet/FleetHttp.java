package io.sharetap.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KafkaStreams;

/** Answers over HTTP: {@code /metrics} for Prometheus, {@code /healthz} and {@code /readyz}. */
final class FleetHttp implements AutoCloseable {
    private final FleetApp app;
    private final HttpServer server;

    FleetHttp(InetSocketAddress address, FleetApp app) throws IOException {
        this.app = app;
        server = HttpServer.create(address, 16);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/metrics", exchange -> answer(exchange, 200, metrics()));
        server.createContext("/healthz", exchange -> health(exchange, app.state() != KafkaStreams.State.ERROR));
        server.createContext("/readyz", exchange -> health(exchange, app.state() == KafkaStreams.State.RUNNING));
        server.start();
    }

    private void health(HttpExchange exchange, boolean well) throws IOException {
        answer(exchange, well ? 200 : 503, app.state().toString().toLowerCase(java.util.Locale.ROOT) + '\n');
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String metrics() {
        StringBuilder text = new StringBuilder(2_048);
        FleetCounts counts = app.counts();
        counter(text, "events", "Records taken from the topic of writes.", counts.events());
        counter(text, "executable_writes", "Executable writes that came.", counts.writes());
        counter(text, "duplicates", "Writes and executions that another sensor had told.", counts.seenTwice());
        counter(text, "late_events", "Writes that came later than the lateness allows.", counts.lateEvents());
        counter(text, "strays", "Records that lay in the partition of another client.", counts.strays());
        counter(text, "dead_letters", "Records that could not be read.", counts.deadLetters());
        counter(text, "judged", "Executable writes that went through all steps.", counts.judged());
        counter(text, "candidates", "Writes that were scored.", counts.candidates());
        counter(text, "alerts", "Alerts published.", counts.alerts());
        text.append("# HELP sharetap_fleet_lag_records Records of a partition that have not been judged yet.\n");
        text.append("# TYPE sharetap_fleet_lag_records gauge\n");
        app.lag()
                .forEach((partition, records) -> text.append("sharetap_fleet_lag_records{topic=\"")
                        .append(partition.topic())
                        .append("\",partition=\"")
                        .append(partition.partition())
                        .append("\"} ")
                        .append(records)
                        .append('\n'));
        return text.toString();
    }

    private static void counter(StringBuilder text, String name, String help, long value) {
        String full = "sharetap_fleet_" + name + "_total";
        text.append("# HELP ").append(full).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(full).append(" counter\n");
        text.append(full).append(' ').append(value).append('\n');
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
