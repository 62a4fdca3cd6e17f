package io.sharetap.baseline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Turns a baseline's entries into JSON lines and back: see {@code docs/formats/baseline.md}, "Export". */
final class BaselineLines {
    /** The version of exports, which is independent of that of the files. */
    private static final int FORMAT = 1;

    private static final String VERSION = "sharetap_baseline";
    private static final String DAY = "day";
    private static final String OBSERVED = "observed";
    private static final String ACTIVE = "active";
    private static final String MAP = "map";
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final int HEX = 16;

    private final JsonFactory factory = new JsonFactory();

    /** The content of the first line. */
    record Head(long day, long observedBits, boolean active) {}

    String head(DayWindow window) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField(VERSION, FORMAT);
            json.writeNumberField(DAY, window.day());
            json.writeStringField(OBSERVED, Long.toHexString(window.observedBits()));
            json.writeBooleanField(ACTIVE, window.active());
            json.writeEndObject();
        }
        return line.toString();
    }

    String entry(String map, Entry key, Entry value) {
        HexFormat hex = HexFormat.of();
        return "{\"" + MAP + "\":\"" + map + "\",\"" + KEY + "\":\"" + hex.formatHex(key.array(), 0, key.length())
                + "\",\"" + VALUE + "\":\"" + hex.formatHex(value.array(), 0, value.length()) + "\"}";
    }

    /** Reads the first line; the exception's message says what is wrong with it. */
    Head readHead(String line) throws IOException {
        Map<String, String> members = members(line);
        String version = members.get(VERSION);
        if (version == null) {
            throw new IOException("no export of a baseline: its first line has no " + VERSION);
        }
        if (!version.equals(Integer.toString(FORMAT))) {
            throw new IOException("an export of format " + version + ", this version reads " + FORMAT);
        }
        try {
            return new Head(
                    Long.parseLong(members.getOrDefault(DAY, "")),
                    Long.parseUnsignedLong(members.getOrDefault(OBSERVED, ""), HEX),
                    Boolean.parseBoolean(members.get(ACTIVE)));
        } catch (NumberFormatException e) {
            throw new IOException("no export of a baseline: " + DAY + " or " + OBSERVED + " is no number", e);
        }
    }

    /** Reads an entry into key and value, and returns the name of its map. */
    String readEntry(String line, Entry key, Entry value) throws IOException {
        Map<String, String> members = members(line);
        if (!members.keySet().containsAll(java.util.Set.of(MAP, KEY, VALUE))) {
            throw new IOException("no entry: it needs " + MAP + ", " + KEY + " and " + VALUE);
        }
        fill(key, members.get(KEY));
        fill(value, members.get(VALUE));
        return members.get(MAP);
    }

    private static void fill(Entry entry, String hexadecimal) throws IOException {
        try {
            byte[] bytes = HexFormat.of().parseHex(hexadecimal);
            entry.resize(bytes.length);
            entry.copyIn(0, bytes, bytes.length);
        } catch (IllegalArgumentException e) {
            throw new IOException("no entry: key or value is not hexadecimal", e);
        }
    }

    private Map<String, String> members(String line) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = factory.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!parser.nextToken().isScalarValue()) {
                    throw new IOException(name + " is neither text nor number");
                }
                members.put(name, parser.getText());
            }
        } catch (JsonProcessingException e) {
            throw new IOException("no JSON: " + e.getOriginalMessage(), e);
        }
        return members;
    }
}
