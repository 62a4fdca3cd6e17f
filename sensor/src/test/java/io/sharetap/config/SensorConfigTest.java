package io.sharetap.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Limits;
import io.sharetap.baseline.BaselineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorConfigTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void holdsTheStandardValuesWhenNothingIsSaid() {
        SensorConfig config = SensorConfig.of(List.of(), environment, null);
        assertEquals("text", config.format());
        assertEquals("executables", config.events());
        assertNull(config.baseline());
        assertEquals(-1, config.activationDays());
        assertEquals(Limits.defaults(), config.limits());
        assertEquals(BaselineSettings.defaults(), config.history());
        assertEquals(0.70, config.detection().score().executable().uncommonFrom());
    }

    @Test
    void takesAnOptionBeforeTheEnvironmentBeforeTheFile() throws IOException {
        Path file = file("format: json\nevents: all\nworkers: 3\n");
        environment.put("SHARETAP_EVENTS", "alerts");
        environment.put("SHARETAP_WORKERS", "2");
        SensorConfig config = SensorConfig.of(List.of(option("workers", "1")), environment, file);
        assertEquals("json", config.format());
        assertEquals("alerts", config.events());
        assertEquals(1, config.workers());
        assertEquals(file + ": line 1, column 1", originOf(config, "format"));
        assertEquals("environment SHARETAP_EVENTS", originOf(config, "events"));
        assertEquals("option --workers", originOf(config, "workers"));
        assertEquals("default", originOf(config, "lateness"));
    }

    @Test
    void readsMapsListsAndDottedNames() throws IOException {
        Path file = file("""
                limits:
                  connection-idle: 5m
                  reorder-bytes-max: 1m
                history.window-days: 20
                critical-assets:
                  - 10.1.0.0/16
                  - dc1
                """);
        SensorConfig config = SensorConfig.of(List.of(), environment, file);
        assertEquals(300_000_000_000L, config.limits().connectionIdleNanos());
        assertEquals(1 << 20, config.limits().reorderBytesMax());
        assertEquals(20, config.history().windowDays());
        assertEquals(20, config.detection().score().windowDays());
    }

    @Test
    void findsTheFileByTheEnvironment() throws IOException {
        environment.put("SHARETAP_CONFIG", file("format: json\n").toString());
        assertEquals("json", SensorConfig.of(List.of(), environment, null).format());
    }

    @Test
    void givesOneNumberToBothRoomsThatJudgeByIt() {
        SensorConfig config =
                SensorConfig.of(List.of(option("history.executable.uncommon-from", "0.5")), environment, null);
        assertEquals(0.5, config.history().executable().uncommonFrom());
        assertEquals(0.5, config.detection().score().executable().uncommonFrom());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo: json | line 1, column 1: there is no setting \"foo\"; sharetap config lists all settings$",
                "formet: json | line 1, column 1: there is no setting \"formet\"; the nearest is \"format\"",
                "limits:\\n  connection-max: 5 | line 2, column 3: there is no setting"
                        + " \"limits.connection-max\"; the nearest is \"limits.connections-max\"",
                "workers: many | line 1, column 1: \"many\" is no value for workers, which is auto or a whole"
                        + " number from 0 to 64$",
                "lateness: 5 | line 1, column 1: \"5\" is no value for lateness, which is a duration such as"
                        + " 90s, 10m, 2h or 14d; it needs a unit: ns, ms, s, m, h, d",
                "lateness: 5 min | line 1, column 1: \"5 min\" is no value for lateness, which is a duration"
                        + " such as 90s, 10m, 2h or 14d; its unit is one of ns, ms, s, m, h, d",
                "extract-bytes-max: 5t | line 1, column 1: \"5t\" is no value for extract-bytes-max, which is a"
                        + " size such as 4096, 64k, 16m or 2g; its unit is one of k, m, g",
                "activation: 36h | line 1, column 1: \"36h\" is no value for activation",
                "format: jsn | line 1, column 1: \"jsn\" is no value for format, which is one of text, json;"
                        + " the nearest is \"json\"",
                "hashes: [md5, sha-1] | line 1, column 1: \"md5,sha-1\" is no value for hashes, which is a list"
                        + " of md5, sha1; the nearest is \"sha1\"",
                "progress: ture | line 1, column 1: \"ture\" is no value for progress, which is true or false;"
                        + " the nearest is \"true\"",
                "format: yaml | line 1, column 1: \"yaml\" is no value for format, which is one of text, json$",
                "- a | line 1, column 1: settings are \"key: value\" lines",
                "format: json\\nformat: text | line 2, column 1: \"format\" was said before, at line 1, column 1",
                "limits.answer: 5s\\nlimits:\\n  answer: 6s | line 3, column 3: \"limits.answer\" was said"
                        + " before, at line 1, column 1",
                "limits: 5 | line 1, column 1: \"limits\" holds settings of its own, such as"
                        + " \"limits.tunnel-depth-max\"",
                "format: {a: b} | line 1, column 1: format is one of text, json, not a map",
                "workers: [1, 2] | line 1, column 1: workers is auto or a whole number from 0 to 64, not a list",
                "critical-assets: [[a], b] | line 1, column 19: a list holds plain entries",
                "limits:\\n\\tanswer: 5s | line 2, column 1: a tab stands where YAML wants blanks",
                "history:\\n  window-days: 31 | line 2, column 3: history.window-days is 1 to 30",
                "limits.sessions-max: -1 | line 1, column 1: \"-1\" is no value for limits.sessions-max, which"
                        + " is a whole number from 0 up",
                "limits.sessions-max: 3000000000 | line 1, column 1: limits.sessions-max is at most 2147483647",
                "formet: | line 1, column 1: there is no setting \"formet\"",
                "format: [json | line",
                "format: json\\n---\\nformat: text | line 3, column 1: settings are one document"
            })
    void refusesWhatCannotBeMeantWithFileAndLine(String yaml, String message) throws IOException {
        Path file = file(yaml.replace("\\n", "\n").replace("\\t", "\t"));
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(), environment, file));
        String closed = wrong.getMessage() + "$"; // so that a line above can say that nothing more follows
        assertTrue(closed.startsWith(file + ": " + message), closed);
    }

    @Test
    void reportsAllThatIsWrongAtOnce() throws IOException {
        Path file = file("formet: json\nworkers: many\nhistory.window-days: 31\ncritical-assets: 10.0.0.0/33\n");
        environment.put("SHARETAP_EVENTS", "some");
        WrongSetting wrong = assertThrows(
                WrongSetting.class,
                () -> SensorConfig.of(
                        List.of(option("identity", "lease"), option("lateness", "x")), environment, file));
        List<String> places = wrong.getMessage()
                .lines()
                .map(line -> line.substring(
                        0, line.indexOf(": ", line.startsWith(file + ": ") ? (file + ": ").length() : 0)))
                .toList();
        assertEquals(
                List.of(
                        file + ": line 1, column 1",
                        file + ": line 2, column 1",
                        "environment SHARETAP_EVENTS",
                        "option --lateness",
                        "option --identity",
                        file + ": line 3, column 1",
                        file + ": line 4, column 1"),
                places,
                wrong.getMessage());
    }

    @Test
    void namesNoVariableThatIsFar() {
        environment.put("SHARETAP_FOO", "json");
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(), environment, null));
        assertEquals(
                "environment: there is no setting SHARETAP_FOO; sharetap config lists all settings",
                wrong.getMessage());
    }

    @Test
    void refusesAVariableThatIsNoSetting() {
        environment.put("SHARETAP_FROMAT", "json");
        environment.put("SHARETAP_DEBUG", "1");
        environment.put("SHARETA", "ours it is not");
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(), environment, null));
        assertEquals(
                "environment: there is no setting SHARETAP_FROMAT; the nearest is SHARETAP_FORMAT", wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "history.executable.uncommon-from, 0, is above 0 and at most 1",
        "history.executable.uncommon-from, 70, is above 0 and at most 1",
        "history.destination.uncommon-from, -0.1, is above 0 and at most 1",
        "history.destination.floor, 0, is at least 1",
        "history.activation-days, 31, 'is no more than window-days, so many can be observed'",
        "history.keep-active-days, 20, is no more than activation-days",
        "activation, 31d, 'is at most 30d, as more days are never observed'",
        "limits.connections-max, 0, is at least 1",
        "limits.sessions-max, 0, is at least 1",
        "limits.trees-max, 0, is at least 1",
        "limits.opens-max, 0, is at least 1",
        "limits.pending-max, 0, is at least 1",
        "limits.compound-units-max, 0, is at least 1",
        "limits.files-max, 0, is at least 1",
        "limits.ranges-per-file-max, 0, is at least 1",
        "alert.stories-max, 0, is at least 1",
        "detection.writes-max, 0, is at least 1",
        "detection.judged-max, 0, is at least 1"
    })
    void refusesNumbersByWhichNothingWouldBeSeenOrEverything(String key, String text, String message) {
        List<SensorConfig.Option> options = List.of(option(key, text));
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(options, environment, null));
        assertEquals("option --" + key + ": " + key + " " + message, wrong.getMessage());
    }

    @Test
    void refusesNumbersThatTheirRoomRefuses() {
        List<SensorConfig.Option> options = List.of(option("history.window-days", "31"));
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(options, environment, null));
        assertTrue(
                wrong.getMessage().equals("option --history.window-days: history.window-days is 1 to 30"),
                wrong.getMessage());
    }

    @Test
    void refusesRootsThatAreNone() throws IOException {
        Path roots = Files.createDirectory(folder.resolve("roots"));
        Path notes = Files.writeString(roots.resolve("notes.txt"), "no certificate");
        WrongSetting wrong = assertThrows(
                WrongSetting.class,
                () -> SensorConfig.of(List.of(option("signature-roots", roots.toString())), environment, null));
        assertTrue(wrong.getMessage().endsWith(notes + " holds no certificate that can be read"), wrong.getMessage());
        wrong = assertThrows(
                WrongSetting.class,
                () -> SensorConfig.of(List.of(option("signature-roots", roots + "-absent")), environment, null));
        assertTrue(wrong.getMessage().endsWith(roots + "-absent is no folder that can be read"), wrong.getMessage());
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.yaml");
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(), environment, missing));
        assertEquals(missing + ": there is no such file", wrong.getMessage());
    }

    @Test
    void refusesAFileThatIsNoTextAndAFolder() throws IOException {
        Path file = Files.write(folder.resolve("sharetap.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF, '\n'});
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(), environment, file));
        assertEquals(file + ": is no text in UTF-8", wrong.getMessage());
        wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(), environment, folder));
        assertEquals(folder + ": cannot be read: Is a directory", wrong.getMessage());
    }

    @Test
    void namesEverySettingOnce() {
        Set<String> keys = new HashSet<>();
        for (SensorConfig.InForce setting :
                SensorConfig.of(List.of(), environment, null).inForce()) {
            assertTrue(keys.add(setting.key()), setting.key());
            assertTrue(setting.key().matches("[a-z0-9]+([.-][a-z0-9]+)*"), setting.key());
        }
        assertTrue(keys.contains("score.weights.new-pair"), keys.toString());
        assertTrue(keys.contains("alert.fold"), keys.toString());
    }

    private static SensorConfig.Option option(String key, String text) {
        return new SensorConfig.Option(key, text, "option --" + key);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sharetap.yaml"), yaml);
    }

    private static String originOf(SensorConfig config, String key) {
        return config.inForce().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow()
                .origin();
    }

    @Test
    void readsTheNamesThatTheDefinitionsGive() throws IOException {
        Path file = file("""
                distributors: off
                smb-ports: [4450, 8445]
                hashes: [md5, sha1]
                critical-assets: [10.0.0.0/24, dc1.corp.example, '2001:db8::5']
                """);
        SensorConfig config = SensorConfig.of(List.of(), environment, file);
        assertEquals(false, config.detection().score().distributors());
        assertEquals(List.of(4450, 8445), config.smbPorts());
        assertEquals(List.of("md5", "sha1"), config.hashes());
        assertTrue(SensorConfig.of(List.of(), environment, null)
                .detection()
                .score()
                .distributors());
    }

    @ParameterizedTest
    @CsvSource({"smb-ports,0", "smb-ports,65536", "smb-ports,x", "hashes,sha256", "critical-assets,10.0.0.0/33"})
    void refusesPortsHashesAndNetworksThatAreNone(String key, String text) {
        WrongSetting wrong =
                assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(option(key, text)), environment, null));
        assertTrue(wrong.getMessage().contains("--" + key), wrong.getMessage());
    }
}
