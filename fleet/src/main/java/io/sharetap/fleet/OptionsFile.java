package io.sharetap.fleet;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.sharetap.notice.FailureReason;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads options from a file of YAML: lines of {@code name: value}, the name without the dashes. What the command line
 * says goes before it, and so does an environment variable that an option has.
 */
final class OptionsFile implements CommandLine.IDefaultValueProvider {
    private static final String OPTION = "--config";

    private final String file;
    private final Map<String, String> values = new HashMap<>();

    private OptionsFile(String file) {
        this.file = file;
    }

    /**
     * Adds the option that names the file to a command. Where the arguments name a file, its values become the
     * defaults.
     *
     * @throws Fleet.WrongOption as {@link #read}
     */
    static void addTo(CommandLine line, Set<String> known, String... arguments) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder(OPTION)
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("YAML file of options (\"name: value\") that are not given on the command line")
                        .build());
        String file = null;
        for (int i = 0; i < arguments.length && !arguments[i].equals("--"); i++) {
            if (arguments[i].startsWith(OPTION + "=")) {
                file = arguments[i].substring(OPTION.length() + 1);
            } else if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                file = arguments[i + 1];
            }
        }
        if (file != null) {
            line.setDefaultValueProvider(read(file, known));
        }
    }

    /**
     * Reads the file.
     *
     * @param known names of the options that may stand in it
     * @throws Fleet.WrongOption it cannot be read, is no YAML, or names an option that does not exist
     */
    static OptionsFile read(String file, Set<String> known) {
        OptionsFile options = new OptionsFile(file);
        try (Reader text = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
                JsonParser yaml = new YAMLFactory().createParser(text)) {
            JsonToken first = yaml.nextToken();
            if (first == JsonToken.START_OBJECT) {
                options.readLines(yaml, known);
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                throw options.wrong(yaml.currentTokenLocation(), "options are \"name: value\" lines");
            }
            return options;
        } catch (JsonProcessingException e) {
            throw options.wrong(
                    e.getLocation(), e.getOriginalMessage().lines().findFirst().orElse("no YAML"));
        } catch (CharacterCodingException e) {
            throw new Fleet.WrongOption(file + ": is no text in UTF-8");
        } catch (IOException e) {
            throw new Fleet.WrongOption(file + ": cannot be read: " + FailureReason.alone(e));
        }
    }

    private void readLines(JsonParser yaml, Set<String> known) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String name = yaml.currentName();
            JsonLocation place = yaml.currentTokenLocation();
            if (!known.contains(name)) {
                throw wrong(place, "there is no option \"" + name + "\"");
            }
            JsonToken token = yaml.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue; // as if the line were not there
            }
            String value = token == JsonToken.START_ARRAY ? list(yaml) : token.isScalarValue() ? yaml.getText() : null;
            if (value == null) {
                throw wrong(place, name + " is one value, or a list of them");
            }
            if (values.put(name, value) != null) {
                throw wrong(place, "\"" + name + "\" was said before");
            }
        }
    }

    /** The entries, separated by commas; null if one of them is not a plain value. */
    private static String list(JsonParser yaml) throws IOException {
        List<String> entries = new ArrayList<>();
        for (JsonToken token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
            if (!token.isScalarValue()) {
                return null;
            }
            entries.add(yaml.getText());
        }
        return String.join(",", entries);
    }

    private Fleet.WrongOption wrong(JsonLocation place, String what) {
        return new Fleet.WrongOption(file
                + (place == null ? "" : ": line " + place.getLineNr() + ", column " + place.getColumnNr())
                + ": " + what);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        boolean inEnvironment = Fleet.Token.OPTION.equals(option.longestName()) && Fleet.Token.ofEnvironment() != null;
        return inEnvironment ? null : values.get(name(option));
    }

    /** The option's name as it is written in the file. */
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }
}
