package io.sharetap.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.unseal.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of keys is read again when it has changed, or is another; what cannot be read leaves what was in force. */
class KeySourceTest {
    private static final String ONE = "password alice Secret1\n";
    private static final String TWO = ONE + "password bob Secret2\n";
    // MIT's format: host@R, AES-128, a key of zeros
    private static final byte[] KEYTAB = HexFormat.of()
            .parseHex("0502" + "0000002c" + "0001" + "0001" + "52" + "0004" + "686f7374" + "00000001" + "00000000"
                    + "01" + "0011" + "0010" + "00".repeat(16) + "00000001");

    @TempDir
    private Path folder;

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        Path file = file("keys", ONE);
        KeySource source = KeySource.of(file, null);
        Secrets before = source.get();
        source.look();
        assertSame(before, source.get(), "nothing has changed");
        Files.writeString(file, TWO);
        source.look();
        assertEquals("0 sessions, 2 accounts, no keytab", source.get().toString());
        assertFalse(before.enter(), "what is no longer in force is used no more");
    }

    @Test
    void aFileThatTakesTheNameIsReadBeItOlderAndAsLong() throws IOException {
        Path file = file("keys", ONE);
        KeySource source = KeySource.of(file, null);
        FileTime time = Files.getLastModifiedTime(file);
        Secrets before = source.get();
        Path other = file("other", ONE.replace("alice", "carol"));
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        source.look();
        assertFalse(before.enter());
        assertTrue(source.get().enter());
    }

    @Test
    void itIsLookedAtWithoutBeingAsked() throws IOException {
        Path file = file("keys", ONE);
        KeySource source = KeySource.of(file, null);
        Files.writeString(file, TWO);
        long givenUp = System.nanoTime() + 60_000_000_000L;
        while (!source.get().toString().contains("2 accounts") && System.nanoTime() < givenUp) {
            Thread.onSpinWait();
        }
        assertEquals("0 sessions, 2 accounts, no keytab", source.get().toString());
    }

    @Test
    void whatOthersMayReadIsRefusedAndWhatWasInForceStays() throws IOException {
        Path file = file("keys", ONE);
        KeySource source = KeySource.of(file, null);
        for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
            Files.writeString(file, TWO + "# " + rights);
            source.look();
            assertEquals("0 sessions, 1 accounts, no keytab", source.get().toString(), rights);
            WrongSetting wrong = assertThrows(WrongSetting.class, () -> KeySource.of(file, null));
            assertTrue(wrong.getMessage().endsWith("chmod 600"), wrong.getMessage());
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        source.look();
        assertEquals("0 sessions, 2 accounts, no keytab", source.get().toString());
    }

    @Test
    void aFileThatIsGoneOrHalfWrittenLeavesWhatWasInForce() throws IOException {
        Path file = file("keys", TWO);
        KeySource source = KeySource.of(file, null);
        Files.writeString(file, "password al");
        source.look();
        Files.delete(file);
        source.look();
        assertEquals("0 sessions, 2 accounts, no keytab", source.get().toString());
        assertTrue(source.get().enter());
    }

    @Test
    void whatComesOfAChangeIsReported() throws IOException {
        Path file = file("keys", ONE);
        KeySource source = KeySource.of(file, null);
        List<String> messages = new ArrayList<>();
        source.reportTo(messages::add);
        source.look();
        assertEquals(List.of(), messages);
        Files.writeString(file, TWO + "rubbish TopSecret\n");
        source.look();
        assertEquals(List.of(), messages, "it may be half written");
        source.look();
        source.look();
        assertEquals(1, messages.size(), "once");
        assertTrue(messages.get(0).startsWith("keys: " + file + ": line 3: "), messages.get(0));
        assertTrue(messages.get(0).endsWith("; the keys that were read before stay in force"), messages.get(0));
        assertFalse(messages.get(0).contains("TopSecret"), messages.get(0));
        Files.writeString(file, TWO);
        source.look();
        assertEquals("keys: " + file + " was read again", messages.get(1));
        Files.delete(file);
        source.look();
        source.look();
        assertEquals(
                "keys: " + file + ": there is no such file or folder; the keys that were read before stay in force",
                messages.get(2));
    }

    @Test
    void aFolderIsCalledThat() throws IOException {
        Path place = Files.createDirectory(
                folder.resolve("place"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> KeySource.of(place, null));
        assertEquals(place + ": it is a folder, not a file", wrong.getMessage());
    }

    @Test
    void pathsComeAndGoWithWhatIsTaken() throws IOException {
        KeySource source = KeySource.of(null, null);
        assertNull(source.get());
        Path keytab = file("keytab", "");
        Files.write(keytab, KEYTAB);
        source.takeFrom(KeySource.of(file("keys", ONE), keytab));
        assertEquals("0 sessions, 1 accounts, 1 keys", source.get().toString());
        Secrets both = source.get();
        source.takeFrom(KeySource.of(null, keytab));
        assertEquals("0 sessions, 0 accounts, 1 keys", source.get().toString());
        assertFalse(both.enter());
        Files.write(keytab, new byte[] {5, 2, 0, 0}, java.nio.file.StandardOpenOption.APPEND);
        source.look();
        assertEquals("0 sessions, 0 accounts, 1 keys", source.get().toString(), "of the keytab that it took");
        source.takeFrom(KeySource.of(null, null));
        assertNull(source.get());
    }

    @Test
    void settingsThatNameAnotherFileAreTakenWithoutARestart() throws IOException {
        Path settings = folder.resolve("sharetap.yaml");
        Files.writeString(settings, "workers: 1\n");
        SettingsInForce inForce = new SettingsInForce(List.of(), Map.of(), settings);
        KeySource asked = inForce.config().keys();
        assertNull(asked.get());
        Files.writeString(settings, "workers: 1\nkeys: " + file("keys", ONE) + "\n");
        SettingsInForce.Reading reading = inForce.read();
        assertEquals(0, reading.waiting());
        asked.takeFrom(reading.config().keys());
        assertEquals("0 sessions, 1 accounts, no keytab", asked.get().toString());
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
