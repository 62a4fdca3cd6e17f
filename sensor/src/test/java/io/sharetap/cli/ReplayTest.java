package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, on captures that others made. */
class ReplayTest {
    @TempDir
    private Path folder;

    @Test
    void reportsPsexecOverSmb2() {
        ProgramRun run = json("psexec-smb2.pcap");
        assertEquals(0, run.exitCode(), run.toString());
        List<JsonRecord> writes = run.records("smb-file-write");
        JsonRecord write = writes.get(0);
        assertEquals("192.168.10.31", write.get("source.ip"));
        assertEquals("192.168.10.10", write.get("destination.ip"));
        assertEquals("PSEXESVC.exe", write.get("file.name"));
        assertEquals("PSEXESVC.exe", write.get("file.path"));
        assertEquals("145568", write.get("file.size"));
        assertEquals("141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944", write.get("file.hash.sha256"));
        assertEquals("a64a53fae066bca82f155dbb666fcf313f768bb310d77697d46e70deb4ea279f", write.get("smb.head_sha256"));
        assertEquals("true", write.get("smb.complete"));
        assertEquals("success", write.get("event.outcome"));
        assertEquals("\\\\dc1\\ADMIN$", write.get("smb.tree"));
        assertEquals("ADMIN$", write.get("smb.share"));
        assertTrue(write.get("file.pe.imphash").matches("[0-9a-f]{32}"), write.toString());
        assertEquals("psexesvc.exe", write.get("file.pe.original_file_name"));
        assertNotNull(write.get("file.pe.company"));
        assertNull(write.get("user.name"), "the logon is Kerberos: the user's name is encrypted");
        assertEquals(1, writes.size(), run.out());
        assertEquals(1, run.alerts().size(), run.out());
        JsonRecord alert = run.alerts().get(0);
        assertEquals("psexec_service", alert.get("rule.id"));
        assertEquals("21", alert.get("event.severity"));
        assertTrue(alert.toString().contains("T1021.002"), alert.toString());
    }

    @Test
    void reportsThatPsexecsServiceWasRunAndHowLongAfterTheWrite() {
        ProgramRun run = json("psexec-smb2.pcap");
        JsonRecord alert = run.alerts().get(0);
        assertEquals("false", alert.get("sharetap.execution.observed"), "it was raised at the write");
        List<JsonRecord> executions = run.records("smb-execution-observed");
        assertEquals(3, executions.size(), run.out());
        String[] acts = {"created", "started", "opened"};
        for (int i = 0; i < acts.length; i++) {
            JsonRecord execution = executions.get(i);
            assertEquals(alert.get("event.id"), execution.get("sharetap.alert_id"));
            assertEquals("PSEXESVC.exe", execution.get("file.path"));
            assertEquals("PSEXESVC", execution.get("smb.execution.name"));
            assertEquals("%SystemRoot%\\PSEXESVC.exe", execution.get("smb.execution.command"));
            assertEquals(acts[i], execution.get("sharetap.execution.act"));
            assertEquals("PsExec", execution.get("sharetap.execution.tool"));
        }
        assertEquals("21.029", executions.get(0).get("sharetap.execution.seconds_after_write"));
        assertEquals(
                "192.168.10.10 was made to run what was written: service \"PSEXESVC\" was created, which runs"
                        + " \"%SystemRoot%\\PSEXESVC.exe\", as PsExec does, 21.029 s after the write of PSEXESVC.exe"
                        + " (alert " + alert.get("event.id") + ").",
                executions.get(0).get("message"));
        ProgramRun text = ProgramRun.of(
                "replay", "--activation", "0d", Captures.get("psexec-smb2.pcap").toString());
        String line =
                "service \"PSEXESVC\" was started, which runs \"%SystemRoot%\\PSEXESVC.exe\", as PsExec does, 21.040 s"
                        + " after the write of PSEXESVC.exe; see alert " + alert.get("event.id");
        assertTrue(text.out().contains(line), text.out());
        String closing = text.out().substring(text.out().indexOf("Summary"));
        assertTrue(
                closing.contains(
                        "    alert " + alert.get("event.id") + ": service \"PSEXESVC\" was started, which runs"),
                closing);
    }

