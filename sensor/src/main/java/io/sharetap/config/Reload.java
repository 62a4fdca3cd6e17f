package io.sharetap.config;

import java.util.Set;

/** Knows which settings a watching sensor accepts without a restart. */
final class Reload {
    /**
     * The others need a restart: bounds of memory are allocated once, and the baseline's maps were filled by its
     * windows.
     */
    private static final Set<String> RELOADED = Set.of(
            SettingsCatalogue.ACTIVATION,
            SettingsCatalogue.CRITICAL_ASSETS,
            SettingsCatalogue.LISTS,
            SettingsCatalogue.LEASES,
            SettingsCatalogue.SMB_PORTS,
            SettingsCatalogue.KEYS,
            SettingsCatalogue.KEYTAB,
            SettingsCatalogue.OUTPUTS,
            SettingsCatalogue.HTTP_TOKEN,
            "distributors",
            "history.executable.uncommon-from",
            "history.executable.floor",
            "history.destination.uncommon-from",
            "history.destination.floor",
            "alert.fold",
            "alert.update-after",
            "detection.fan-out",
            "detection.executed");

    private Reload() {}

    static boolean isReloaded(String key) {
        return RELOADED.contains(key) || key.startsWith("score.");
    }
}
