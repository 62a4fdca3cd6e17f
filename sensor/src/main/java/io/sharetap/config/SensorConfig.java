package io.sharetap.config;

import io.sharetap.base.Limits;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.score.CriticalAssets;
import io.sharetap.score.DetectionLists;
import io.sharetap.score.ScoreSettings;
import io.sharetap.signature.TrustedRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds every setting, checked once at start. Options override the environment, the environment overrides the file, and
 * the file overrides the defaults.
 *
 * @param format {@code text} or {@code json}
 * @param events {@code none}, {@code alerts}, {@code executables} or {@code all}
 * @param baseline folder of the stored baseline, null: in memory
 * @param activationDays observed days from which alerts are raised; -1: the command decides
 * @param extract folder for executables, null: none are saved
 * @param extractBytesPerFile size above which an executable is not saved
 * @param extractBytesMax the most bytes in that folder
 * @param spool folder for file content that does not fit into memory
 * @param workers threads for the rooms from TCP to PE; 0: all on the caller's thread; -1: depending on the machine
 * @param progress whether a progress bar may be shown
 * @param checksums whether packets with a wrong IPv4 or TCP checksum are dropped, as their receiver drops them
 * @param latenessNanos how far records that are read may be out of order
 * @param signatureRoots roots to which the certificates of signatures may lead
 * @param keys secrets for decryption; gives null where there are none
 * @param leases files that say which host had an address when; empty: hosts are identified by their addresses
 * @param smbPorts TCP ports of SMB besides 139 and 445
 * @param hashes of executables, besides SHA-256: {@code md5}, {@code sha1}
 * @param interfaces that are watched
 * @param user as which a live sensor runs that root started; null: it stays root
 * @param http address at which a live sensor answers; null: none
 * @param httpToken required over HTTP; null: none
 * @param outputs for records; empty: standard output
 * @param spill folder in which records wait for a receiver that is away
 * @param delivery how records wait for receivers
 * @param capture how frames are taken from interfaces
 * @param limits of the parser
 * @param history numbers by which the baseline remembers
 * @param detection numbers and lists by which the detector judges
 * @param inForce each setting with its origin, for people
 */
