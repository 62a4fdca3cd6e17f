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
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one document of YAML, a map, for whoever knows its keys. Reports each mistake with its file, line and column.
 * Loaded only where there is a file, as YAML's parser is not small.
 */
public final class YamlFile {
    private static final Pattern YAML_PLACE = Pattern.compile("line [0-9]+, column [0-9]+");

    private final String name;
    private final String content;
    private final Consumer<String> mistakes;
    /** Where each key was given. */
    private final Map<String, String> said = new HashMap<>();

    /** Reads the entries of the map; the parser has read its beginning, and reads no further than its end. */
    public interface MapReader {
        /** Reads them. */
        void read(JsonParser yaml) throws IOException;
    }

    /**
     * Makes it; nothing is read yet.
     *
     * @param name of the file, for messages
     * @param content what its lines are, in the plural, such as {@code settings}
     * @param mistakes takes each mistake, as one line
     */
    public YamlFile(String name, String content, Consumer<String> mistakes) {
        this.name = name;
        this.content = content;
        this.mistakes = mistakes;
    }

    /** Reads the file. An empty one has no entries. */
    public void read(MapReader map) {
        try (Reader text = Files.newBufferedReader(Path.of(name))) {
            read(text, map);
        } catch (NoSuchFileException e) {
            mistakes.accept(name + ": there is no such file");
        } catch (CharacterCodingException e) {
            mistakes.accept(name + ": is no text in UTF-8");
        } catch (IOException e) {
            mistakes.accept(name + ": cannot be read: " + FailureReason.alone(e));
        }
    }

    /** Reads this text instead of the file's. */
    void read(Reader text, MapReader map) throws IOException {
        try (JsonParser yaml = new YAMLFactory().createParser(text)) {
            JsonToken first = yaml.nextToken();
            if (first == JsonToken.START_OBJECT) {
                map.read(yaml);
                if (yaml.nextToken() != null) {
                    refuse(yaml, content + " are one document of YAML; what follows is not read");
                }
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                refuse(yaml, content + " are \"key: value\" lines");
            }
        } catch (JsonProcessingException e) {
            throwTroubleWithTheFile(e);
            mistakes.accept(place(e) + ": " + wording(e));
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
            place = name + ": " + places.group();
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

    /** Reads the entries of a list, whose beginning was read. Those that are no plain values are refused. */
    public List<String> readList(JsonParser yaml) throws IOException {
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

    /** Returns whether this key was given before, which is a mistake. */
    public boolean isRepeated(String key, String place) {
        String before = said.putIfAbsent(key, place);
        if (before != null) {
            mistakes.accept(
                    place + ": \"" + key + "\" was said before, at " + before.substring((name + ": ").length()));
        }
        return before != null;
    }

    /** Reports a mistake at the place that the parser has reached. */
    public void refuse(JsonParser yaml, String mistake) {
        mistakes.accept(place(yaml) + ": " + mistake);
    }

    /** The place that the parser has reached: file, line and column. */
    public String place(JsonParser yaml) {
        return place(yaml.currentTokenLocation());
    }

    private String place(JsonLocation location) {
        return location == null ? name : name + ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
