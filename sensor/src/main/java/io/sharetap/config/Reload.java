package io.sharetap.config;

import java.util.Set;

/** Knows which settings a watching sensor takes anew without a restart. */
final class Reload {
    /** Bounds of memory are made once; so are windows by which the baseline's maps were filled. */
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
