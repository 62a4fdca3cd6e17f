package io.sharetap.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Gives the fields of a record by their names with dots, read from its JSON, for forms that are no JSON. */
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
                json.skipChildren(); // what is a list in a record is in none of the other forms
            } else {
                texts.put(name, json.getText());
            }
        }
    }

    /** Null: the record has no such field. */
    String of(String name) {
        return texts.get(name);
    }

    String of(String name, String otherwise) {
        return texts.getOrDefault(name, otherwise);
    }
}
