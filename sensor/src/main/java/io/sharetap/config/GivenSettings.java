package io.sharetap.config;

import java.util.HashMap;
import java.util.Map;

/** Gathers what was said of settings; what is said later counts. Refuses what is no setting or no value of one. */
final class GivenSettings {
    private static final String STANDARD_ORIGIN = "default";
    private static final String OURS = "SHARETAP_";

    private final SettingsCatalogue catalogue;
    private final Map<String, Given> given = new HashMap<>();

    /** A value in force, as text, and where it was said. */
    record Given(String text, Object value, String origin) {}

    GivenSettings(SettingsCatalogue catalogue) {
        this.catalogue = catalogue;
        for (Setting setting : catalogue.all()) {
            Object value = setting.standard().isEmpty() ? null : setting.kind().read(setting.standard());
            given.put(setting.key(), new Given(setting.standard(), value, STANDARD_ORIGIN));
        }
    }

    /** One value for a key, said at {@code origin}. */
    void add(String key, String text, String origin) {
        Setting setting = catalogue.withKey(key);
        if (setting == null) {
            throw new WrongSetting(origin + ": there is no setting \"" + key + "\"; the nearest is \""
                    + catalogue.nearestKey(key) + "\"");
        }
        add(setting, text, origin);
    }

    private void add(Setting setting, String text, String origin) {
        try {
            Object value = text.isEmpty() && setting.standard().isEmpty()
                    ? null
                    : setting.kind().read(text);
            given.put(setting.key(), new Given(text, value, origin));
        } catch (IllegalArgumentException e) {
            if (setting.kind() == ValueKind.OUTPUTS) {
                throw new WrongSetting(origin + ": " + e.getMessage()); // it says which one of them, and what of it
            }
            throw new WrongSetting(origin + ": \"" + text + "\" is no value for " + setting.key() + ", which is "
                    + setting.kind().description());
        }
    }

    /** The environment's variables of ours; {@code others} are ours too, but no settings. */
    void addEnvironment(Map<String, String> environment, Iterable<String> others) {
        Map<String, String> ours = new HashMap<>(environment);
        ours.keySet().removeIf(name -> !name.startsWith(OURS));
        others.forEach(ours::remove);
        ours.forEach((variable, text) -> {
            Setting setting = catalogue.withVariable(variable);
            if (setting == null) {
                throw new WrongSetting("environment: there is no setting " + variable + "; the nearest is "
                        + catalogue.nearestVariable(variable));
            }
            add(setting, text, "environment " + variable);
        });
    }

    Given of(String key) {
        return given.get(key);
    }

    Object value(String key) {
        return given.get(key).value();
    }
}
