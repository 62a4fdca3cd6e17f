package io.sharetap.config;

import io.sharetap.base.Limits;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds all settings, and finds the one nearest to a wrong name. */
final class SettingsCatalogue {
    static final String FORMAT = "format";
    static final String EVENTS = "events";
    static final String BASELINE = "baseline";
    static final String ACTIVATION = "activation";
    static final String EXTRACT = "extract";
    static final String EXTRACT_BYTES_PER_FILE = "extract-bytes-per-file";
    static final String EXTRACT_BYTES_MAX = "extract-bytes-max";
    static final String SPOOL = "spool";
    static final String WORKERS = "workers";
    static final String PROGRESS = "progress";
    static final String CHECKSUMS = "checksums";
    static final String LATENESS = "lateness";
    static final String CRITICAL_ASSETS = "critical-assets";
    static final String LISTS = "lists";
    static final String SIGNATURE_ROOTS = "signature-roots";
    static final String KEYS = "keys";
    static final String KEYTAB = "keytab";
    static final String IDENTITY = "identity";
    static final String LEASES = "leases";
    static final String SMB_PORTS = "smb-ports";
    static final String HASHES = "hashes";
    static final String INTERFACES = "interfaces";
    static final String OUTPUTS = "outputs";
    static final String SPILL = "spill";
    static final String DELIVERY = "delivery";
    static final String USER = "user";
    static final String CAPTURE = "capture";
    static final String HTTP = "http";
    static final String HTTP_TOKEN = "http-token";
    static final String LIMITS = "limits";
    static final String HISTORY = "history";
    static final String DETECTION = "detection";

    /**
     * Shorter names for groups, and keys that share one value: the score judges by the same threshold by which the
     * baseline counts.
     */
    static final Map<String, String> OTHER_NAMES = Map.of(
            "detection.score", "score",
            "detection.alert", "alert",
            "score.window-days", "history.window-days",
            "score.executable", "history.executable",
            "score.destination", "history.destination",
            "alert.activation-days", ACTIVATION,
            "alert.active-days-least", "history.keep-active-days",
            "score.distributors", "distributors");

    private static final int WORKERS_MAX = 64;

    private final Map<String, Setting> byKey = new LinkedHashMap<>();
    private final Map<String, Setting> byVariable = new LinkedHashMap<>();

