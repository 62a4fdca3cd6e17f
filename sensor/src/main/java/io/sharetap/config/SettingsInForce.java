package io.sharetap.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Holds the settings in force of a sensor that runs, and reads them again: the same options and environment, and the
 * file as it is by then.
 */
public final class SettingsInForce {
    private final List<SensorConfig.Option> options;
    private final Map<String, String> environment;
    private final Path file;
    private GivenSettings given;
    private SensorConfig config;

    /**
     * What was read again.
     *
     * @param config all settings as they are to be in force: what needs a restart is as it was
     * @param changes what differs from before
     */
    public record Reading(SensorConfig config, List<Change> changes, GivenSettings given) {
        /** Settings of which others are in force than those that were read, as they need a restart. */
        public long waiting() {
            return changes.stream().filter(change -> !change.reloaded()).count();
        }
    }

    /**
     * One setting that was said otherwise.
     *
     * @param origin where it is said now
     * @param reloaded false: it needs a restart
     */
    public record Change(String key, String before, String now, String origin, boolean reloaded) {}

    /**
     * Reads all that was said, as {@link SensorConfig#of(List, Map, Path)} does.
     *
     * @throws WrongSetting where something cannot be meant
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
     * Reads all again; nothing is in force anew before {@link #take}.
     *
     * @throws WrongSetting where something cannot be meant; a line for each of all that cannot
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

    /** From now on these settings are in force. */
    public void take(Reading reading) {
        given = reading.given();
        config = reading.config();
    }
}
