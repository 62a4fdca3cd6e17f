package io.sharetap.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Collects the settings that were given; a later value replaces an earlier one. Unknown settings and invalid values are
 * collected too, so that all mistakes are reported at once.
 */
final class GivenSettings {
    private static final String STANDARD_ORIGIN = "default";
    static final String VARIABLE_PREFIX = "SHARETAP_";

    private final SettingsCatalogue catalogue;
    private final Map<String, Given> given = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    /** A value in force, as text, and where it was given. */
    record Given(String text, Object value, String origin) {}

    GivenSettings(SettingsCatalogue catalogue) {
        this.catalogue = catalogue;
        for (Setting setting : catalogue.all()) {
            Object value = setting.standard().isEmpty() ? null : setting.kind().read(setting.standard());
            given.put(setting.key(), new Given(setting.standard(), value, STANDARD_ORIGIN));
        }
    }

    /** Adds a value for a key, given at {@code origin}. */
    void add(String key, String text, String origin) {
        Setting setting = catalogue.withKey(key);
        if (setting == null) {
            refuse(origin + ": there is no setting \"" + key + "\"" + catalogue.hintOfKey(key));
        } else {
            add(setting, text, origin);
        }
    }

    /** Adds a mistake. */
    void refuse(String mistake) {
        if (!mistakes.contains(mistake)) { // two rooms may refuse the same number
            mistakes.add(mistake);
        }
    }

    /** Throws if there were mistakes, with one line for each. */
    void throwIfRefused() {
        if (!mistakes.isEmpty()) {
            throw new WrongSetting(String.join("\n", mistakes));
        }
    }

    /** The result of {@code made}; where it refuses a setting, null, and the mistake is added. */
    <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (WrongSetting e) {
            refuse(e.getMessage());
            return null;
        }
    }

    SettingsCatalogue catalogue() {
        return catalogue;
    }

    /** Takes over the value that other settings have. */
    void takeOver(String key, GivenSettings others) {
        given.put(key, others.of(key));
    }

    private void add(Setting setting, String text, String origin) {
        try {
            Object value = text.isEmpty() && setting.standard().isEmpty()
                    ? null
                    : setting.kind().read(text);
            given.put(setting.key(), new Given(text, value, origin));
        } catch (IllegalArgumentException e) {
            // An output's message already says which output, and what of it.
            String shown = setting.secret() ? "what is given" : "\"" + text + "\"";
            refuse(origin + ": "
                    + (setting.kind() == ValueKind.OUTPUTS
                            ? e.getMessage()
                            : shown + " is no value for " + setting.key() + ", which is "
                                    + setting.kind().description()
                                    + setting.kind().hint(text.strip())));
        }
    }

    /** Adds our variables of the environment; {@code others} are ours, too, but no settings. */
    void addEnvironment(Map<String, String> environment, Iterable<String> others) {
        Map<String, String> ours = new TreeMap<>(environment);
        ours.keySet().removeIf(name -> !name.startsWith(VARIABLE_PREFIX));
        others.forEach(ours::remove);
        ours.forEach((variable, text) -> {
            Setting setting = catalogue.withVariable(variable);
            if (setting == null) {
                refuse("environment: there is no setting " + variable + catalogue.hintOfVariable(variable));
            } else {
                add(setting, text, "environment " + variable);
            }
        });
    }

    Given of(String key) {
        return given.get(key);
    }

    Object value(String key) {
        return given.get(key).value();
    }
}
