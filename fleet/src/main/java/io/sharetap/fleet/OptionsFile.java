package io.sharetap.fleet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sharetap.config.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
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

    private final YamlFile file;
    private final Set<String> known;
    private final Map<String, String> values = new HashMap<>();

    private OptionsFile(String name, Set<String> known) {
        file = new YamlFile(name, "options", mistake -> {
            throw new Fleet.WrongOption(mistake);
        });
        this.known = known;
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
        OptionsFile options = new OptionsFile(file, known);
        options.file.read(options::readLines);
        return options;
    }

    private void readLines(JsonParser yaml) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String name = yaml.currentName();
            String place = file.place(yaml);
            if (!known.contains(name)) {
                file.refuse(yaml, "there is no option \"" + name + "\"");
            }
            JsonToken token = yaml.nextToken();
            if (token == JsonToken.START_OBJECT) {
                file.refuse(yaml, name + " is one value, or a list of them");
            }
            // A line without a value counts as if it were not there.
            if (token != JsonToken.VALUE_NULL && !file.isRepeated(name, place)) {
                boolean list = token == JsonToken.START_ARRAY;
                values.put(name, list ? String.join(",", file.readList(yaml)) : yaml.getText());
            }
        }
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
