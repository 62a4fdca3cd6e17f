package io.sharetap.score;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads detection lists from YAML: maps of maps of lists, flattened to entries. Entries under {@code remove} remove
 * entries that were read before.
 */
final class ListEntries {
    private static final String REMOVE = "remove.";
    private static final char SEPARATOR = '\u0000'; // occurs in no name in YAML

    /** Keys whose values may hold several words, each of which is an entry. */
    private static final Set<String> OF_WORDS = Set.of("disguise.extensions", "disguise.launched_extensions");

    private final List<Entry> entries = new ArrayList<>();

    /**
     * One entry.
     *
     * @param key names of the maps joined by dots, without {@code title}
     * @param title the key of the list, where that is a name for people; null: none
     */
    record Entry(String key, String title, String value, int line) {
        private boolean isTakenAwayBy(Entry removal) {
            if (title != null && removal.title == null && key.startsWith(removal.key + '.')) {
                return title.equalsIgnoreCase(removal.value);
            }
            boolean sameTitle = title == null ? removal.title == null : title.equalsIgnoreCase(removal.title);
            return key.equals(removal.key) && sameTitle && firstWord(value).equals(firstWord(removal.value));
        }

        /**
         * Removing the name of a system program removes it whatever other names the entry holds; paths are compared
         * whole.
         */
        private String firstWord(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            int space = key.equals("disguise.system_programs") ? lower.indexOf(' ') : -1;
            return space < 0 ? lower : lower.substring(0, space);
        }
    }

    List<Entry> all() {
        return entries;
    }

    /** Adds and removes the entries of the text; the exception for a mistake names the line. */
    void read(Reader text) {
        try (JsonParser yaml = new YAMLFactory().createParser(text)) {
            JsonToken first = yaml.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readMap(yaml, "");
            } else if (first != null) {
                throw wrong(yaml, "lists are \"key: entries\"");
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw wrong(line, e.getOriginalMessage().lines().findFirst().orElse("no YAML"));
        } catch (IOException e) {
            throw new IllegalArgumentException("detection lists cannot be read: " + e.getMessage(), e);
        }
    }

    private void readMap(JsonParser yaml, String prefix) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix.isEmpty() ? yaml.currentName() : prefix + SEPARATOR + yaml.currentName();
            JsonToken token = yaml.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readMap(yaml, path);
            } else if (token == JsonToken.START_ARRAY) {
                for (token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
                    add(yaml, path, token);
                }
            } else {
                add(yaml, path, token);
            }
        }
    }

    private void add(JsonParser yaml, String path, JsonToken token) throws IOException {
        if (token == null || !token.isScalarValue() || yaml.getText().isBlank()) {
            throw wrong(yaml, "an entry is a text");
        }
        int line = yaml.currentLocation().getLineNr();
        String joined = path.replace(SEPARATOR, '.');
        boolean removal = joined.startsWith(REMOVE);
        String[] names = (removal ? path.substring(REMOVE.length()) : path).split(String.valueOf(SEPARATOR));
        boolean titled = names.length == 3;
        String key = titled ? names[0] + '.' + names[2] : String.join(".", names);
        String title = titled ? names[1] : null;
        String[] values = OF_WORDS.contains(key) ? yaml.getText().strip().split("\\s+") : new String[] {yaml.getText()};
        for (String value : values) {
            Entry entry = new Entry(key, title, value.strip(), line);
            if (!removal) {
                entries.add(entry);
            } else if (!entries.removeIf(each -> each.isTakenAwayBy(entry))) {
                throw wrong(line, "\"" + value + "\" is no entry of " + key + " that could be removed");
            }
        }
    }

    private static IllegalArgumentException wrong(JsonParser yaml, String what) {
        return wrong(yaml.currentLocation().getLineNr(), what);
    }

    static IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException("detection lists, line " + line + ": " + what);
    }
}
