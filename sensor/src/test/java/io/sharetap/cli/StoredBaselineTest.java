package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredBaselineTest {
    @TempDir
    private Path folder;

    @Test
    void raisesNoAlertTwiceOverARestart() {
        ProgramRun first = replay();
        assertEquals(0, first.exitCode(), first.toString());
        assertEquals(1, first.alerts().size(), first.out());
        ProgramRun second = replay();
        assertEquals(0, second.exitCode(), second.toString());
        assertEquals(0, second.alerts().size(), second.out());
        assertEquals(1, second.records("alert-update").size(), second.out());
    }

    @Test
    void setsADamagedStateAsideAndSaysSo() throws IOException {
        replay();
        Path state = folder.resolve("detector.state");
        Files.writeString(state, "no state");
        ProgramRun run = replay();
        assertEquals(0, run.exitCode(), run.toString());
        assertTrue(run.err().startsWith("sharetap: " + state + ": "), run.err());
        assertTrue(run.err().contains("set aside as detector.state.damaged"), run.err());
        assertEquals("no state", Files.readString(folder.resolve("detector.state.damaged")));
    }

    @Test
    void showsWhatItHolds() {
        replay();
        ProgramRun shown = ProgramRun.of("baseline", "show", folder.toString());
        assertEquals(0, shown.exitCode(), shown.toString());
        assertTrue(shown.out().matches("(?s)state +cold\nobserved days +0\nexecutables +1\n.*"), shown.out());
    }

    @Test
    void showsNoFolderThatIsNotThere() {
        ProgramRun shown =
                ProgramRun.of("baseline", "show", folder.resolve("missing").toString());
        assertEquals(2, shown.exitCode(), shown.toString());
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        ProgramRun run = ProgramRun.of(
                "replay",
                "--baseline",
                file.toString(),
                Captures.get("psexec-smb2.pcap").toString());
        assertEquals(2, run.exitCode(), run.toString());
        assertTrue(run.err().startsWith("sharetap: "), run.err());
    }

    @Test
    void raisesNothingWithAStoredBaselineThatIsNotActive() {
        ProgramRun run = ProgramRun.of(
                "replay",
                "--baseline",
                folder.toString(),
                Captures.get("psexec-smb2.pcap").toString());
        assertEquals(0, run.exitCode(), run.toString());
        assertTrue(run.out().contains("alerts            0"), run.out());
        assertTrue(run.out().contains("suppressed        1  (activation 1)"), run.out());
    }

    private ProgramRun replay() {
        return ProgramRun.of(
                "replay",
                "--format",
                "json",
                "--baseline",
                folder.toString(),
                "--activation",
                "0d",
                Captures.get("psexec-smb2.pcap").toString());
    }
}
