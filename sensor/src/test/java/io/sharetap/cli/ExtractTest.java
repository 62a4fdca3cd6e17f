package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of executables that were not saved: why, and what of it a setting can change. */
class ExtractTest {
    @TempDir
    private Path folder;

    private static ProgramRun extract(Path target, String... options) {
        ProgramRun run = new ProgramRun();
        String capture = Captures.get("psexec-smb2.pcap").toString();
        return options.length == 0
                ? run.run("replay", "--extract", target.toString(), capture)
                : run.run("replay", "--extract", target.toString(), "--set", options[0], capture);
    }

    @ParameterizedTest
    @CsvSource({
        "extract-bytes-per-file=1k, larger than extract-bytes-per-file",
        "extract-bytes-max=1k, the folder holds as much as extract-bytes-max allows"
    })
    void namesTheSettingThatWasTooSmall(String setting, String why) {
        ProgramRun run = extract(folder.resolve("programs"), setting);
        assertEquals("sharetap: 2 executables were not saved: " + why + "\n", run.err());
        assertEquals(0, run.exitCode(), run.toString());
    }

    @Test
    void saysThatTheDiskIsFullAndNothingOfSettings() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (!mount("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString())) {
            Needs.lacking("a disk can be mounted by root alone");
        }
        try {
            Path target = disk.resolve("programs");
            ProgramRun run = extract(target);
            String why = target + ": No space left on device\n";
            assertEquals("sharetap: 2 executables were not saved: " + why, run.err());
            assertEquals(1, run.exitCode(), run.toString());
        } finally {
            mount("umount", "-l", disk.toString());
        }
    }

    private static boolean mount(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
