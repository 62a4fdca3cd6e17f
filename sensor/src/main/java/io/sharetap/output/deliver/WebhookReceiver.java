package io.sharetap.output.deliver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Posts messages as lines of JSON. An answer of 2xx means they were taken. After 429, 5xx or no answer they are tried
 * again, after the requested pause. Any other answer refuses the post, and the next is tried.
 */
final class WebhookReceiver implements Receiver {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    private static final int TOO_LARGE = 413;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int ID_BYTES = 16;
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** The longest pause that is granted: a longer one may have been a mistake. */
    private static final long PAUSE_SECONDS_MAX = 300;

    private final URI address;
    private final Map<String, String> headers;
    private final int bytesMax;
    private final TlsSource tls;
    private HttpClient client;

    /**
     * Makes it; nothing is connected yet.
     *
     * @param headers of each request
     * @param bytesMax of one request's body, unless a single message is longer
     */
    WebhookReceiver(URI address, Map<String, String> headers, int bytesMax, TlsSource tls) {
        this.address = address;
        this.headers = headers;
        this.bytesMax = bytesMax;
        this.tls = tls;
    }

    @Override
    public int batchBytes() {
        return bytesMax;
    }

    @Override
    public void deliver(List<Message> messages, Progress progress) throws IOException {
        int from = 0;
        while (from < messages.size()) {
            int to = endOfBody(messages, from);
            post(messages.subList(from, to), progress);
            from = to;
        }
    }

    private int endOfBody(List<Message> messages, int from) {
        int to = from;
        long bytes = 0;
        while (to < messages.size() && (to == from || bytes + messages.get(to).body().length < bytesMax)) {
            bytes += messages.get(to++).body().length + 1L;
        }
        return to;
    }

    private void post(List<Message> messages, Progress progress) throws IOException {
        HttpResponse<Void> answer = answerTo(messages);
        int code = answer.statusCode();
        if (code >= OK && code < REDIRECTED) {
            progress.taken(messages.size());
        } else if (code == TOO_MANY || code == REQUEST_TIMEOUT || code == TOO_EARLY || code >= SERVER_ERROR) {
            throw new ComeAgain("HTTP status " + code, pause(answer.headers()));
        } else if (messages.size() > 1) {
            // A single message may be the reason, so each is posted on its own.
            for (Message message : messages) {
                post(List.of(message), progress);
            }
        } else {
            progress.refused(code == TOO_LARGE ? Loss.TOO_LARGE : Loss.REFUSED);
        }
    }

    private HttpResponse<Void> answerTo(List<Message> messages) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Message message : messages) {
            lines.writeBytes(message.body());
            lines.write('\n');
        }
        byte[] body = lines.toByteArray();
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/x-ndjson")
                .header("User-Agent", "sharetap")
                // The same however often these records are posted, so that the receiver can recognise repetitions.
                .header("Idempotency-Key", ShortDigest.of(body, ID_BYTES))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        try {
            if (client == null) {
                client = client();
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("given up", e);
        }
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        SSLContext context = tls.context();
        return (context == null ? builder : builder.sslContext(context)).build();
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    private static long pause(HttpHeaders answer) {
        String text = answer.firstValue("Retry-After").orElse("0").strip();
        long seconds;
        try {
            seconds = text.matches("\\d{1,9}")
                    ? Long.parseLong(text)
                    : Duration.between(
                                    ZonedDateTime.now(),
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
                            .toSeconds();
        } catch (DateTimeParseException e) {
            seconds = 0;
        }
        return SECOND_NANOS * Math.max(0, Math.min(PAUSE_SECONDS_MAX, seconds));
    }
}
