package io.sharetap.cli;

import io.sharetap.config.SensorConfig;
import io.sharetap.config.SettingsInForce;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Holds the options that commands share; each is a setting that the environment or a file may give as well.
 *
 * <p>They are defined by calls, as finding annotations would take a tenth of the time of a short replay.
 */
final class SharedOptions {
    /** Without packets there is no content, nothing to decode, and no bar. */
    private static final List<String> OF_PACKETS = List.of("extract", "keys", "keytab", "workers", "no-progress");

    private final CommandSpec spec = CommandSpec.create();
    private final List<SensorConfig.Option> ofCommand = new ArrayList<>();

    SharedOptions() {
        text("format", "text|json", "Cards for people (default), or one JSON record per line.");
        text("events", "LEVEL", "none, alerts, executables (default: alerts and executable writes) or all.");
        spec.addOption(option("output", "TARGET")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                        "Send records to TARGET instead of standard output; repeatable. Options follow a #:",
                        "see Outputs in docs/operations.md. TARGET is one of",
                        "  stdout",
                        "  file:PATH",
                        "  syslog+udp://HOST:PORT, syslog+tcp://…",
                        "  syslog+tls://HOST:PORT",
                        "  http://HOST…, https://HOST…",
                        "  kafka:HOST:PORT[,…][/TOPIC]")
                .build());
        text("baseline", "DIR", "Keep the baseline here across runs.");
        text("activation", "14d", "Observed days before alerts are raised; 0d: from the first write on.");
        text("extract", "DIR", "Save executables here, named by their SHA-256.");
        text("keys", "FILE", "Decrypt sessions with the keys and accounts in this file; see docs/operations.md.");
        text("keytab", "FILE", "Decrypt sessions with the keys of services in this keytab; see docs/operations.md.");
        text("workers", "N", "Threads that put files together; 0: everything on one thread.");
        spec.addOption(OptionSpec.builder("--no-progress")
                .type(boolean.class)
                .description("Show no progress bar.")
                .build());
        spec.addOption(option("config", "FILE")
                .type(Path.class)
                .description("Settings in YAML; see sharetap config.")
                .build());
        spec.addOption(option("set", "KEY=VALUE")
                .type(Map.class)
                .auxiliaryTypes(String.class, String.class)
                .description("Any setting that sharetap config lists; repeatable.")
                .build());
    }

    private static OptionSpec.Builder option(String name, String paramLabel) {
        return OptionSpec.builder("--" + name).paramLabel(paramLabel);
    }

    private void text(String name, String paramLabel, String description) {
        spec.addOption(option(name, paramLabel)
                .type(String.class)
                .description(description)
                .build());
    }

    /** Adds these options to a command. */
    CommandSpec addTo(CommandSpec command) {
        return command.addMixin("shared", spec);
    }

    /** Adds them to a command that reads records: options about packets are accepted but left out of its help. */
    CommandSpec addToOneOfRecords(CommandSpec command) {
        for (String name : OF_PACKETS) {
            OptionSpec shown = spec.findOption("--" + name);
            spec.remove(shown);
            spec.addOption(OptionSpec.builder(shown).hidden(true).build());
        }
        return addTo(command);
    }

    /** The option's value; null where it was not given. */
    private <T> T said(String name) {
        return spec.findOption("--" + name).getValue();
    }

    /** Adds a setting that is given by an option of a single command. */
    void say(String key, String text, String origin) {
        ofCommand.add(new SensorConfig.Option(key, text, origin));
    }

    /** The settings in force: options before environment before file. */
    SensorConfig config(Map<String, String> environment) {
        return SensorConfig.of(all(), environment, said("config"));
    }

    /** The settings of a run that may read them again. */
    SettingsInForce inForce(Map<String, String> environment) {
        return new SettingsInForce(all(), environment, said("config"));
    }

    private List<SensorConfig.Option> all() {
        List<SensorConfig.Option> options = new ArrayList<>();
        Map<String, String> others = said("set");
        if (others != null) {
            others.forEach((key, text) -> options.add(new SensorConfig.Option(key, text, "option --set " + key)));
        }
        add(options, "format");
        add(options, "events");
        List<String> outputs = said("output");
        if (outputs != null) {
            options.add(SensorConfig.outputs(outputs, "option --output"));
        }
        add(options, "baseline");
        add(options, "activation");
        add(options, "extract");
        add(options, "keys");
        add(options, "keytab");
        add(options, "workers");
        if (Boolean.TRUE.equals(said("no-progress"))) {
            options.add(new SensorConfig.Option("progress", "false", "option --no-progress"));
        }
        options.addAll(ofCommand);
        return options;
    }

    private void add(List<SensorConfig.Option> options, String key) {
        String text = said(key);
        if (text != null) {
            options.add(new SensorConfig.Option(key, text, "option --" + key));
        }
    }
}
