package io.sharetap.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads settings from YAML: nested maps, whose names joined by dots are the settings' keys. Mistakes are collected with
 * line and column, and reading continues after them as far as YAML allows.
 */
final class SettingsFile {
    private static final String TARGET = "target";

    private final GivenSettings settings;
    private final YamlFile file;

    private SettingsFile(GivenSettings settings, String name) {
        this.settings = settings;
        file = new YamlFile(name, "settings", settings::refuse);
    }

    static void addTo(GivenSettings settings, Path path) {
        SettingsFile reader = new SettingsFile(settings, path.toString());
        reader.file.read(yaml -> reader.readMap(yaml, ""));
    }

    /** As above, from a text that messages name {@code name}. */
    static void addTo(GivenSettings settings, Reader text, String name) throws IOException {
        SettingsFile reader = new SettingsFile(settings, name);
        reader.file.read(text, yaml -> reader.readMap(yaml, ""));
    }

    private void readMap(JsonParser yaml, String prefix) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + yaml.currentName();
            String origin = file.place(yaml);
            // A group may be given in several parts, a setting only once.
            boolean repeated = !settings.catalogue().isGroup(key) && file.isRepeated(key, origin);
            JsonToken token = yaml.nextToken();
            boolean list = token == JsonToken.START_ARRAY;
            boolean map = token == JsonToken.START_OBJECT;
            String mistake = repeated ? null : mistake(key, list, map);
            if (mistake != null) {
                settings.refuse(origin + ": " + mistake);
            }
            if (repeated || mistake != null) {
                yaml.skipChildren();
            } else if (map) {
                readMap(yaml, key + ".");
            } else if (list && key.equals(SettingsCatalogue.OUTPUTS)) {
                settings.add(key, String.join(" ", readOutputs(yaml)), origin);
            } else if (list) {
                settings.add(key, String.join(",", file.readList(yaml)), origin);
            } else if (token != JsonToken.VALUE_NULL) {
                settings.add(key, yaml.getText(), origin);
            }
        }
    }

    /**
     * Reads outputs. Each is a text as on the command line, or a map with the same options, some of which have maps of
     * their own.
     */
    private List<String> readOutputs(JsonParser yaml) throws IOException {
        List<String> outputs = new ArrayList<>();
        for (JsonToken token = yaml.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = yaml.nextToken()) {
            Map<String, String> options = new TreeMap<>();
            if (token == JsonToken.START_OBJECT) {
                readOptions(yaml, "", options);
            } else if (token.isScalarValue()) {
                options.put(TARGET, yaml.getText());
            }
            String target = options.remove(TARGET);
            if (target == null) {
                file.refuse(yaml, "an output is a text, or a map with a \"target\" and options");
                yaml.skipChildren();
            } else {
                outputs.add(OutputTarget.encoded(target, options));
            }
        }
        return outputs;
    }

    private void readOptions(JsonParser yaml, String prefix, Map<String, String> options) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + yaml.currentName();
            JsonToken token = yaml.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readOptions(yaml, name + ".", options);
            } else if (token.isScalarValue()) {
                options.put(name, yaml.getText());
            } else {
                file.refuse(yaml, "the option " + name + " of an output is one text");
                yaml.skipChildren();
            }
        }
    }

    /** What is wrong with a key, or with the form of its value; null where nothing is. */
    private String mistake(String key, boolean list, boolean map) {
        Setting setting = settings.catalogue().withKey(key);
        boolean group = settings.catalogue().isGroup(key);
        if (group && !map) {
            return "\"" + key + "\" holds settings of its own, such as \""
                    + settings.catalogue().firstOf(key) + "\"";
        }
        if (setting == null && !group) {
            return "there is no setting \"" + key + "\"" + settings.catalogue().hintOfKey(key);
        }
        if (setting != null && (map || list && !setting.kind().takesList())) {
            return key + " is " + setting.kind().description() + ", not a " + (map ? "map" : "list");
        }
        return null;
    }
}
