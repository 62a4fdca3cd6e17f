package io.sharetap.fleet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks an instance, over HTTP, what the fleet knows of an executable or a host. */
@Command(
        name = "sharetap fleet show",
        description = {
            "Shows what the fleet knows of an executable or a host, as sharetap baseline show does for a sensor.",
            "It can ask any instance, which asks the other instances for what it does not hold itself."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit: 0 answered; 1 nobody can answer at the moment; 2 wrong usage, another token."})
final class ShowCommand implements Callable<Integer> {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9476",
            description = "where an instance answers (${DEFAULT-VALUE})")
    private String http;

    @Mixin
    private Fleet.Token token;

    @Option(names = "--json", description = "one JSON object, for scripts")
    private boolean json;

    @Parameters(paramLabel = "HASH|HOST", description = "SHA-256 of an executable; address of a host, or lease:ID")
    private String key;

    @Override
    public Integer call() throws InterruptedException {
        Asked asked = Asked.of(key);
        if (asked == null) {
            throw new Fleet.WrongOption("\"" + key + "\": " + FleetHttp.NO_KEY);
        }
        InetSocketAddress address = HttpAddresses.of("--http", http);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + HttpAddresses.text(address) + "/api/known/"
                                + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20")))
                .timeout(ANSWER);
        if (token.text() != null) {
            request.header("Authorization", "Bearer " + token.text());
        }
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == UNAUTHORIZED) {
                throw new Fleet.WrongOption(http + " asks for its token (--http-token, or SHARETAP_HTTP_TOKEN)");
            }
            if (response.statusCode() != OK) {
                Fleet.say(http + " says: " + response.body().strip());
                return Fleet.FAILED;
            }
            return StandardOutput.print(
                    json ? response.body() : Known.of(response.body()).text(asked));
        } catch (IOException e) {
            Fleet.say("no instance of a fleet answers at " + http + ": start one, or say where it answers (--http)");
            return Fleet.FAILED;
        }
    }
}
