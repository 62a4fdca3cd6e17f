package io.sharetap.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Describes the settings: as a JSON schema for editors, as an example in YAML, and as YAML of the settings in force,
 * which can serve as a settings file. It is made from the catalogue, so it cannot differ from what is read.
 */
public final class SettingsText {
    private static final String DESCRIPTIONS = "settings.properties";
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final int ORIGIN_COLUMN = 48;
    private static final int LINE_CHARS_MAX = 110;

    private final SettingsCatalogue catalogue = new SettingsCatalogue();
    private final Properties descriptions = new Properties();

    /** Loads the shipped descriptions. */
    public SettingsText() {
        try (InputStream shipped = SettingsText.class.getResourceAsStream(DESCRIPTIONS)) {
            descriptions.load(new InputStreamReader(shipped, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(DESCRIPTIONS + " cannot be read", e);
        }
    }

    /** The keys that have a description. */
    Iterable<String> described() {
        return descriptions.stringPropertyNames();
    }

    private String description(Setting setting) {
        return descriptions.getProperty(setting.key(), "");
    }

    /** A JSON schema (2020-12) of the settings file. */
    public String schema() {
        StringWriter text = new StringWriter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
            json.writeStartObject();
            json.writeStringField("$schema", DIALECT);
            json.writeStringField("title", "Settings of Sharetap");
            writeGroup(json, "", new TreeMap<>(catalogue.byKey()));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    /**
     * Writes the members of a map whose keys begin with {@code prefix}; a name may also be written with dots, without
     * nested maps.
     */
    private void writeGroup(JsonGenerator json, String prefix, TreeMap<String, Setting> settings) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        json.writeObjectFieldStart("patternProperties");
        json.writeObjectFieldStart("^[a-z-]+(\\.[a-z-]+)+$");
        json.writeStringField("description", "A setting of a group by its whole name, which is read likewise.");
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        String written = "";
        for (Map.Entry<String, Setting> each : settings.entrySet()) {
            String name = each.getKey().substring(prefix.length());
            int dot = name.indexOf('.');
            if (dot < 0) {
                writeSetting(json, name, each.getValue());
            } else if (!name.substring(0, dot).equals(written)) {
                written = name.substring(0, dot);
                String group = prefix + written + '.';
                String behindGroup = prefix + written + '/'; // '/' is the character that follows '.'
                json.writeObjectFieldStart(written);
                writeGroup(json, group, new TreeMap<>(settings.subMap(group, behindGroup)));
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private void writeSetting(JsonGenerator json, String name, Setting setting) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("description", description(setting));
        if (!setting.byMachine()) {
            json.writeFieldName("default");
            writeValue(json, standard(setting));
        }
        writeMembers(json, setting.kind().schema());
        json.writeEndObject();
    }

    /** The default in the type of JSON or YAML: a number where it is one. */
    private static Object standard(Setting setting) {
        ValueKind kind = setting.kind();
        boolean plain = kind == ValueKind.WHOLE || kind == ValueKind.DECIMAL || kind == ValueKind.FLAG;
        return plain ? kind.read(setting.standard()) : setting.standard();
    }

    private static void writeMembers(JsonGenerator json, Map<?, ?> members) throws IOException {
        for (Map.Entry<?, ?> member : new TreeMap<>(members).entrySet()) {
            json.writeFieldName(member.getKey().toString());
            writeValue(json, member.getValue());
        }
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            writeMembers(json, members);
            json.writeEndObject();
        } else if (value instanceof List<?> entries) {
            json.writeStartArray();
            for (Object entry : entries) {
                writeValue(json, entry);
            }
            json.writeEndArray();
        } else {
            json.writeObject(value);
        }
    }

    /** Every setting as a comment, with its description and its default. */
    public String example() {
        StringBuilder text = new StringBuilder("""
                # Settings of Sharetap: sharetap watch --config FILE. Remove the # of a setting to change it. Names with
                # dots may also be written as nested maps. Environment variables override this file, and options
                # override both; sharetap config prints the settings in force.
                """);
        for (Setting setting : catalogue.all()) {
            text.append('\n');
            String about = description(setting) + " Is " + setting.kind().description() + "."
                    + (setting.reloaded() ? " Read again at SIGHUP." : "")
                    + (setting.byMachine() ? " By default as the machine has it." : "");
            appendWrapped(text, about);
            String value = setting.byMachine() ? "/var/tmp/sharetap" : shown(setting.standard());
            text.append("#").append(setting.key()).append(": ").append(value).append('\n');
        }
        return text.toString();
    }

    private static void appendWrapped(StringBuilder text, String about) {
        int line = 0;
        for (String word : about.split(" ")) {
            boolean begins = line == 0 || line + word.length() >= LINE_CHARS_MAX;
            if (begins) {
                text.append(line == 0 ? "# " : "\n# ").append(word);
                line = 2 + word.length();
            } else {
                text.append(' ').append(word);
                line += 1 + word.length();
            }
        }
        text.append('\n');
    }

    /** The settings in force, each with its origin as a comment; secrets are not shown. */
    public static String inForce(List<SensorConfig.InForce> settings) {
        StringBuilder text = new StringBuilder();
        for (SensorConfig.InForce setting : settings) {
            boolean hidden = setting.secret() && !setting.text().isEmpty();
            String line = hidden
                    ? "# " + setting.key() + " is set, and not shown"
                    : setting.key() + ": " + shown(setting.text());
            text.append(line).append(" ".repeat(Math.max(1, ORIGIN_COLUMN + 1 - line.length())));
            text.append("# ")
                    .append(setting.origin().replaceAll("\\p{Cntrl}", "?"))
                    .append('\n');
        }
        return text.toString();
    }

    /** The text in a form that YAML reads back as the same text. */
    private static String shown(String text) {
        boolean nothing = text.equalsIgnoreCase("null");
        if (text.matches("[A-Za-z0-9_/.$][A-Za-z0-9_./:,$+@%-]*") && !text.endsWith(":") && !nothing) {
            return text;
        }
        if (text.matches("\\P{Cntrl}+")) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || c >= 0x7F && c < 0xA0) {
                quoted.append(String.format("\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