public record SensorConfig(
        String format,
        String events,
        Path baseline,
        int activationDays,
        Path extract,
        long extractBytesPerFile,
        long extractBytesMax,
        Path spool,
        int workers,
        boolean progress,
        boolean checksums,
        long latenessNanos,
        TrustedRoots signatureRoots,
        KeySource keys,
        List<Path> leases,
        List<Integer> smbPorts,
        List<String> hashes,
        List<String> interfaces,
        String user,
        HostAndPort http,
        String httpToken,
        List<OutputTarget> outputs,
        Path spill,
        DeliverySettings delivery,
        CaptureSettings capture,
        Limits limits,
        BaselineSettings history,
        DetectorSettings detection,
        List<InForce> inForce) {
    /** Variables of ours that are no settings. */
    private static final List<String> OTHER_VARIABLES = List.of("SHARETAP_CONFIG", "SHARETAP_DEBUG", "SHARETAP_SETUP");

    /** A setting in force: its text and where it was given; a secret must not be shown. */
    public record InForce(String key, String text, String origin, boolean secret) {}

    /** A value given on the command line: key, text, and the option as the user wrote it. */
    public record Option(String key, String text, String origin) {}

    /** Combines outputs that were given one by one; white space inside of one is escaped. */
    public static Option outputs(List<String> targets, String origin) {
        List<String> words = targets.stream()
                .map(target -> OutputTarget.encoded(target, Map.of()))
                .toList();
        return new Option(SettingsCatalogue.OUTPUTS, String.join(" ", words), origin);
    }

    /**
     * Reads all sources of settings.
     *
     * @param file YAML, null: none (then {@code SHARETAP_CONFIG} may name one)
     * @throws WrongSetting something is wrong; the message has a line for each mistake
     */
    public static SensorConfig of(List<Option> options, Map<String, String> environment, Path file) {
        return of(gathered(options, environment, file));
    }

    static GivenSettings gathered(List<Option> options, Map<String, String> environment, Path file) {
        SettingsCatalogue catalogue = new SettingsCatalogue();
        GivenSettings given = new GivenSettings(catalogue);
        Path settingsFile = file != null ? file : path(environment.get("SHARETAP_CONFIG"));
        if (settingsFile != null) {
            SettingsFile.addTo(given, settingsFile);
        }
        given.addEnvironment(environment, OTHER_VARIABLES);
        for (Option option : options) {
            given.add(option.key(), option.text(), option.origin());
        }
        return given;
    }

    static SensorConfig of(GivenSettings given) {
        SensorConfig config = new SensorConfig(
                (String) given.value(SettingsCatalogue.FORMAT),
                (String) given.value(SettingsCatalogue.EVENTS),
                path((String) given.value(SettingsCatalogue.BASELINE)),
                activation(given),
                path((String) given.value(SettingsCatalogue.EXTRACT)),
                (Long) given.value(SettingsCatalogue.EXTRACT_BYTES_PER_FILE),
                (Long) given.value(SettingsCatalogue.EXTRACT_BYTES_MAX),
                path((String) given.value(SettingsCatalogue.SPOOL)),
                whole(given, SettingsCatalogue.WORKERS),
                (Boolean) given.value(SettingsCatalogue.PROGRESS),
                (Boolean) given.value(SettingsCatalogue.CHECKSUMS),
                (Long) given.value(SettingsCatalogue.LATENESS),
                given.checked(() -> signatureRoots(given)),
                given.checked(() -> keys(given)),
                given.checked(() -> leases(given)),
                list(given, SettingsCatalogue.SMB_PORTS),
                list(given, SettingsCatalogue.HASHES),
                list(given, SettingsCatalogue.INTERFACES),
                text(given, SettingsCatalogue.USER),
                given.checked(() -> http(given)),
                (String) given.value(SettingsCatalogue.HTTP_TOKEN),
                list(given, SettingsCatalogue.OUTPUTS),
                path((String) given.value(SettingsCatalogue.SPILL)),
                build(DeliverySettings.defaults(), SettingsCatalogue.DELIVERY, given),
                build(CaptureSettings.defaults(), SettingsCatalogue.CAPTURE, given),
                build(Limits.defaults(), SettingsCatalogue.LIMITS, given),
                build(BaselineSettings.defaults(), SettingsCatalogue.HISTORY, given),
                detection(given),
                inForce(given));
        given.throwIfRefused();
        return config;
    }

    private static <T extends Record> T build(T standard, String prefix, GivenSettings given) {
        return given.checked(() -> RecordSettings.build(standard, prefix, given, SettingsCatalogue.OTHER_NAMES));
    }

    private static DetectorSettings detection(GivenSettings given) {
        DetectorSettings standard = DetectorSettings.defaults();
        ScoreSettings score = standard.score()
                .with(given.checked(() -> criticalAssets(given)), given.checked(() -> lists(given, standard.score())));
        return build(DetectorSettings.of(score, standard.alert()), SettingsCatalogue.DETECTION, given);
    }

    private static int whole(GivenSettings given, String key) {
        return (int) Math.min(Integer.MAX_VALUE, (Long) given.value(key));
    }

    private static int activation(GivenSettings given) {
        int days = whole(given, SettingsCatalogue.ACTIVATION);
        int most = BaselineSettings.WINDOW_DAYS_MAX;
        if (days > most) {
            given.refuse(given.of(SettingsCatalogue.ACTIVATION).origin() + ": " + SettingsCatalogue.ACTIVATION
                    + " is at most " + most + "d, as more days are never observed");
        }
        return days;
    }

    private static List<Path> leases(GivenSettings given) {
        List<String> files = list(given, SettingsCatalogue.LEASES);
        boolean byLease = given.value(SettingsCatalogue.IDENTITY).equals("lease");
        if (byLease && files.isEmpty()) {
            throw new WrongSetting(given.of(SettingsCatalogue.IDENTITY).origin()
                    + ": identity by lease needs lease tables (the setting \"leases\")");
        }
        return byLease ? files.stream().map(Path::of).toList() : List.of();
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(GivenSettings given, String key) {
        Object value = given.value(key);
        return value == null ? List.of() : (List<T>) value;
    }

    /** The text; null where nothing was given. */
    private static String text(GivenSettings given, String key) {
        String text = (String) given.value(key);
        return text == null || text.isEmpty() ? null : text;
    }

    private static Path path(String text) {
        return text == null || text.isEmpty() ? null : Path.of(text);
    }

    private static HostAndPort http(GivenSettings given) {
        if (!(given.value(SettingsCatalogue.HTTP) instanceof HostAndPort address)) {
            return null;
        }
        if (!address.isLoopback() && given.value(SettingsCatalogue.HTTP_TOKEN) == null) {
            throw new WrongSetting(given.of(SettingsCatalogue.HTTP).origin() + ": anyone who can reach " + address
                    + " could ask it: set a token (the setting \"http-token\")");
        }
        return address;
    }

    private static CriticalAssets criticalAssets(GivenSettings given) {
        GivenSettings.Given entries = given.of(SettingsCatalogue.CRITICAL_ASSETS);
        if (entries.value() == null) {
            return CriticalAssets.none();
        }
        try {
            return CriticalAssets.of(list(given, SettingsCatalogue.CRITICAL_ASSETS));
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(entries.origin() + ": " + e.getMessage());
        }
    }

    private static DetectionLists lists(GivenSettings given, ScoreSettings score) {
        GivenSettings.Given file = given.of(SettingsCatalogue.LISTS);
        if (file.value() == null) {
            return score.lists();
        }
        try {
            return DetectionLists.shippedWith(Files.readString(Path.of((String) file.value())));
        } catch (IOException e) {
            throw new WrongSetting(file.origin() + ": " + file.text() + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(file.text() + ": " + e.getMessage());
        }
    }

    private static KeySource keys(GivenSettings given) {
        Path file = path((String) given.value(SettingsCatalogue.KEYS));
        Path keytab = path((String) given.value(SettingsCatalogue.KEYTAB));
        return KeySource.of(file, keytab);
    }

    private static TrustedRoots signatureRoots(GivenSettings given) {
        GivenSettings.Given folder = given.of(SettingsCatalogue.SIGNATURE_ROOTS);
        if (folder.value() == null || folder.text().isEmpty()) {
            return TrustedRoots.shipped();
        }
        try {
            return TrustedRoots.shippedWith(Path.of((String) folder.value()));
        } catch (IOException e) {
            throw new WrongSetting(folder.origin() + ": " + folder.text() + " is no folder that can be read");
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(folder.origin() + ": " + e.getMessage());
        }
    }

    private static List<InForce> inForce(GivenSettings given) {
        List<InForce> inForce = new ArrayList<>();
        for (Setting setting : given.catalogue().all()) {
            GivenSettings.Given value = given.of(setting.key());
            inForce.add(new InForce(setting.key(), value.text(), value.origin(), setting.secret()));
        }
        return inForce;
    }
}
