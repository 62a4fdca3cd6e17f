package io.sharetap.config;

import java.util.Locale;

/**
 * One setting: its name, its kind and its default.
 *
 * @param key such as {@code limits.connections-max}, the same in a file, an option and (in capitals) the environment
 * @param standard text of the default value; empty: none
 */
record Setting(String key, ValueKind kind, String standard) {
    /** Whether its value must not be shown. */
    boolean secret() {
        return key.equals(SettingsCatalogue.HTTP_TOKEN);
    }

    /** Whether its default depends on the machine. */
    boolean byMachine() {
        return key.equals(SettingsCatalogue.SPOOL) || key.equals(SettingsCatalogue.SPILL);
    }

    /** Whether a watching sensor accepts another value without a restart. */
    boolean reloaded() {
        return Reload.isReloaded(key);
    }

    /** Its variable in the environment: {@code SHARETAP_LIMITS_CONNECTIONS_MAX}. */
    String variable() {
        return GivenSettings.VARIABLE_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
