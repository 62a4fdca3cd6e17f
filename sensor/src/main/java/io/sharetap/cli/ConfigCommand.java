package io.sharetap.cli;

import io.sharetap.config.SensorConfig;
import io.sharetap.config.SettingsText;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Shows the settings in force and where each was given; the output can serve as a settings file. */
@Command(
        name = "config",
        description = "Shows the settings in force and where each comes from.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    private final SharedOptions options = new SharedOptions();

    @Option(names = "--schema", description = "Print a JSON schema of the settings file, for editors.")
    private boolean schema;

    @Option(names = "--example", description = "Print a settings file with every setting as a comment.")
    private boolean example;

    ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        return options.addTo(CommandSpec.forAnnotatedObject(this));
    }

    @Override
    public Integer call() throws IOException {
        if (schema || example) {
            SettingsText text = new SettingsText();
            return surroundings.print(schema ? text.schema() : text.example());
        }
        SensorConfig config = options.config(surroundings.environment());
        return surroundings.print(SettingsText.inForce(config.inForce()));
    }
}
