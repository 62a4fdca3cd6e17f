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
        assertEquals(file + ": line 1", originOf(config, "format"));
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
                "formet: json | line 1: there is no setting \"formet\"; the nearest is \"format\"",
                "limits:\\n  connection-max: 5 | line 2: there is no setting \"limits.connection-max\"; the nearest is"
                        + " \"limits.connections-max\"",
                "workers: many | line 1: \"many\" is no value for workers, which is auto or a whole number from 0"
                        + " to 64",
                "lateness: 5 | line 1: \"5\" is no value for lateness, which is a duration such as 90s, 10m, 2h or 14d",
                "activation: 36h | line 1: \"36h\" is no value for activation",
                "- a | line 1: settings are \"key: value\" lines",
                "format: json\\nformat: text | line 2: Duplicate field 'format'",
                "format: [json | line"
            })
    void refusesWhatCannotBeMeantWithFileAndLine(String yaml, String message) throws IOException {
        Path file = file(yaml.replace("\\n", "\n"));
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(List.of(), environment, file));
        assertTrue(wrong.getMessage().startsWith(file + ": " + message), wrong.getMessage());
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

    @Test
    void refusesNumbersThatTheirRoomRefuses() {
        List<SensorConfig.Option> options = List.of(option("history.window-days", "31"));
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> SensorConfig.of(options, environment, null));
        assertTrue(wrong.getMessage().contains("windowDays is 1 to 30"), wrong.getMessage());
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