    @Test
    void namesTheSignerOfPsexecAndThatTheSignatureHolds() {
        JsonRecord write = json("psexec-smb2.pcap").records("smb-file-write").get(0);
        assertEquals("true", write.get("file.code_signature.exists"));
        assertEquals("Microsoft Corporation", write.get("file.code_signature.subject_name"));
        assertEquals("sha1", write.get("file.code_signature.digest_algorithm"));
        assertEquals("true", write.get("file.code_signature.valid"));
        assertEquals("true", write.get("file.code_signature.trusted"));
        assertEquals("trusted", write.get("file.code_signature.status"));
        assertEquals("2016-06-28T18:42:14Z", write.get("file.code_signature.timestamp"));
        assertEquals("Microsoft Root Certificate Authority", write.get("file.code_signature.root_name"));
        assertEquals("true", write.get("file.code_signature.microsoft"));
        // The second signature, SHA-256, is in the first.
        assertEquals(
                "62287971b29db5858ceaf92e9db310862e9082608f9dd3ac7f5ed3f71c7cfc38", write.get("file.pe.authentihash"));
        ProgramRun text =
                ProgramRun.of("replay", Captures.get("psexec-smb2.pcap").toString());
        assertTrue(
                text.out()
                        .contains(
                                "signed by Microsoft Corporation (holds, under Microsoft Root Certificate Authority)"),
                text.out());
    }

    @Test
    void reportsThatAnOldPsexecIsSignedUnderARootThatIsNotMicrosofts() {
        List<JsonRecord> writes = json("psexec-smb1.pcap").records("smb-file-write");
        for (JsonRecord write : writes) {
            assertEquals("Sysinternals", write.get("file.code_signature.subject_name"));
            assertEquals("true", write.get("file.code_signature.valid"));
            assertEquals("false", write.get("file.code_signature.trusted"));
            assertEquals("untrusted_root", write.get("file.code_signature.status"));
            assertNull(write.get("file.code_signature.microsoft"));
        }
        assertEquals("sha1", writes.get(0).get("file.code_signature.digest_algorithm"));
        assertEquals("md5", writes.get(1).get("file.code_signature.digest_algorithm"));
    }

    @Test
    void reportsAtTheWidestLevelThatPsexecDeletesItsServiceInTheEnd() {
        List<JsonRecord> writes =
                ProgramRun.ofReplay(Captures.get("psexec-smb2.pcap")).records("smb-file-write");
        assertEquals(2, writes.size());
        assertEquals(writes.get(0).get("event.id"), writes.get(1).get("smb.continues"));
        assertEquals("true", writes.get(1).get("smb.deleted"));
    }

    @Test
    void reportsThatPsexecsServiceWasCreatedAndStartedAfterItsAlert() {
        ProgramRun run = ProgramRun.of(
                "replay",
                "--format",
                "json",
                "--events",
                "alerts",
                "--activation",
                "0d",
                Captures.get("psexec-smb2.pcap").toString());
        assertEquals(0, run.exitCode(), run.toString());
        String alertId = run.alerts().get(0).get("event.id");
        assertEquals(
                List.of("created 21.029", "started 21.04", "opened 21.15"),
                run.records("smb-execution-observed").stream()
                        .peek(seen -> assertEquals(alertId, seen.get("sharetap.alert_id")))
                        .peek(seen -> assertEquals("PSEXESVC", seen.get("sharetap.execution.name")))
                        .peek(seen ->
                                assertEquals("%SystemRoot%\\PSEXESVC.exe", seen.get("sharetap.execution.command")))
                        .map(seen -> seen.get("sharetap.execution.act")
                                + ' '
                                + seen.get("sharetap.execution.seconds_after_write"))
                        .toList());
    }

    @Test
    void reportsPsexecOverSmb1() {
        ProgramRun run = json("psexec-smb1.pcap");
        assertEquals(0, run.exitCode(), run.toString());
        List<JsonRecord> writes = run.records("smb-file-write");
        assertEquals(
                List.of("PSEXESVC.EXE 181064", "PSKLLSVC.EXE 465672"),
                writes.stream()
                        .map(write -> write.get("file.name") + " " + write.get("file.size"))
                        .toList());
        assertTrue(writes.get(0).get("file.hash.sha256").startsWith("1d4d787047200fc7"), run.out());
        assertTrue(writes.get(1).get("file.hash.sha256").startsWith("ab46c7b740a7a994"), run.out());
        assertEquals(
                List.of("psexec_service", "uncommon_executable", "highly_suspicious_destination"),
                run.alerts().stream().map(alert -> alert.get("rule.id")).toList());
        assertTrue(
                writes.stream().noneMatch(write -> write.toString().contains("MAME")), "MAME.EXE is read, not written");
        String read = run.alerts().get(2).get("sharetap.client_activity.programs_read.examples");
        assertTrue(read.contains("\\\\192.168.24.100\\C$\\MAME.EXE"), read);
    }

