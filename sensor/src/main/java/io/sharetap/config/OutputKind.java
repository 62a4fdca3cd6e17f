package io.sharetap.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names the kinds of outputs, how each is written in a setting, and which options it has. */
public enum OutputKind {
    /** Standard output. */
    STDOUT("stdout", "stdout"),
    /** JSON lines or CEF in a file, which may be rotated. */
    FILE("file:", "file:PATH"),
    /** Syslog, a datagram a record (RFC 5426). */
    SYSLOG_UDP("syslog+udp://", "syslog+udp://HOST:PORT"),
    /** Syslog over a connection (RFC 6587). */
    SYSLOG_TCP("syslog+tcp://", "syslog+tcp://HOST:PORT"),
    /** Syslog over TLS (RFC 5425). */
    SYSLOG_TLS("syslog+tls://", "syslog+tls://HOST:PORT"),
    /** A webhook. */
    HTTP("http://", "http://HOST…"),
    /** A webhook over TLS. */
    HTTPS("https://", "https://HOST…"),
    /** Topics of Kafka. */
    KAFKA("kafka:", "kafka:HOST:PORT[,HOST:PORT…][/TOPIC]");

    private static final long FACILITY_MAX = 23;
    private static final String HEADER = "header.NAME";
    /** Options with such names have secret values. */
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(auth|token|key|secret|password|jaas|cookie).*");

    private static final String CLIENT = "client.";

    private static final Pattern SECRET_OF_CLIENT =
            Pattern.compile("(?i).*(password|secret|jaas|keystore\\.key)(\\.config)?");

    private static final ValueKind FORMAT = ValueKind.choice("json", "cef");
    private static final ValueKind EVENTS = ValueKind.choice("none", "alerts", "executables", "all");

    private final String prefix;
    private final String form;
    private final Map<String, ValueKind> options = new LinkedHashMap<>();

    OutputKind(String prefix, String form) {
        this.prefix = prefix;
        this.form = form;
    }

    static {
        for (OutputKind kind : values()) {
            kind.options.put("events", EVENTS);
        }
        FILE.options.put("format", FORMAT);
        FILE.options.put("rotate-bytes", ValueKind.SIZE);
        FILE.options.put("rotate-every", ValueKind.DURATION);
        FILE.options.put("keep", ValueKind.WHOLE);
        for (OutputKind syslog : new OutputKind[] {SYSLOG_UDP, SYSLOG_TCP, SYSLOG_TLS}) {
            syslog.options.put("format", FORMAT);
            syslog.options.put("facility", ValueKind.wholeUpTo(FACILITY_MAX));
            syslog.options.put("hostname", ValueKind.TEXT);
            syslog.options.put("app-name", ValueKind.TEXT);
            syslog.options.put("bytes-max", ValueKind.sizeFromTo(480, syslog == SYSLOG_UDP ? 65_000 : 16 << 20));
        }
        addTls(SYSLOG_TLS);
        for (OutputKind webhook : new OutputKind[] {HTTP, HTTPS}) {
            webhook.options.put("batch-bytes", ValueKind.sizeFromTo(1, 16 << 20));
            webhook.options.put(HEADER, ValueKind.TEXT);
        }
        addTls(HTTPS);
        KAFKA.options.put("alerts-topic", ValueKind.TEXT);
        KAFKA.options.put("writes-topic", ValueKind.TEXT);
        KAFKA.options.put("client-file", ValueKind.TEXT);
        KAFKA.options.put(CLIENT + "NAME", ValueKind.TEXT);
    }

    private static void addTls(OutputKind kind) {
        kind.options.put("ca", ValueKind.TEXT);
        kind.options.put("key-store", ValueKind.TEXT);
        kind.options.put("key-store-password", ValueKind.SECRET);
    }

    /** Whether it speaks syslog. */
    boolean isSyslog() {
        return this == SYSLOG_UDP || this == SYSLOG_TCP || this == SYSLOG_TLS;
    }

    /**
     * The kind of this target.
     *
     * @throws IllegalArgumentException there is no such kind; the message lists all forms
     */
    static OutputKind of(String target) {
        StringBuilder forms = new StringBuilder();
        for (OutputKind kind : values()) {
            if (kind == STDOUT ? target.equals(kind.prefix) : target.startsWith(kind.prefix)) {
                return kind;
            }
            forms.append(forms.isEmpty() ? "" : ", ").append(kind.form);
        }
        throw new IllegalArgumentException("\"" + target + "\" is no output, which is one of " + forms);
    }

    /** The part of the target that follows the kind, checked. */
    String placeOf(String target) {
        String place = target.substring(prefix.length());
        if (this == FILE && OutputTarget.decoded(place).isEmpty()) {
            throw new IllegalArgumentException("\"" + target + "\" names no file; it is " + form);
        }
        if (isSyslog()) {
            addressOf(place, target);
        }
        if (this == KAFKA) {
            for (String broker : place.split("/", 2)[0].split(",", -1)) {
                addressOf(broker, target);
            }
        }
        if ((this == HTTP || this == HTTPS) && (place.isEmpty() || place.split("/", 2)[0].contains("@"))) {
            throw new IllegalArgumentException(
                    "an output " + form + " names a host, and nobody's password: see the option " + HEADER);
        }
        return place;
    }

    /** The place as host and port; {@code target} is named in the message where it is not. */
    HostAndPort addressOf(String place, String target) {
        try {
            HostAndPort address = HostAndPort.of(place);
            if (address.port() > 0) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + target + "\" names no host and port; it is " + form, e);
        }
        throw new IllegalArgumentException("\"" + target + "\" names no host and port; it is " + form);
    }

    /**
     * The kind of an option's value; null where there is no such option. Some options have a part of their name left to
     * the user.
     */
    private ValueKind kindOf(String option) {
        int dot = option.indexOf('.');
        if (dot < 0) {
            return options.get(option);
        }
        String name = option.substring(dot + 1);
        ValueKind kind = options.get(option.substring(0, dot) + ".NAME");
        if (kind == null || !name.matches("[A-Za-z0-9._-]+")) {
            return null;
        }
        Pattern secret = option.startsWith(CLIENT) ? SECRET_OF_CLIENT : SECRET_NAME;
        return secret.matcher(name).matches() ? ValueKind.SECRET : kind;
    }

    /** Refuses an option that this kind does not have, or an invalid value. */
    void check(String option, String value) {
        ValueKind kind = kindOf(option);
        if (kind == null) {
            throw new IllegalArgumentException("the output " + form + " has no option \"" + option + "\"; it has "
                    + String.join(", ", options.keySet()));
        }
        try {
            kind.read(value);
        } catch (IllegalArgumentException e) {
            if (kind == ValueKind.SECRET) {
                throw new IllegalArgumentException("the option " + option + " is " + kind.description(), e);
            }
            throw new IllegalArgumentException(
                    "\"" + value + "\" is no value for the option " + option + ", which is " + kind.description(), e);
        }
    }
}
