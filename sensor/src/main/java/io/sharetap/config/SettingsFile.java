package io.sharetap.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.sharetap.notice.FailureReason;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings from YAML: nested maps, whose names joined by dots are the settings' keys. Mistakes are collected with
 * line and column, and reading continues after them as far as YAML allows. Loaded only where there is a file, as its
 * parser is not small.
 */
final class SettingsFile {
    private static final String TARGET = "target";
    private static final Pattern YAML_PLACE = Pattern.compile("line [0-9]+, column [0-9]+");

    private final GivenSettings settings;
    private final String file;
    /** Where each key and group was given. */
    private final Map<String, String> said = new HashMap<>();

    private SettingsFile(GivenSettings settings, String file) {
        this.settings = settings;
        this.file = file;
    }

    static void addTo(GivenSettings settings, Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            addTo(settings, text, file.toString());
        } catch (NoSuchFileException e) {
            settings.refuse(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            settings.refuse(file + ": is no text in UTF-8");
        } catch (IOException e) {
            settings.refuse(file + ": cannot be read: " + FailureReason.alone(e));
        }
    }

    /** As above, from a text that messages name {@code file}. */
    static void addTo(GivenSettings settings, Reader text, String file) throws IOException {
        new SettingsFile(settings, file).read(text);
    }

    private void read(Reader text) throws IOException {
        try (JsonParser yaml = new YAMLFactory().createParser(text)) {
            JsonToken first = yaml.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readMap(yaml, "");
                if (yaml.nextToken() != null) {
                    refuse(yaml, "settings are one document of YAML; what follows is not read");
                }
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                refuse(yaml, "settings are \"key: value\" lines");
            }
        } catch (JsonProcessingException e) {
            throwTroubleWithTheFile(e);
            settings.refuse(place(e) + ": " + wording(e));
        }
    }

    /** YAML's reader reports an exception of its input as malformed YAML; such an exception is thrown as it was. */
    private static void throwTroubleWithTheFile(JsonProcessingException e) throws IOException {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException trouble && !(cause instanceof JsonProcessingException)) {
                throw trouble;
            }
        }
    }

    /**
     * The last place that YAML's reader names is where it could not go on; the first is where the enclosing structure
     * began.
     */
    private String place(JsonProcessingException e) {
        String place = place(e.getLocation());
        Matcher places = YAML_PLACE.matcher(e.getOriginalMessage());
        while (places.find()) {
            place = file + ": " + places.group();
        }
        return place;
    }

    /** Rewords the message on a tab, for which YAML's reader uses terms of its grammar. */
    private static String wording(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message.contains("\\t")) {
            return "a tab stands where YAML wants blanks";
        }
        return message.lines().findFirst().orElse("no YAML");
    }

    private void readMap(JsonParser yaml, String prefix) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + yaml.currentName();
            String origin = place(yaml.currentTokenLocation());
            boolean repeated = repeats(key, origin);
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
                settings.add(key, String.join(",", readList(yaml)), origin);
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
                refuse(yaml, "an output is a text, or a map with a \"target\" and options");
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
                refuse(yaml, "the option " + name + " of an output is one text");
                yaml.skipChildren();
            }
        }
    }

    /** Whether a setting is given a second time. A group may be given in several parts, a setting only once. */
    private boolean repeats(String key, String origin) {
        String before = said.putIfAbsent(key, origin);
        boolean repeated = before != null && !settings.catalogue().isGroup(key);
        if (repeated) {
            settings.refuse(origin + ": \"" + key + "\" was said before, at " + before.substring(file.length() + 2));
        }
        return repeated;
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

    private List<String> readList(JsonParser yaml) throws IOException {
        List<String> entries = new ArrayList<>();
        for (JsonToken token = yaml.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = yaml.nextToken()) {
            if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                entries.add(yaml.getText());
            } else {
                refuse(yaml, "a list holds plain entries");
                yaml.skipChildren();
            }
        }
        return entries;
    }

    private void refuse(JsonParser yaml, String mistake) {
        settings.refuse(place(yaml.currentTokenLocation()) + ": " + mistake);
    }

    private String place(JsonLocation location) {
        return location == null ? file : file + ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