    SettingsCatalogue() {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting(FORMAT, ValueKind.choice("text", "json"), "text"));
        settings.add(new Setting(EVENTS, ValueKind.choice("none", "alerts", "executables", "all"), "executables"));
        settings.add(new Setting(BASELINE, ValueKind.TEXT, ""));
        settings.add(new Setting(ACTIVATION, ValueKind.daysOrAuto(), "auto"));
        settings.add(new Setting(EXTRACT, ValueKind.TEXT, ""));
        settings.add(new Setting(EXTRACT_BYTES_PER_FILE, ValueKind.SIZE, "256m"));
        settings.add(new Setting(EXTRACT_BYTES_MAX, ValueKind.SIZE, "16g"));
        settings.add(new Setting(SPOOL, ValueKind.TEXT, System.getProperty("java.io.tmpdir", "/tmp")));
        settings.add(new Setting(WORKERS, ValueKind.wholeOrAuto(WORKERS_MAX), "auto"));
        settings.add(new Setting(PROGRESS, ValueKind.FLAG, "true"));
        settings.add(new Setting(CHECKSUMS, ValueKind.FLAG, "false"));
        settings.add(new Setting(LATENESS, ValueKind.DURATION, "10m"));
        settings.add(new Setting(CRITICAL_ASSETS, ValueKind.LIST, ""));
        settings.add(new Setting(LISTS, ValueKind.TEXT, ""));
        settings.add(new Setting(SIGNATURE_ROOTS, ValueKind.TEXT, ""));
        settings.add(new Setting(KEYS, ValueKind.TEXT, ""));
        settings.add(new Setting(KEYTAB, ValueKind.TEXT, ""));
        settings.add(new Setting(IDENTITY, ValueKind.choice("address", "lease"), "address"));
        settings.add(new Setting(LEASES, ValueKind.LIST, ""));
        settings.add(new Setting(SMB_PORTS, ValueKind.PORTS, ""));
        settings.add(new Setting(HASHES, ValueKind.choices("md5", "sha1"), ""));
        settings.add(new Setting(INTERFACES, ValueKind.LIST, ""));
        settings.add(new Setting(USER, ValueKind.TEXT, ""));
        settings.add(new Setting(HTTP, ValueKind.HTTP, "127.0.0.1:9475"));
        settings.add(new Setting(HTTP_TOKEN, ValueKind.TEXT, ""));
        settings.add(new Setting(OUTPUTS, ValueKind.OUTPUTS, ""));
        settings.add(new Setting(
                SPILL, ValueKind.TEXT, stateFolder().resolve("spill").toString()));
        RecordSettings.addTo(settings, DELIVERY, DeliverySettings.defaults(), OTHER_NAMES);
        RecordSettings.addTo(settings, CAPTURE, CaptureSettings.defaults(), OTHER_NAMES);
        RecordSettings.addTo(settings, HISTORY, BaselineSettings.defaults(), OTHER_NAMES);
        RecordSettings.addTo(settings, DETECTION, DetectorSettings.defaults(), OTHER_NAMES);
        RecordSettings.addTo(settings, LIMITS, Limits.defaults(), OTHER_NAMES);
        for (Setting setting : settings) {
            byKey.put(setting.key(), setting);
            byVariable.put(setting.variable(), setting);
        }
    }

    /**
     * The folder in which this user's programs keep their state: by systemd, by the XDG base directories, or in the
     * home.
     */
    private static Path stateFolder() {
        String ofService = System.getenv("STATE_DIRECTORY");
        if (ofService != null && !ofService.isEmpty()) {
            return Path.of(ofService.split(":")[0]);
        }
        String ofUser = System.getenv("XDG_STATE_HOME");
        Path folder = ofUser == null || ofUser.isEmpty()
                ? Path.of(System.getProperty("user.home", "/tmp"), ".local", "state")
                : Path.of(ofUser);
        return folder.resolve("sharetap");
    }

    Map<String, Setting> byKey() {
        return byKey;
    }

    Iterable<Setting> all() {
        return byKey.values();
    }

    /** The setting with this key; null where there is none. */
    Setting withKey(String key) {
        return byKey.get(key);
    }

    /** Whether the name stands for several settings, whose keys begin with it. */
    boolean isGroup(String name) {
        return firstOf(name) != null;
    }

    /** The first setting of a group; null where the name is no group. */
    String firstOf(String group) {
        for (String key : byKey.keySet()) {
            if (key.length() > group.length() && key.startsWith(group) && key.charAt(group.length()) == '.') {
                return key;
            }
        }
        return null;
    }

    /** The setting with this variable; null where the variable is none of ours. */
    Setting withVariable(String variable) {
        return byVariable.get(variable);
    }

    /** The hint for a message that there is no such key. */
    String hintOfKey(String wrong) {
        return orWhereTheyAre(NearestName.hint(wrong, byKey.keySet(), "\"", "\""));
    }

    /** The hint for a message that there is no such variable. */
    String hintOfVariable(String wrong) {
        // All names have the prefix, so it would only make them look alike.
        String prefix = GivenSettings.VARIABLE_PREFIX;
        List<String> names = byVariable.keySet().stream()
                .map(name -> name.substring(prefix.length()))
                .toList();
        return orWhereTheyAre(NearestName.hint(wrong.substring(prefix.length()), names, prefix, ""));
    }

    private static String orWhereTheyAre(String hint) {
        return hint.isEmpty() ? "; sharetap config lists all settings" : hint;
    }
}
