package io.sharetap.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Gives the fields of a record by their dotted names, read from its JSON, for the forms that are not JSON. */
final class RecordFields {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> texts = new HashMap<>();

    private RecordFields() {}

    static RecordFields of(byte[] json) {
        RecordFields fields = new RecordFields();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            fields.readObject(parser, "");
        } catch (IOException e) {
            throw new UncheckedIOException("reading our own record failed", e);
        }
        return fields;
    }

    private void readObject(JsonParser json, String prefix) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readObject(json, name + ".");
            } else if (token == JsonToken.START_ARRAY) {
                json.skipChildren(); // the other forms have no lists
            } else {
                texts.put(name, json.getText());
            }
        }
    }

    /** The field's text; null where the record has none. */
    String of(String name) {
        return texts.get(name);
    }

    String of(String name, String otherwise) {
        return texts.getOrDefault(name, otherwise);
    }
}