    @Test
    void saysNothingWhereAProgramIsOnlyRead() {
        ProgramRun run = json("mimikatz-read-from-share.pcap");
        assertEquals(0, run.exitCode(), run.toString());
        assertEquals("", run.out());
    }

    @Test
    void namesAnEncryptedSessionAsBlind() {
        ProgramRun run = json("smb3-encrypted.pcap");
        assertEquals(0, run.exitCode(), run.toString());
        assertEquals(List.of(), run.records("smb-file-write"));
        List<JsonRecord> blind = run.records("smb-blind");
        assertEquals(1, blind.size(), run.out());
        assertEquals("encrypted", blind.get(0).get("smb.blind.reason"));
        assertEquals(1, run.records().size(), run.out());
    }

    @Test
    void reportsRansomwareOverManyConnectionsOfOneSession() {
        ProgramRun run = ProgramRun.ofReplay(Captures.get("smb3-multichannel.pcap"));
        List<JsonRecord> encrypted = run.records("smb-file-write").stream()
                .filter(write -> String.valueOf(write.get("file.name")).endsWith(".enc"))
                .toList();
        assertEquals(13, encrypted.size(), run.out());
        assertTrue(encrypted.stream().noneMatch(write -> write.has("file.pe")), run.out());
    }

    @Test
    void saysForPeopleWhatItSaysForMachines() {
        ProgramRun run =
                ProgramRun.of("replay", Captures.get("psexec-smb2.pcap").toString());
        assertEquals(0, run.exitCode(), run.toString());
        assertTrue(
                run.out().contains("LOW ALERT  PsExec remote service component was remotely written over SMB"),
                run.out());
        assertTrue(run.out().contains("\\\\dc1\\ADMIN$\\PSEXESVC.exe"), run.out());
        assertTrue(run.out().contains("alerts            1  (0 high, 0 medium, 1 low)"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void wrongChecksumsCountOnlyWhereTheSettingsWantIt() {
        // Captured at a host that left the checksums to its network card.
        String capture = Captures.get("smb1-random-segmentation.pcap").toString();
        ProgramRun run = ProgramRun.of("replay", "--events", "all", capture);
        assertTrue(run.out().contains("files written     1"), run.out());
        assertTrue(!run.out().contains("checksum_wrong"), run.out());
        ProgramRun strict = ProgramRun.of("replay", "--events", "all", "--set", "checksums=true", capture);
        assertTrue(strict.out().contains("files written     0"), strict.out());
        assertTrue(strict.out().contains("tcp_checksum_wrong"), strict.out());
    }

    private static ProgramRun json(String capture) {
        return ProgramRun.of("replay", "--format", "json", Captures.get(capture).toString());
    }

    @Test
    void addsTheHashesThatAreAskedFor() throws Exception {
        ProgramRun run = ProgramRun.of(
                "replay",
                "--format",
                "json",
                "--set",
                "hashes=md5,sha1",
                "--extract",
                folder.toString(),
                Captures.get("psexec-smb2.pcap").toString());
        assertEquals(0, run.exitCode(), run.toString());
        List<JsonRecord> executables = run.records().stream()
                .filter(record -> record.get("file.hash.sha256") != null)
                .toList();
        assertFalse(executables.isEmpty());
        for (JsonRecord record : executables) {
            byte[] content = Files.readAllBytes(folder.resolve(record.get("file.hash.sha256")));
            assertEquals(hex("MD5", content), record.get("file.hash.md5"));
            assertEquals(hex("SHA-1", content), record.get("file.hash.sha1"));
        }
    }

    private static String hex(String algorithm, byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    }

    @Test
    void findsSmbOnThePortsThatAreSaid() throws Exception {
        byte[] capture = Files.readAllBytes(Captures.get("psexec-smb2.pcap"));
        // Port 445 becomes 4450 wherever it stands behind the 34 bytes of Ethernet and IPv4.
        for (int at = 24; at + 16 < capture.length; ) {
            ByteBuffer record = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
            int length = record.getInt(at + 8);
            for (int port = at + 16 + 34; port <= at + 16 + 36; port += 2) {
                if (record.order(ByteOrder.BIG_ENDIAN).getShort(port) == 445) {
                    record.putShort(port, (short) 4_450);
                }
            }
            at += 16 + length;
        }
        Path moved = Files.write(folder.resolve("moved.pcap"), capture);
        ProgramRun without = ProgramRun.of("replay", "--format", "json", moved.toString());
        assertEquals(0, without.alerts().size(), without.toString());
        ProgramRun with = ProgramRun.of("replay", "--format", "json", "--set", "smb-ports=4450,8445", moved.toString());
        assertEquals(1, with.alerts().size(), with.toString());
    }
}
