package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredBaselineTest {
    private static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";

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
    void aCaptureThatIsReplayedTwiceCountsOnce() {
        replay();
        Set<String> once = exported();
        replay();
        assertEquals(once, exported(), "a write of the day may be listed twice");
    }

    @Test
    void setsADamagedStateAsideAndSaysSo() throws IOException {
        replay();
        Path state = folder.resolve("checkpoint");
        Files.writeString(state, "no state");
        ProgramRun run = replay();
        assertEquals(0, run.exitCode(), run.toString());
        assertTrue(run.err().startsWith("sharetap: " + state + ": "), run.err());
        assertTrue(run.err().contains("set aside as checkpoint.damaged"), run.err());
        assertEquals("no state", Files.readString(folder.resolve("checkpoint.damaged")));
    }

    @Test
    void showsWhatItHolds() {
        replay();
        ProgramRun shown = ProgramRun.of("baseline", "show", folder.toString());
        assertEquals(0, shown.exitCode(), shown.toString());
        assertTrue(shown.out().matches("(?s)state +cold\nobserved days +0\nexecutables +1\n.*"), shown.out());
    }

    @Test
    void movesFromFolderToFolderByExportImportAndMerge() throws IOException {
        replay();
        ProgramRun exported = ProgramRun.of("baseline", "export", folder.toString());
        assertEquals(0, exported.exitCode(), exported.toString());
        Path file = Files.writeString(folder.resolve("export.jsonl"), exported.out());
        Path imported = folder.resolve("imported");
        assertEquals(
                0,
                ProgramRun.of("baseline", "import", imported.toString(), file.toString())
                        .exitCode());
        assertEquals(
                exported.out(),
                ProgramRun.of("baseline", "export", imported.toString()).out());
        Path merged = folder.resolve("merged");
        assertEquals(
                0,
                ProgramRun.of("baseline", "merge", merged.toString(), imported.toString())
                        .exitCode());
        assertEquals(
                exported.out(),
                ProgramRun.of("baseline", "export", merged.toString()).out());
    }

    @Test
    void forgetsAnExecutable() {
        replay();
        ProgramRun forgotten = ProgramRun.of("baseline", "forget", folder.toString(), "--executable", PSEXEC);
        assertEquals(0, forgotten.exitCode(), forgotten.toString());
        ProgramRun shown = ProgramRun.of("baseline", "show", folder.toString(), "--executable", PSEXEC);
        assertEquals("not seen in the window\n", shown.out());
    }

    @Test
    void acceptsAnExecutable() {
        replay();
        ProgramRun accepted = ProgramRun.of("baseline", "accept", folder.toString(), PSEXEC);
        assertEquals(0, accepted.exitCode(), accepted.toString());
        assertEquals("sharetap: " + PSEXEC + ": raised no high alert\n", accepted.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forget DIR",
                "forget DIR --executable 12",
                "forget DIR --host x",
                "forget DIR --from x",
                "forget DIR --host 10.0.0.1 --to 2024-05-06",
                "forget DIR --from 2024-05-06 --to 2024-05-05",
                "show DIR --top -1",
                "accept DIR",
                "accept DIR x",
                "merge DIR DIR/missing",
                "merge DIR DIR",
                "import DIR DIR/missing"
            })
    void refusesWhatCannotBeMeant(String arguments) {
        ProgramRun run = ProgramRun.of(("baseline " + arguments.replace("DIR", folder.toString())).split(" "));
        assertEquals(2, run.exitCode(), run.toString());
        assertTrue(run.err().startsWith("sharetap: "), run.err());
    }

    @Test
    void showsNoFolderThatIsNotThere() {
        ProgramRun shown =
                ProgramRun.of("baseline", "show", folder.resolve("missing").toString());
        assertEquals(2, shown.exitCode(), shown.toString());
    }

    /** A slip of the pen leaves no 400 MB in a folder that is something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {"show DIR", "export DIR", "forget DIR --host 10.0.0.1", "accept DIR " + PSEXEC, "merge NEW DIR"})
    void beginsNoneWhereOneIsLookedFor(String arguments) throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + "-new");
        ProgramRun run = ProgramRun.of(("baseline " + arguments)
                .replace("DIR", folder.toString())
                .replace("NEW", fresh.toString())
                .split(" "));
        assertEquals(2, run.exitCode(), run.toString());
        assertEquals("sharetap: there is no baseline in " + folder + "\n", run.err());
        assertEquals(0, folder.toFile().list().length);
        assertFalse(Files.exists(fresh));
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "export"})
    void leavesADamagedOneAsItIsWhereItIsOnlyLookedAt(String command) throws IOException {
        replay();
        Files.delete(folder.resolve("heads.map"));
        ProgramRun run = ProgramRun.of("baseline", command, folder.toString());
        assertEquals(1, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertTrue(run.err().contains("is damaged (heads.map has 0 of its "), run.err());
        assertFalse(Files.exists(folder.resolve("damaged-1")));
    }

    @Test
    void namesTheFileThatIsNoExport() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "no export\n");
        for (Path wrong : List.of(file, folder)) {
            ProgramRun run = ProgramRun.of(
                    "baseline", "import", folder.resolve("imported").toString(), wrong.toString());
            assertEquals(1, run.exitCode(), run.toString());
            assertTrue(run.err().startsWith("sharetap: " + wrong + ": "), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
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

    private Set<String> exported() {
        return ProgramRun.of("baseline", "export", folder.toString())
                .out()
                .lines()
                .collect(Collectors.toSet());
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
