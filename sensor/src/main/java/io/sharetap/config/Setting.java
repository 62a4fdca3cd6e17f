package io.sharetap.config;

import java.util.Locale;

/**
 * Is one setting: its name, its kind, the value that holds unless something else is said.
 *
 * @param key such as {@code limits.connections-max}, the same in a file, an option and (in capitals) the environment
 * @param standard text of the value that holds unless something else is said; empty: none
 */
record Setting(String key, ValueKind kind, String standard) {
    /** True: its value is shown to nobody. */
    boolean secret() {
        return key.equals(SettingsCatalogue.HTTP_TOKEN);
    }

    /** True: what holds unless something is said depends on the machine. */
    boolean byMachine() {
        return key.equals(SettingsCatalogue.SPOOL) || key.equals(SettingsCatalogue.SPILL);
    }

    /** True: a watching sensor takes another value without a restart. */
    boolean reloaded() {
        return Reload.isReloaded(key);
    }

    /** The variable of the environment that holds it: {@code SHARETAP_LIMITS_CONNECTIONS_MAX}. */
    String variable() {
        return GivenSettings.VARIABLE_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
