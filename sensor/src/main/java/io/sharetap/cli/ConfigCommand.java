package io.sharetap.cli;

import io.sharetap.config.SensorConfig;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the settings in force and where each was said; what it prints can be a settings file. */
@Command(
        name = "config",
        description = "Shows the settings in force, with their origin.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private SharedOptions options;

    ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SensorConfig config = options.config(surroundings.environment());
        PrintStream out = new PrintStream(surroundings.out(), false, StandardCharsets.UTF_8);
        for (SensorConfig.InForce setting : config.inForce()) {
            String text = setting.text().isEmpty() ? "\"\"" : setting.text();
            out.print(String.format(Locale.ROOT, "%-48s # %s%n", setting.key() + ": " + text, setting.origin()));
        }
        out.flush();
        return Sharetap.DONE;
    }
}
