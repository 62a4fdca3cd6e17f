package io.sharetap.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the text of a setting as a value of its kind; invalid text is refused with a message for people. */
final class ValueKind {
    private static final int PORT_MAX = 65_535;
    private static final String AUTO = "auto";
    private static final String TYPE = "type";
    private static final String PATTERN = "pattern";
    private static final Map<String, Object> STRING = Map.of(TYPE, "string");

    static final ValueKind TEXT = new ValueKind("text", text -> text, STRING);
    static final ValueKind WHOLE =
            new ValueKind("a whole number from 0 up", ValueKind::whole, Map.of("minimum", 0, TYPE, "integer"));
    static final ValueKind DECIMAL = new ValueKind("a number", ValueKind::decimal, Map.of(TYPE, "number"));
    static final ValueKind FLAG = new ValueKind(
            "true or false",
            ValueKind::flag,
            List.of(),
            List.of("true", "false", "yes", "no", "on", "off"),
            Map.of("enum", List.of(true, false, "yes", "no", "on", "off")));
    static final ValueKind DURATION = new ValueKind(
            "a duration such as 90s, 10m, 2h or 14d",
            ValueKind::nanos,
            List.of("ns", "ms", "s", "m", "h", "d"),
            List.of(),
            Map.of(TYPE, "string", PATTERN, "^[0-9][0-9_]*(ns|ms|s|m|h|d)$"));
    static final ValueKind SIZE = new ValueKind(
            "a size such as 4096, 64k, 16m or 2g",
            ValueKind::bytes,
            List.of("k", "m", "g"),
            List.of(),
            either(Map.of("minimum", 0, TYPE, "integer"), Map.of(TYPE, "string", PATTERN, "^[0-9][0-9_]*[kmgKMG]?$")));
    static final ValueKind PORTS = ofEntries(
            "TCP ports",
            ValueKind::ports,
            List.of(),
            listOf(Map.of("minimum", 1, "maximum", PORT_MAX, TYPE, "integer"), "^( *[0-9]+( *, *[0-9]+)* *)?$"));
    static final ValueKind LIST =
            ofEntries("entries", ValueKind::entries, List.of(), either(Map.of(TYPE, "array", "items", STRING), STRING));

    static final ValueKind HTTP = new ValueKind(
            "off or HOST:PORT such as 127.0.0.1:9475",
            text -> text.equals("off") ? text : HostAndPort.of(text),
            Map.of(TYPE, "string", PATTERN, "^(off|.+:[0-9]{1,5})$"));

    static final ValueKind OUTPUTS = ofEntries(
            "outputs",
            OutputTarget::listOf,
            List.of(),
            either(
                    Map.of(
                            TYPE,
                            "array",
                            "items",
                            either(STRING, Map.of("required", List.of("target"), TYPE, "object"))),
                    STRING));

    static final ValueKind SECRET =
            new ValueKind("a secret, said elsewhere: ${NAME} or ${file:PATH}", ValueKind::secret, STRING);

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final Map<String, Long> BYTES = Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

    private final String description;
    private final Reader reader;
    private final List<String> units;
    private final List<String> words;
    private final Map<String, Object> schema;
    private final boolean takesList;

    /**
     * Returns the value.
     *
     * @throws IllegalArgumentException the text is no such value
     */
    private interface Reader {
        Object read(String text);
    }

    private ValueKind(String description, Reader reader, Map<String, Object> schema) {
        this(description, reader, List.of(), List.of(), schema);
    }

    private ValueKind(
            String description, Reader reader, List<String> units, List<String> words, Map<String, Object> schema) {
        this(description, reader, units, words, schema, false);
    }

    private ValueKind(
            String description,
            Reader reader,
            List<String> units,
            List<String> words,
            Map<String, Object> schema,
            boolean takesList) {
        this.description = description;
        this.reader = reader;
        this.units = units;
        this.words = words;
        this.schema = schema;
        this.takesList = takesList;
    }

    /**
     * Several entries.
     *
     * @param words the possible entries; empty: any
     */
    private static ValueKind ofEntries(String what, Reader reader, List<String> words, Map<String, Object> schema) {
        return new ValueKind("a list of " + what, reader, List.of(), words, schema, true);
    }

    private static Map<String, Object> either(Object... schemas) {
        return Map.of("anyOf", List.of(schemas));
    }

    /** A list, or one text with entries separated by commas, as an option has it. */
    private static Map<String, Object> listOf(Map<String, Object> entry, String textPattern) {
        return either(Map.of(TYPE, "array", "items", entry), Map.of(TYPE, "string", PATTERN, textPattern), entry);
    }

