package io.sharetap.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the text of a setting as a value of its kind; what is none is refused in words. */
final class ValueKind {
    static final ValueKind TEXT = new ValueKind("text", text -> text);
    static final ValueKind WHOLE = new ValueKind("a whole number", ValueKind::whole);
    static final ValueKind DECIMAL = new ValueKind("a number", ValueKind::decimal);
    static final ValueKind FLAG = new ValueKind("true or false", ValueKind::flag);
    static final ValueKind DURATION = new ValueKind("a duration such as 90s, 10m, 2h or 14d", ValueKind::nanos);
    static final ValueKind SIZE = new ValueKind("a size such as 4096, 64k, 16m or 2g", ValueKind::bytes);
    static final ValueKind PORTS = new ValueKind("a list of TCP ports", ValueKind::ports);
    static final ValueKind LIST = new ValueKind("a list of entries", ValueKind::entries);

    static final ValueKind HTTP = new ValueKind(
            "off or HOST:PORT such as 127.0.0.1:9475", text -> text.equals("off") ? text : HttpAddress.of(text));

    static final ValueKind OUTPUTS = new ValueKind("a list of outputs", OutputTarget::listOf);

    private static final int PORT_MAX = 65_535;
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

    /** Gives the value, or throws {@link IllegalArgumentException}. */
    private interface Reader {
        Object read(String text);
    }

    private ValueKind(String description, Reader reader) {
        this.description = description;
        this.reader = reader;
    }

    /** One of these words. */
    static ValueKind choice(String... words) {
        List<String> choices = List.of(words);
        return new ValueKind("one of " + String.join(", ", words), text -> {
            if (!choices.contains(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
    }

    /** Any of these words. */
    static ValueKind choices(String... words) {
        List<String> choices = List.of(words);
        return new ValueKind("a list of " + String.join(", ", words), text -> {
            if (!choices.containsAll(entries(text))) {
                throw new IllegalArgumentException(text);
            }
            return entries(text);
        });
    }

    /** A whole number from 0 up, or the word {@code auto}, read as -1. */
    static ValueKind wholeOrAuto(int most) {
        return new ValueKind("auto or a whole number from 0 to " + most, text -> {
            long number = text.equals("auto") ? -1 : Math.max(0, whole(text));
            if (number > most || !text.equals("auto") && whole(text) < 0) {
                throw new IllegalArgumentException(text);
            }
            return number;
        });
    }

    /** Whole days, or the word {@code auto}, read as -1. */
    static ValueKind daysOrAuto() {
        return new ValueKind("auto or whole days such as 14d", text -> {
            long nanos = text.equals("auto") ? -1 : nanos(text);
            if (nanos >= 0 && nanos % NANOS.get("d") != 0) {
                throw new IllegalArgumentException(text);
            }
            return nanos < 0 ? -1 : nanos / NANOS.get("d");
        });
    }

    /** What a value of this kind looks like, for messages. */
    String description() {
        return description;
    }

    /** Throws {@link IllegalArgumentException} where the text is no such value. */
    Object read(String text) {
        return reader.read(text.strip());
    }

    private static long whole(String text) {
        return Long.parseLong(text.replace("_", ""));
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
