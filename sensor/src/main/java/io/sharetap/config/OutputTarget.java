package io.sharetap.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One output: where records go, and with which options. As text it is {@code TARGET#NAME=VALUE,NAME=VALUE…}, with
 * escapes such as {@code %2C} for characters that would be misunderstood.
 *
 * @param kind of receiver
 * @param name the target as it was given, without options; no two outputs have the same
 * @param place the part of the name after the kind: a path, {@code HOST:PORT}, an address
 * @param options by name, each known to the kind
 */
public record OutputTarget(OutputKind kind, String name, String place, Map<String, String> options) {
    /** Only standard output. */
    public static final List<OutputTarget> STANDARD_OUTPUT = listOf("stdout");

    /**
     * Reads targets separated by white space.
     *
     * @throws IllegalArgumentException with a message for people
     */
    static List<OutputTarget> listOf(String text) {
        List<OutputTarget> targets = new ArrayList<>();
        for (String each : text.strip().split("\\s+")) {
            if (!each.isEmpty()) {
                targets.add(of(each));
            }
        }
        for (OutputTarget target : targets) {
            if (targets.stream().filter(each -> each.name.equals(target.name)).count() > 1) {
                throw new IllegalArgumentException("the output " + target.name + " is named twice");
            }
        }
        return List.copyOf(targets);
    }

    private static OutputTarget of(String text) {
        int hash = text.indexOf('#');
        String name = hash < 0 ? text : text.substring(0, hash);
        OutputKind kind = OutputKind.of(name);
        Map<String, String> options = new TreeMap<>();
        if (hash >= 0) {
            for (String option : text.substring(hash + 1).split(",")) {
                add(options, kind, option);
            }
        }
        return new OutputTarget(kind, name, kind.placeOf(name), Map.copyOf(options));
    }

    private static void add(Map<String, String> options, OutputKind kind, String option) {
        int equals = option.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("\"" + option + "\" is no option, which is NAME=VALUE");
        }
        String name = option.substring(0, equals);
        String value = decoded(option.substring(equals + 1));
        kind.check(name, value);
        if (options.put(name, value) != null) {
            throw new IllegalArgumentException("the option " + name + " is said twice");
        }
    }

    /** One output as a word of the list: characters that would end the word, or an option in it, are escaped. */
    static String encoded(String target, Map<String, String> options) {
        StringBuilder text = new StringBuilder(target.replaceAll("\\s", "%20"));
        char before = target.indexOf('#') < 0 ? '#' : ',';
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(before).append(option.getKey()).append('=').append(encodedValue(option.getValue()));
            before = ',';
        }
        return text.toString();
    }

    private static String encodedValue(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each <= ' ' || each == '%' || each == ',' || each == '#') {
                text.append(String.format("%%%02X", (int) each));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }

    /**
     * Decodes {@code %20} and the like.
     *
     * @throws IllegalArgumentException an escape is malformed
     */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("in \"" + text + "\" a % itself is written %25");
                }
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /** The option's text, or {@code otherwise} where it was not given. */
    public String option(String option, String otherwise) {
        return options.getOrDefault(option, otherwise);
    }

    /** Options whose names begin with {@code prefix}, by the rest of their names. */
    public Map<String, String> optionsBelow(String prefix) {
        Map<String, String> below = new TreeMap<>();
        options.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** An option that is a size, in bytes. */
    public long bytes(String option, long otherwise) {
        return number(ValueKind.SIZE, option, otherwise);
    }

    /** An option that is a duration, in nanoseconds. */
    public long nanos(String option, long otherwise) {
        return number(ValueKind.DURATION, option, otherwise);
    }

    /** An option that is a whole number. */
    public long whole(String option, long otherwise) {
        return number(ValueKind.WHOLE, option, otherwise);
    }

    private long number(ValueKind kindOfValue, String option, long otherwise) {
        String text = options.get(option);
        return text == null ? otherwise : (Long) kindOfValue.read(text);
    }

    /** The place as a path of the file system. */
    public Path path() {
        return Path.of(decoded(place));
    }

    /** The place as a host and a port. */
    public HostAndPort address() {
        return kind.addressOf(place, name);
    }

    /** Whether it is syslog. */
    public boolean isSyslog() {
        return kind.isSyslog();
    }

    /** Whether each record is sent on its own, and may get lost on the way. */
    public boolean isDatagram() {
        return kind == OutputKind.SYSLOG_UDP;
    }

    /** Whether each record is sent with a key, by which the receiver distributes records and keeps their order. */
    public boolean isKeyed() {
        return kind == OutputKind.KAFKA;
    }
}