    /** One of these words. */
    static ValueKind choice(String... words) {
        List<String> choices = List.of(words);
        Reader reader = text -> {
            if (!choices.contains(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        };
        return new ValueKind("one of " + String.join(", ", words), reader, List.of(), choices, Map.of("enum", choices));
    }

    /** Any of these words. */
    static ValueKind choices(String... words) {
        List<String> choices = List.of(words);
        Reader reader = text -> {
            if (!choices.containsAll(entries(text))) {
                throw new IllegalArgumentException(text);
            }
            return entries(text);
        };
        String one = "(" + String.join("|", words) + ")";
        return ofEntries(
                String.join(", ", words),
                reader,
                choices,
                either(
                        Map.of(TYPE, "array", "items", Map.of("enum", choices)),
                        Map.of(TYPE, "string", PATTERN, "^(" + one + "( *, *" + one + ")*)?$")));
    }

    /** A whole number from 0 up, or the word {@code auto}, read as -1. */
    static ValueKind wholeOrAuto(int most) {
        Reader reader = text -> {
            long number = text.equals(AUTO) ? -1 : whole(text);
            if (number > most) {
                throw new IllegalArgumentException(text);
            }
            return number;
        };
        return new ValueKind(
                "auto or a whole number from 0 to " + most,
                reader,
                List.of(),
                List.of(AUTO),
                either(Map.of("const", AUTO), Map.of("minimum", 0, "maximum", most, TYPE, "integer")));
    }

    /** A whole number from 0 up. */
    static ValueKind wholeUpTo(long most) {
        return new ValueKind(
                "a whole number from 0 to " + most,
                text -> within(whole(text), 0, most, text),
                Map.of("minimum", 0, "maximum", most, TYPE, "integer"));
    }

    /** A size between these, both included. */
    static ValueKind sizeFromTo(long least, long most) {
        return new ValueKind(
                "a size from " + sizeText(least) + " to " + sizeText(most),
                text -> within(bytes(text), least, most, text),
                SIZE.schema);
    }

    private static long within(long number, long least, long most, String text) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    /** Whole days, or the word {@code auto}, read as -1. */
    static ValueKind daysOrAuto() {
        Reader reader = text -> {
            long nanos = text.equals(AUTO) ? -1 : nanos(text);
            if (nanos >= 0 && nanos % NANOS.get("d") != 0) {
                throw new IllegalArgumentException(text);
            }
            return nanos < 0 ? -1 : nanos / NANOS.get("d");
        };
        return new ValueKind(
                "auto or whole days such as 14d",
                reader,
                List.of("d"),
                List.of(AUTO),
                Map.of(TYPE, "string", PATTERN, "^(auto|[0-9][0-9_]*d)$"));
    }

    /** The JSON schema of a value. */
    Map<String, Object> schema() {
        return schema;
    }

    /** Whether several entries may be given, as a list. */
    boolean takesList() {
        return takesList;
    }

    /** What is wrong with an invalid text, and what is nearest to it; empty where nothing can be said. */
    String hint(String text) {
        if (!units.isEmpty() && !text.isEmpty() && Character.isDigit(text.charAt(0))) {
            String unit = text.replaceFirst("^[0-9_.]+", "").strip();
            return unit.isEmpty()
                    ? "; it needs a unit: " + String.join(", ", units)
                    : "; its unit is one of " + String.join(", ", units);
        }
        if (words.isEmpty()) {
            return "";
        }
        for (String entry : entries(text)) {
            if (!words.contains(entry)) {
                return NearestName.hint(entry.toLowerCase(Locale.ROOT), words, "\"", "\"");
            }
        }
        return "";
    }

    /** A description of a value of this kind, for messages. */
    String description() {
        return description;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException the text is no such value
     */
    Object read(String text) {
        return reader.read(text.strip());
    }

    private static String secret(String text) {
        if (!text.contains("${")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static long whole(String text) {
        long number = Long.parseLong(text.replace("_", ""));
        if (number < 0) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static double decimal(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static long nanos(String text) {
        return scaled(text, NANOS);
    }

    private static long bytes(String text) {
        return scaled(text.toLowerCase(Locale.ROOT), BYTES);
    }

    private static long scaled(String text, Map<String, Long> units) {
        int digits = 0;
        while (digits < text.length() && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '_')) {
            digits++;
        }
        Long unit = units.get(text.substring(digits));
        if (digits == 0 || unit == null) {
            throw new IllegalArgumentException(text);
        }
        try {
            return Math.multiplyExact(whole(text.substring(0, digits)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static List<Integer> ports(String text) {
        List<Integer> ports = entries(text).stream().map(Integer::valueOf).toList();
        if (ports.stream().anyMatch(port -> port < 1 || port > PORT_MAX)) {
            throw new IllegalArgumentException(text);
        }
        return ports;
    }

    private static List<String> entries(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    static String durationText(long nanos) {
        for (String unit : new String[] {"d", "h", "m", "s", "ms"}) {
            if (nanos != 0 && nanos % NANOS.get(unit) == 0) {
                return nanos / NANOS.get(unit) + unit;
            }
        }
        return nanos == 0 ? "0s" : nanos + "ns";
    }

    static String sizeText(long bytes) {
        for (String unit : new String[] {"g", "m", "k"}) {
            if (bytes != 0 && bytes % BYTES.get(unit) == 0) {
                return bytes / BYTES.get(unit) + unit;
            }
        }
        return Long.toString(bytes);
    }
}
