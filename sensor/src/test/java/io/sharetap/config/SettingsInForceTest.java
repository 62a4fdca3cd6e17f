package io.sharetap.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsInForceTest {
    @TempDir
    private Path folder;

    private Path file;

    private SettingsInForce given(String yaml, SensorConfig.Option... options) throws IOException {
        file = folder.resolve("sharetap.yaml");
        Files.writeString(file, yaml);
        return new SettingsInForce(List.of(options), Map.of(), file);
    }

    private void said(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    @Test
    void takesWhatCanBeTakenAndLeavesTheRestAsItWas() throws IOException {
        SettingsInForce settings = given("score.high-from: 70\nworkers: 2\n");
        said("score.high-from: 50\nworkers: 3\nsmb-ports: [4450]\n");
        SettingsInForce.Reading reading = settings.read();
        assertEquals(70, settings.config().detection().score().highFrom());
        settings.take(reading);
        SensorConfig now = settings.config();
        assertEquals(50, now.detection().score().highFrom());
        assertEquals(List.of(4450), now.smbPorts());
        assertEquals(2, now.workers());
        assertEquals(1, reading.waiting());
        assertEquals(
                new SettingsInForce.Change("workers", "2", "3", file + ": line 2, column 1", false),
                reading.changes().get(0));
        assertEquals(1, settings.read().changes().size(), "what needs a restart is told each time");
    }

    @Test
    void aMistakeLeavesAllAsItWas() throws IOException {
        SettingsInForce settings = given("score.high-from: 70\n");
        said("score.high-from: 50\nformet: json\n");
        WrongSetting wrong = assertThrows(WrongSetting.class, settings::read);
        assertTrue(wrong.getMessage().startsWith(file + ": line 2, column 1"), wrong.getMessage());
        assertEquals(70, settings.config().detection().score().highFrom());
    }

    @Test
    void anOptionStillComesBeforeTheFile() throws IOException {
        SettingsInForce settings =
                given("", new SensorConfig.Option("score.high-from", "60", "option --set score.high-from"));
        said("score.high-from: 50\n");
        SettingsInForce.Reading reading = settings.read();
        assertEquals(List.of(), reading.changes());
        assertEquals(60, reading.config().detection().score().highFrom());
    }

    @Test
    void readsTheListsAgain() throws IOException {
        Path lists = Files.writeString(folder.resolve("lists.yaml"), "autostart: ['Users/*/First']\n");
        SettingsInForce settings = given("lists: " + lists + "\n");
        Files.writeString(lists, "autostart: [\n");
        WrongSetting wrong = assertThrows(WrongSetting.class, settings::read);
        assertTrue(wrong.getMessage().startsWith(lists + ": detection lists, line "), wrong.getMessage());
    }

    /** It would be reached without one: that the address is another by now helps only after a restart. */
    @Test
    void doesNotTakeTheTokenAwayWhereOthersCanAsk() throws IOException {
        SettingsInForce settings = given("http: '0.0.0.0:9475'\nhttp-token: first secret\n");
        said("http: '0.0.0.0:9475'\nhttp-token: second secret\n");
        SettingsInForce.Reading reading = settings.read();
        assertEquals("second secret", reading.config().httpToken());
        assertTrue(
                reading.changes().stream().noneMatch(change -> change.toString().contains("secret")));
        said("http: '127.0.0.1:9475'\n");
        assertThrows(WrongSetting.class, settings::read);
    }
}
