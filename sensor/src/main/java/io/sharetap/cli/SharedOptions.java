package io.sharetap.cli;

import io.sharetap.config.SensorConfig;
import io.sharetap.config.SettingsInForce;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Holds the options that commands share; each is a setting that the environment or a file may give as well. */
final class SharedOptions {
    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "Cards for people (default), or a record a line.")
    private String format;

    @Option(
            names = "--events",
            paramLabel = "LEVEL",
            description = "none, alerts, executables (default: alerts and executable writes) or all.")
    private String events;

    @Option(
            names = "--output",
            paramLabel = "TARGET",
            description = {
                "Send records there, not to standard output; repeatable: stdout, file:PATH,",
                "syslog+udp://HOST:PORT, syslog+tcp://…, syslog+tls://…, http://…, https://…,",
                "kafka:HOST:PORT[,…][/TOPIC]; options follow a #: see docs/operations.md."
            })
    private List<String> outputs;

    @Option(names = "--baseline", paramLabel = "DIR", description = "Keep the baseline here across runs.")
    private String baseline;

    @Option(
            names = "--activation",
            paramLabel = "14d",
            description = "Raise alerts from so many observed days on; 0d raises at once.")
    private String activation;

    @Option(names = "--extract", paramLabel = "DIR", description = "Save executables here, named by their SHA-256.")
    private String extract;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "See into encrypted sessions by the keys and accounts in this file; docs/operations.md.")
    private String keys;

    @Option(
            names = "--keytab",
            paramLabel = "FILE",
            description = "See into encrypted sessions by the keys of services in this keytab; docs/operations.md.")
    private String keytab;

    @Option(names = "--workers", paramLabel = "N", description = "Threads that decode; 0: all on one thread.")
    private String workers;

    @Option(names = "--no-progress", description = "Show no progress bar.")
    private boolean noProgress;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML; see sharetap config.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting that sharetap config lists; repeatable.")
    private final Map<String, String> others = new LinkedHashMap<>();

    private final List<SensorConfig.Option> ofCommand = new ArrayList<>();

    /** A setting that an option of one command alone gives. */
    void say(String key, String text, String origin) {
        ofCommand.add(new SensorConfig.Option(key, text, origin));
    }

    /** The settings in force: options before environment before file. */
    SensorConfig config(Map<String, String> environment) {
        return SensorConfig.of(all(), environment, config);
    }

    /** Likewise, of a run that may read them again. */
    SettingsInForce inForce(Map<String, String> environment) {
        return new SettingsInForce(all(), environment, config);
    }

    private List<SensorConfig.Option> all() {
        List<SensorConfig.Option> options = new ArrayList<>();
        others.forEach((key, text) -> options.add(new SensorConfig.Option(key, text, "option --set " + key)));
        add(options, "format", format);
        add(options, "events", events);
        if (outputs != null) {
            options.add(SensorConfig.outputs(outputs, "option --output"));
        }
        add(options, "baseline", baseline);
        add(options, "activation", activation);
        add(options, "extract", extract);
        add(options, "keys", keys);
        add(options, "keytab", keytab);
        add(options, "workers", workers);
        if (noProgress) {
            options.add(new SensorConfig.Option("progress", "false", "option --no-progress"));
        }
        options.addAll(ofCommand);
        return options;
    }

    private static void add(List<SensorConfig.Option> options, String key, String text) {
        if (text != null) {
            options.add(new SensorConfig.Option(key, text, "option --" + key));
        }
    }
}
