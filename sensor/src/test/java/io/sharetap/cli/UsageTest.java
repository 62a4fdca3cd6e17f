package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.Needs;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and messages: what scripts rely on. */
class UsageTest {
    /** Header of a pcap file of Ethernet frames, little-endian, microseconds. */
    private static final byte[] PCAP_HEADER = {
        (byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0
    };

    @TempDir
    private Path folder;

    @Test
    void readsACaptureWithoutPackets() throws IOException {
        Path capture = Files.write(folder.resolve("none.pcap"), PCAP_HEADER);
        ProgramRun run = ProgramRun.of("replay", capture.toString());
        assertEquals(0, run.exitCode(), run.toString());
        assertTrue(run.out().contains("packets           0"), run.out());
    }

    @Test
    void reportsWhatComesBeforeTheDamageAndNamesTheByte() throws IOException {
        byte[] whole = Files.readAllBytes(Captures.get("psexec-smb2.pcap"));
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 30));
        ProgramRun run = ProgramRun.of("replay", "--format", "json", cut.toString());
        assertEquals(1, run.exitCode(), run.toString());
        assertEquals(1, run.alerts().size());
        assertTrue(run.err().matches("(?s)sharetap: " + cut + ": byte [0-9]+: [^\n]+\n"), run.err());
    }

    @ParameterizedTest
    @CsvSource({"'', the capture is empty", "'a text, no capture', neither a pcap nor a pcapng capture"})
    void namesAnInputThatIsNoCapture(String content, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("x.pcap"), content);
        ProgramRun run = ProgramRun.of("replay", file.toString());
        assertEquals(1, run.exitCode(), run.toString());
        assertEquals("sharetap: " + file + ": byte 0: " + reason + "\n", run.err());
        assertTrue(run.out().contains("not read          1"), run.out());
    }

    @Test
    void readsTheOtherInputsWhenOneIsDamaged() throws IOException {
        Path text = Files.writeString(folder.resolve("a.pcap"), "no capture");
        ProgramRun run = ProgramRun.of(
                "replay",
                "--format",
                "json",
                text.toString(),
                Captures.get("psexec-smb2.pcap").toString());
        assertEquals(1, run.exitCode());
        assertEquals(1, run.alerts().size());
    }

    @Test
    void refusesAPathThatDoesNotExist() {
        Path missing = folder.resolve("missing.pcap");
        ProgramRun run = ProgramRun.of("replay", missing.toString());
        assertEquals(2, run.exitCode(), run.toString());
        assertEquals("sharetap: " + missing + ": there is no such file or folder\n", run.err());
        assertEquals("", run.out());
    }

    /** Of a path that cannot be made, Java's exception holds the path alone. */
    @Test
    void saysWhyAPathCannotBeUsed() {
        String capture = Captures.get("psexec-smb2.pcap").toString();
        ProgramRun baseline = ProgramRun.of("replay", "--baseline", "/proc/x", capture);
        assertEquals(2, baseline.exitCode(), baseline.toString());
        assertEquals("sharetap: /proc/x: there is no such file or folder\n", baseline.err());
        ProgramRun output = new ProgramRun()
                .with("SHARETAP_SPILL", folder.resolve("spill").toString())
                .run("replay", "--set", "delivery.wait=300ms", "--output", "file:/proc/x/y", capture);
        assertEquals(1, output.exitCode(), output.toString());
        String why = "output file:/proc/x/y: /proc/x: there is no such file or folder; records wait until";
        assertTrue(output.err().startsWith("sharetap: " + why), output.err());
    }

    @Test
    void saysThatAFolderHoldsNoCapture() {
        ProgramRun run = ProgramRun.of("replay", folder.toString());
        assertEquals(1, run.exitCode(), run.toString());
        assertTrue(run.err().startsWith("sharetap: " + folder + ": byte 0: "), run.err());
    }

    @Test
    void readsStandardInput() throws IOException {
        ProgramRun run = new ProgramRun().withInput(Files.readAllBytes(Captures.get("psexec-smb2.pcap")));
        assertEquals(0, run.run("replay", "--format", "json", "-").exitCode(), run.toString());
        assertEquals(1, run.alerts().size());
    }

    @ParameterizedTest
    @CsvSource({
        "replay",
        "replay - -",
        "replay --frmat json x",
        "replay --format yaml x",
        "replay --workers -1 x",
        "replay --set limits.foo=1 x",
        "replay --config /nonexistent/sharetap.yaml x",
        "unknown",
        "config --set format=xml"
    })
    void refusesWrongUsage(String arguments) {
        ProgramRun run = ProgramRun.of(arguments.split(" "));
        assertEquals(2, run.exitCode(), run.toString());
        assertTrue(run.err().startsWith("sharetap: "), run.err());
        assertFalse(run.err().contains("\tat ") || run.err().contains("fault of ours"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void refusesAWrongVariableOfTheEnvironment() {
        ProgramRun run = new ProgramRun().with("SHARETAP_WORKER", "2").run("config");
        assertEquals(2, run.exitCode());
        assertEquals(
                "sharetap: environment: there is no setting SHARETAP_WORKER; the nearest is SHARETAP_WORKERS\n",
                run.err());
    }

    @Test
    void showsTheSettingsInForceAsAFileThatItReads() throws IOException {
        ProgramRun shown = new ProgramRun().with("SHARETAP_EVENTS", "all").run("config", "--workers", "3");
        assertEquals(0, shown.exitCode(), shown.toString());
        assertTrue(shown.out().lines().anyMatch(line -> line.matches("workers: 3 +# option --workers")), shown.out());
        Path file = Files.writeString(folder.resolve("all.yaml"), shown.out());
        ProgramRun again = ProgramRun.of("config", "--config", file.toString());
        assertEquals(0, again.exitCode(), again.toString());
        String expected = "events: all +# .*all.yaml: line 2, column 1";
        assertTrue(again.out().lines().anyMatch(line -> line.matches(expected)), again.out());
    }

    @Test
    void printsVersionAndUsage() {
        assertTrue(ProgramRun.of("--version").out().startsWith("sharetap "));
        ProgramRun help = ProgramRun.of("--help");
        assertEquals(0, help.exitCode());
        for (String command : "replay watch score baseline fleet interfaces config".split(" ")) {
            assertTrue(help.out().lines().anyMatch(line -> line.startsWith("  " + command + " ")), help.out());
        }
        assertFalse(help.out().contains("rehearse"), help.out());
        assertTrue(ProgramRun.of("replay", "--help").out().contains("--activation"));
    }

    /** The launchers begin it instead of the sensor, so whoever asks us for it lacks its package. */
    @ParameterizedTest
    @ValueSource(strings = {"fleet", "fleet --help", "fleet --bootstrap 127.0.0.1:9092", "fleet show 10.0.0.1"})
    void saysWhereTheFleetIs(String arguments) {
        ProgramRun run = ProgramRun.of(arguments.split(" "));
        assertEquals(2, run.exitCode(), run.toString());
        assertTrue(run.err().contains("install the package sharetap-fleet"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "replay --help", "interfaces", "config", "config --schema"})
    void saysThatStandardOutputIsFull(String arguments) throws IOException {
        Path full = Path.of("/dev/full");
        if (!Files.exists(full)) {
            Needs.lacking(full + " is not there");
        }
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);
        try (OutputStream out = new FileOutputStream(full.toFile())) {
            Surroundings surroundings = new Surroundings(
                    InputStream.nullInputStream(), out, said, Map.of(), false, false, new StopSignal());
            assertEquals(1, Sharetap.run(surroundings, arguments.split(" ")), arguments);
        }
        assertEquals(
                "sharetap: the output cannot be written: No space left on device\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void savesExecutablesWhenAsked() throws IOException {
        Path programs = folder.resolve("programs");
        ProgramRun run = ProgramRun.of(
                "replay",
                "--extract",
                programs.toString(),
                Captures.get("psexec-smb2.pcap").toString());
        assertEquals(0, run.exitCode(), run.toString());
        Path saved = programs.resolve("141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944");
        assertEquals(145_568, Files.size(saved));
    }
}
