package io.sharetap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds one record flat: values as text under their dotted names, lists as lists of texts. */
final class JsonRecord {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> values = new LinkedHashMap<>();

    static JsonRecord parse(String line) {
        JsonRecord record = new JsonRecord();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AssertionError("no object: " + line);
            }
            record.read(parser, "");
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one value: " + line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
        return record;
    }

    private void read(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                read(parser, name + ".");
            } else if (token == JsonToken.START_ARRAY) {
                values.put(name, list(parser));
            } else {
                values.put(name, parser.getText());
            }
        }
    }

    private static List<String> list(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue()) {
                texts.add(parser.getText());
            }
        }
        return texts;
    }

    /** Null: not there. */
    String get(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    /** True: this member or one below it is there. */
    boolean has(String name) {
        return values.keySet().stream().anyMatch(each -> each.equals(name) || each.startsWith(name + "."));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
