package io.sharetap.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads settings from YAML: maps of maps, whose names joined by dots are the settings' keys. Loaded only when there is
 * a file, as its parser is not small.
 */
final class SettingsFile {
    private static final String TARGET = "target";

    private final GivenSettings settings;
    private final String file;

    private SettingsFile(GivenSettings settings, String file) {
        this.settings = settings;
        this.file = file;
    }

    static void addTo(GivenSettings settings, Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            addTo(settings, text, file.toString());
        } catch (NoSuchFileException e) {
            throw new WrongSetting(file + ": there is no such file");
        } catch (IOException e) {
            throw new WrongSetting(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Likewise, of a text that is named {@code file} where it is wrong. */
    static void addTo(GivenSettings settings, Reader text, String file) throws IOException {
        new SettingsFile(settings, file).read(text);
    }

    private void read(Reader text) throws IOException {
        YAMLFactory factory = new YAMLFactory();
        factory.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try (JsonParser yaml = factory.createParser(text)) {
            JsonToken first = yaml.nextToken();
            if (first == null) {
                return;
            }
            if (first != JsonToken.START_OBJECT) {
                throw wrong(yaml, "settings are \"key: value\" lines");
            }
            readMap(yaml, "");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new WrongSetting(file + ": line " + line + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse("no YAML"));
        }
    }

    private void readMap(JsonParser yaml, String prefix) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + yaml.currentName();
            String origin = file + ": line " + yaml.currentLocation().getLineNr();
            JsonToken token = yaml.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readMap(yaml, key + ".");
            } else if (token == JsonToken.START_ARRAY && key.equals(SettingsCatalogue.OUTPUTS)) {
                settings.add(key, String.join(" ", readOutputs(yaml)), origin);
            } else if (token == JsonToken.START_ARRAY) {
                settings.add(key, String.join(",", readList(yaml)), origin);
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                settings.add(key, yaml.getText(), origin);
            }
        }
    }

    /** Each is a text as on the command line, or a map with the same options, of which some have maps of their own. */
    private List<String> readOutputs(JsonParser yaml) throws IOException {
        List<String> outputs = new ArrayList<>();
        for (JsonToken token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
            Map<String, String> options = new TreeMap<>();
            if (token == JsonToken.START_OBJECT) {
                readOptions(yaml, "", options);
            } else if (token != null && token.isScalarValue()) {
                options.put(TARGET, yaml.getText());
            }
            String target = options.remove(TARGET);
            if (target == null) {
                throw wrong(yaml, "an output is a text, or a map with a \"target\" and options");
            }
            outputs.add(OutputTarget.encoded(target, options));
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
                throw wrong(yaml, "the option " + name + " of an output is one text");
            }
        }
    }

    private List<String> readList(JsonParser yaml) throws IOException {
        List<String> entries = new ArrayList<>();
        for (JsonToken token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
            if (token == null || !token.isScalarValue()) {
                throw wrong(yaml, "a list holds plain entries");
            }
            entries.add(yaml.getText());
        }
        return entries;
    }

    private WrongSetting wrong(JsonParser yaml, String what) {
        return new WrongSetting(file + ": line " + yaml.currentLocation().getLineNr() + ": " + what);
    }
}
