package io.sharetap.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Holds the settings in force of a running sensor, and reads them again: the same options and environment, and the file
 * in its present state.
 */
public final class SettingsInForce {
    private final List<SensorConfig.Option> options;
    private final Map<String, String> environment;
    private final Path file;
    private GivenSettings given;
    private SensorConfig config;

    /**
     * The result of reading again.
     *
     * @param config all settings that are to be in force; those that need a restart keep their former values
     * @param changes the differences
     */
    public record Reading(SensorConfig config, List<Change> changes, GivenSettings given) {
        /** The number of changes that need a restart, and so are not in force. */
        public long waiting() {
            return changes.stream().filter(change -> !change.reloaded()).count();
        }
    }

    /**
     * A setting that was given another value.
     *
     * @param origin where it is given now
     * @param reloaded false: it needs a restart
     */
    public record Change(String key, String before, String now, String origin, boolean reloaded) {}

    /**
     * Reads all sources, like {@link SensorConfig#of(List, Map, Path)}.
     *
     * @throws WrongSetting something is wrong
     */
    public SettingsInForce(List<SensorConfig.Option> options, Map<String, String> environment, Path file) {
        this.options = List.copyOf(options);
        this.environment = Map.copyOf(environment);
        this.file = file;
        given = SensorConfig.gathered(options, environment, file);
        config = SensorConfig.of(given);
    }

    public SensorConfig config() {
        return config;
    }

    /**
     * Reads all sources again; the result comes into force by {@link #take}.
     *
     * @throws WrongSetting something is wrong; the message has a line for each mistake
     */
    public Reading read() {
        GivenSettings read = SensorConfig.gathered(options, environment, file);
        SensorConfig.of(read);
        List<Change> changes = new ArrayList<>();
        for (Setting setting : read.catalogue().all()) {
            GivenSettings.Given before = given.of(setting.key());
            GivenSettings.Given now = read.of(setting.key());
            if (!Objects.equals(before.value(), now.value())) {
                changes.add(new Change(
                        setting.key(), shown(setting, before), shown(setting, now), now.origin(), setting.reloaded()));
                if (!setting.reloaded()) {
                    read.takeOver(setting.key(), given);
                }
            }
        }
        return new Reading(SensorConfig.of(read), List.copyOf(changes), read);
    }

    private static String shown(Setting setting, GivenSettings.Given value) {
        if (value.text().isEmpty()) {
            return "(none)";
        }
        return setting.secret() ? "(not shown)" : value.text();
    }

    /** Puts these settings into force. */
    public void take(Reading reading) {
        given = reading.given();
        config = reading.config();
    }
}
