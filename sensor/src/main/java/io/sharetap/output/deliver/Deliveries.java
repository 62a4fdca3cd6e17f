package io.sharetap.output.deliver;

import io.sharetap.config.DeliverySettings;
import io.sharetap.config.OutputTarget;
import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/** Makes deliveries by the settings. */
public final class Deliveries {
    private static final int FOLDER_CHARS_MAX = 60;
    private static final int FOLDER_DIGEST_BYTES = 4;
    private static final long KEPT_FILES = 10;
    private static final long WEBHOOK_BYTES = 256 << 10;
    private static final long MILLI_NANOS = 1_000_000;

    private final DeliverySettings settings;
    private final Path spills;
    private final boolean finite;
    private final Secrets secrets;
    private final Consumer<String> say;

    /**
     * @param spills folder in which each output has a folder of its own for messages that wait; null: nothing is kept
     *     on disk
     * @param finite whether the input is finite, so that the offering thread may wait
     * @param environment variables that may hold secrets
     * @param say takes one line for people
     */
    public Deliveries(
            DeliverySettings settings,
            Path spills,
            boolean finite,
            Map<String, String> environment,
            Consumer<String> say) {
        secrets = new Secrets(environment);
        this.settings = settings;
        this.spills = spills;
        this.finite = finite;
        this.say = say;
    }

    /** A delivery to a stream that is open; nothing is kept for another run. */
    public Delivery to(OutputStream stream, byte[] end, String name, Consumer<IOException> onBroken) {
        return new Delivery(name, new StreamReceiver(stream, end, onBroken), null, terms(), say);
    }

    /** A delivery to the target; nothing is opened before the delivery is started. */
    public Delivery to(OutputTarget target) {
        return new Delivery(target.name(), receiver(target), spill(target), terms(), say);
    }

    private Receiver receiver(OutputTarget target) {
        return switch (target.kind()) {
            case SYSLOG_UDP -> new SyslogDatagrams(target.address());
            case SYSLOG_TCP -> new SyslogConnection(target.name(), target.address(), null);
            case SYSLOG_TLS -> new SyslogConnection(target.name(), target.address(), tls(target));
            case HTTP, HTTPS -> webhook(target);
            case KAFKA -> kafka(target);
            case FILE -> new FileReceiver(target.path(), rotation(target));
            case STDOUT -> throw new IllegalArgumentException("standard output is a stream");
        };
    }

    private TlsSource tls(OutputTarget target) {
        secrets.in(target.option("key-store-password", "")); // one that is not there is refused at the start
        return () -> TlsContext.of(target, secrets);
    }

    private Receiver webhook(OutputTarget target) {
        Map<String, String> headers = new LinkedHashMap<>();
        target.optionsBelow("header.").forEach((name, value) -> headers.put(name, secrets.in(value)));
        String address = secrets.in(target.name());
        try {
            return new WebhookReceiver(
                    new URI(address),
                    headers,
                    Math.toIntExact(target.bytes("batch-bytes", WEBHOOK_BYTES)),
                    tls(target));
        } catch (URISyntaxException e) {
            throw new WrongSetting("outputs: " + target.name() + " is no address: " + e.getReason());
        }
    }

    private Receiver kafka(OutputTarget target) {
        String[] place = target.place().split("/", 2);
        String one = place.length > 1 && !place[1].isEmpty() ? place[1] : null;
        Properties said = new Properties();
        target.optionsBelow("client.").forEach((name, value) -> said.setProperty(name, secrets.in(value)));
        said.setProperty("bootstrap.servers", place[0]);
        String file = target.option("client-file", null);
        return new KafkaReceiver(
                () -> withFile(said, file),
                target.option("alerts-topic", one == null ? "sharetap-alerts" : one),
                target.option("writes-topic", one == null ? "sharetap-writes" : one));
    }

    /** Properties of a file, overridden by options. */
    private static Properties withFile(Properties said, String file) throws IOException {
        Properties all = new Properties();
        if (file != null) {
            try (Reader text = Files.newBufferedReader(Path.of(file))) {
                all.load(text);
            }
        }
        all.putAll(said);
        return all;
    }

    private static Rotation rotation(OutputTarget target) {
        return new Rotation(
                target.bytes("rotate-bytes", 0),
                target.nanos("rotate-every", 0) / MILLI_NANOS,
                target.whole("keep", KEPT_FILES),
                Clock.systemUTC());
    }

    private Backlog.Terms terms() {
        return new Backlog.Terms(finite, settings.queueBytes(), settings.waitNanos());
    }

    private Spill spill(OutputTarget target) {
        if (spills == null || settings.spillBytes() == 0) {
            return null;
        }
        return new Spill(spills.resolve(folderOf(target.name())), target.name(), settings.spillBytes());
    }

    /** A readable name, with a digest that makes it unique. */
    private static String folderOf(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        String head = plain.substring(0, Math.min(FOLDER_CHARS_MAX, plain.length()));
        return head + "-" + ShortDigest.of(name.getBytes(StandardCharsets.UTF_8), FOLDER_DIGEST_BYTES);
    }
}
