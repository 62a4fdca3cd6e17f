package io.sharetap.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Holds one JSON object flattened, each value under its dotted name, so that {@code {"source":{"ip":…}}} and
 * {@code {"source.ip":…}} read alike. Remembers the first value whose type was not the one asked for.
 */
public final class EcsDocument {
    private static final int MEMBERS_MAX = 4_096;

    private final Map<String, Object> members = new HashMap<>();
    private String fault;

    /** Reads the object at which the parser stands. Anything else, or malformed JSON, is an IOException. */
    static EcsDocument read(JsonParser parser) throws IOException {
        EcsDocument document = new EcsDocument();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            document.fault = "no JSON object";
            return document;
        }
        document.readObject(parser, "");
        if (parser.nextToken() != null) {
            document.fault = "more than one JSON value";
        }
        return document;
    }

    private void readObject(JsonParser parser, String prefix) throws IOException {
        for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String name = prefix + parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                members.putIfAbsent(name, this);
                readObject(parser, name + ".");
            } else {
                Object value = readValue(parser);
                if (value != null) {
                    members.put(name, value);
                }
            }
            if (members.size() > MEMBERS_MAX) {
                throw new IOException("more than " + MEMBERS_MAX + " members");
            }
        }
    }

    /**
     * Reads a text, Long, Double, Boolean, list or document; null for JSON's null. Integers too long for a Long stay
     * text.
     */
    private static Object readValue(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getTextLength() <= 18 ? (Object) parser.getLongValue() : parser.getText();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT -> {
                EcsDocument document = new EcsDocument();
                document.readObject(parser, "");
                yield document;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(readValue(parser));
                }
                yield list;
            }
            default -> null;
        };
    }

    /** What is wrong with the first value of a wrong type; null where there was none. */
    public String fault() {
        return fault;
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Whether an object of this name is there, or a member of it under its dotted name. */
    public boolean hasObject(String name) {
        if (members.get(name) == this) {
            return true;
        }
        String prefix = name + ".";
        return members.keySet().stream().anyMatch(member -> member.startsWith(prefix));
    }

    /** The text; null where it is absent. A list of one value, as Elasticsearch may give it, counts as that value. */
    public String text(String name) {
        Object value = single(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof Long || value instanceof Double) {
            return value.toString();
        }
        return fail(name, "is no text", null);
    }

    public long number(String name, long absent) {
        Object value = single(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            return number.longValue();
        }
        if (value instanceof String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return fail(name, "is no whole number of 64 bits", absent);
            }
        }
        return fail(name, "is no whole number", absent);
    }

    /** A number, with a fraction or without. */
    public double decimal(String name, double absent) {
        Object value = single(name);
        if (value == null) {
            return absent;
        }
        return value instanceof Number number ? number.doubleValue() : fail(name, "is no number", absent);
    }

    Boolean flag(String name) {
        Object value = single(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        if ("true".equals(value) || "false".equals(value)) {
            return "true".equals(value);
        }
        return fail(name, "is neither true nor false", null);
    }

    public boolean flag(String name, boolean absent) {
        Boolean flag = flag(name);
        return flag == null ? absent : flag;
    }

    /** Nanoseconds since 1970. */
    public long time(String name, long absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        long nanos = Rfc3339.parse(text);
        return nanos == Rfc3339.NO_TIME ? fail(name, "is no RFC 3339 time", absent) : nanos;
    }

    public IpAddress address(String name) {
        String text = text(name);
        IpAddress address = IpAddress.parse(text);
        return text != null && address == null ? fail(name, "is no IP address", null) : address;
    }

    public byte[] sha256(String name) {
        return digest(name, "SHA-256", 32);
    }

    /** A digest of {@code count} bytes. */
    byte[] digest(String name, String algorithm, int count) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        String what = "is no " + algorithm + " of " + 2 * count + " hexadecimal digits";
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            return bytes.length == count ? bytes : fail(name, what, null);
        } catch (IllegalArgumentException e) {
            return fail(name, what, null);
        }
    }

    /** The values of a list; a single value counts as a list of one. */
    public List<?> list(String name) {
        Object value = members.get(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }

    private Object single(String name) {
        Object value = members.get(name);
        return value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
    }

    /** Notes the first fault, and returns {@code instead}. */
    <T> T fail(String name, String what, T instead) {
        if (fault == null) {
            fault = name + " " + what;
        }
        return instead;
    }
}
