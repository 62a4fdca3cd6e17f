package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharetap.cli.Captures;
import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --keys} says is used where it fits, told where it cannot be read, and shown nowhere. */
class KeysTest {
    private static final Path CAPTURE = PcapCase.FOLDER.resolve("decrypted-aes128gcm/capture.pcap");

    @TempDir
    private Path folder;

    private Path keys;

    @BeforeEach
    void makeFile() throws IOException {
        keys = folder.resolve("keys");
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Test
    void anNtHashDoes() throws IOException {
        // MD4 of the lab's password
        ProgramRun run = replay("nthash j.miller e727e7b22e3ffbbf442723246acf21c2");
        assertTrue(run.out().contains("\"encrypted\":true"), run.out());
        assertFalse(run.out().contains("smb-blind"), run.out());
    }

    @Test
    void aWrongPasswordIsCountedAndLeavesTheSessionBlind() throws IOException {
        String wrong = "password CORP\\j.miller WrongSecret";
        String ofAnother = "password OTHER\\j.miller Lab-Passw0rd";
        ProgramRun run = replay(wrong + "\n" + ofAnother);
        assertEquals("encrypted", onlyBlind(run).at("/smb/blind/reason").asText());
        assertFalse(run.out().contains("smb-file-write"), run.out());
        assertTrue(run("--format", "text", wrong).out().contains("smb_password_wrong"));
        assertFalse(run("--format", "text", ofAnother).out().contains("smb_password_wrong"));
    }

    @Test
    void wrongKeysAreCountedAndLeaveTheSessionBlind() throws IOException {
        String id = onlyBlind(replay("# none")).at("/smb/session_id").asText().substring(2);
        long number = Long.reverseBytes(Long.parseUnsignedLong(id, 16));
        String zeros = "0".repeat(32);
        String line = "%016x,,%s,%s".formatted(number, zeros, zeros);
        assertEquals(
                "encrypted", onlyBlind(replay(line)).at("/smb/blind/reason").asText());
        String table = run("--format", "text", line).out();
        assertTrue(table.contains("smb_decryption_failed"), table);
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));
        ProgramRun run = replay("password a b");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("chmod 600"), run.err());
    }

    @Test
    void aLineThatCannotBeMeantIsReportedWithoutItsText() throws IOException {
        ProgramRun run = replay("password a b\nTopSecret");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("sharetap: " + keys + ": line 2: "), run.err());
        assertFalse(run.err().contains("TopSecret"), run.err());
    }

    @Test
    void aFileThatIsNotThereIsReportedAsSuch() {
        for (String option : new String[] {"--keys", "--keytab"}) {
            Path missing = folder.resolve("missing");
            ProgramRun run = ProgramRun.of("replay", "--no-progress", option, missing.toString(), CAPTURE.toString());
            assertEquals(2, run.exitCode());
            assertEquals("sharetap: " + missing + ": there is no such file or folder\n", run.err());
        }
    }

    @Test
    void aKeytabNamesTheClientOfATicket() throws IOException {
        Files.write(keys, Files.readAllBytes(Captures.get("smb2-kerberos.keytab")));
        String capture = Captures.get("smb2-kerberos.pcap").toString();
        ProgramRun run = ProgramRun.of(
                "replay", "--no-progress", "--events", "all", "--format", "json", "--keytab", keys.toString(), capture);
        assertTrue(run.out().contains("\"user\":{\"name\":\"wallior\",\"domain\":\"DS.SUSQ.COM\"}"), run.out());
    }

    @Test
    void aDamagedKeytabIsReportedWithoutItsKeys() throws IOException {
        Files.write(keys, new byte[] {5, 2, 0, 0, 0, 9, 0});
        ProgramRun run = ProgramRun.of("replay", "--no-progress", "--keytab", keys.toString(), CAPTURE.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(keys + ": the entry at byte 2 goes beyond the file's end"), run.err());
    }

    private JsonNode onlyBlind(ProgramRun run) throws IOException {
        var blind = PcapCase.records(run.out()).stream()
                .filter(line -> line.at("/event/action").asText().equals("smb-blind"))
                .toList();
        assertEquals(1, blind.size(), run.out());
        return blind.get(0);
    }

    private ProgramRun replay(String text) throws IOException {
        return run("--format", "json", text);
    }

    private ProgramRun run(String option, String format, String text) throws IOException {
        Files.writeString(keys, text);
        return ProgramRun.of("replay", "--no-progress", option, format, "--keys", keys.toString(), CAPTURE.toString());
    }
}
