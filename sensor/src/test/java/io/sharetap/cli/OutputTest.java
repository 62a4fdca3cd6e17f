package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs, as a user names them. */
class OutputTest {
    @TempDir
    private Path folder;

    private String capture() {
        return Captures.get("psexec-smb2.pcap").toString();
    }

    private ProgramRun run(String... arguments) {
        return new ProgramRun()
                .with("SHARETAP_SPILL", folder.resolve("spill").toString())
                .run(arguments);
    }

    @Test
    void writesTheSameRecordsToAFileAsToStandardOutputAndNothingThere() throws IOException {
        Path file = folder.resolve("records.jsonl");
        String expected = run("replay", "--format", "json", capture()).out();
        ProgramRun run = run("replay", "--output", "file:" + file, capture());
        assertEquals(0, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertEquals(expected, Files.readString(file));
    }

    @Test
    void writesToAnyNumberOfOutputsEachAtItsLevel() throws IOException {
        Path alerts = folder.resolve("alerts of mine.jsonl");
        Path all = folder.resolve("all.jsonl");
        ProgramRun run = run(
                "replay",
                "--format",
                "json",
                "--output",
                "stdout",
                "--output",
                "file:" + alerts + "#events=alerts",
                "--output",
                "file:" + all + "#events=all",
                capture());
        assertEquals(0, run.exitCode(), run.toString());
        assertEquals(
                run("replay", "--format", "json", "--events", "alerts", capture())
                        .out(),
                Files.readString(alerts));
        assertEquals(
                run("replay", "--format", "json", "--events", "all", capture()).out(), Files.readString(all));
        assertEquals(run("replay", "--format", "json", capture()).out(), run.out());
    }

    @Test
    void meansTheSameInYamlAndInTheEnvironment() throws IOException {
        Path one = folder.resolve("one.jsonl");
        Path two = folder.resolve("two, and more.jsonl");
        Path settings = Files.writeString(folder.resolve("settings.yaml"), """
                outputs:
                  - file:%s#events=alerts
                  - target: file:%s
                    events: alerts
                    keep: 3
                """.formatted(one, two));
        ProgramRun run = run("replay", "--config", settings.toString(), capture());
        assertEquals(0, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertEquals(4, Files.readAllLines(one).size(), "the alert, and three times that its program was run");
        assertEquals(Files.readString(one), Files.readString(two));
        ProgramRun shown = run("config", "--config", settings.toString());
        String line = shown.out()
                .lines()
                .filter(each -> each.startsWith("outputs: "))
                .findFirst()
                .orElseThrow();
        Path again = Files.writeString(folder.resolve("again.yaml"), line + "\n");
        ProgramRun second = run("config", "--config", again.toString());
        assertTrue(second.out().contains(line.substring(0, line.indexOf("# ")).strip()), second.toString());
        ProgramRun byEnvironment = new ProgramRun()
                .with("SHARETAP_OUTPUTS", "file:" + one + " stdout#events=none")
                .run("replay", "--format", "json", capture());
        assertEquals("", byEnvironment.out());
        assertTrue(Files.readAllLines(one).size() > 2);
    }

    @Test
    void endsWithOneAndSaysWhatWaitsWhereAnOutputTakesNothing() throws IOException {
        Path file = Files.createDirectory(folder.resolve("records.jsonl"));
        ProgramRun run = run("replay", "--set", "delivery.wait=300ms", "--output", "file:" + file, capture());
        assertEquals(1, run.exitCode(), run.toString());
        assertTrue(run.err().contains("records wait on disk; the next run sends them first"), run.err());
        Files.delete(file);
        ProgramRun next = run("replay", "--output", "file:" + file, "--events", "none", capture());
        assertEquals(0, next.exitCode(), next.toString());
        assertEquals(run("replay", "--format", "json", capture()).out(), Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fil:/x | \"fil:/x\" is no output, which is one of stdout, file:PATH",
                "file: | \"file:\" names no file",
                "file:/x#colour=red | has no option \"colour\"; it has events",
                "file:/x#keep=many | \"many\" is no value for the option keep, which is a whole number",
                "file:/x#keep | \"keep\" is no option, which is NAME=VALUE",
                "file:/x#keep=1,keep=2 | the option keep is said twice",
                "https://u:p@h/ | nobody's password",
                "https://h/#header.Authorization=x | the option header.Authorization is a secret, said elsewhere",
                "syslog+tcp://h | names no host and port; it is syslog+tcp://HOST:PORT",
                "syslog+udp://h:0 | names no host and port; it is syslog+udp://HOST:PORT",
                "syslog+udp://h:1#bytes-max=100 | a size from 480 to 65000",
                "syslog+udp://h:1#facility=24 | a whole number from 0 to 23",
                "syslog+tls://h:1#key-store-password=x | is a secret, said elsewhere: ${NAME} or ${file:PATH}",
                "https://h/#header.Authorization=${NOT_THERE} | there is no variable NOT_THERE",
                "kafka:h | names no host and port; it is kafka:HOST:PORT",
                "kafka:h:1,h2/x | names no host and port",
                "kafka:h:1#client.ssl.key.password=x | the option client.ssl.key.password is a secret",
                "kafka:h:1#client.sasl.jaas.config=x | the option client.sasl.jaas.config is a secret",
                "file:/50% | a % itself is written %25"
            })
    void refusesWhatIsNoOutput(String output, String message) {
        ProgramRun run = ProgramRun.of("replay", "--output", output, capture());
        assertEquals(2, run.exitCode(), run.toString());
        assertTrue(run.err().matches("(?s)sharetap: (option --output|outputs): .*"), run.err());
        assertTrue(run.err().contains(message), run.err());
    }

    @Test
    void refusesAnOutputThatIsNamedTwiceAndAMapWithoutATarget() throws IOException {
        ProgramRun twice = ProgramRun.of("config", "--output", "file:/x", "--output", "file:/x#keep=1");
        assertEquals(2, twice.exitCode());
        assertEquals("sharetap: option --output: the output file:/x is named twice\n", twice.err());
        Path settings = Files.writeString(folder.resolve("settings.yaml"), "outputs:\n  - keep: 3\n");
        ProgramRun run = ProgramRun.of("config", "--config", settings.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("an output is a text, or a map with a \"target\" and options"), run.err());
    }

    @Test
    void loadsNoClientOfKafkaOrHttpWhereNoOutputNeedsIt() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-verbose:class",
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.sharetap.cli.Sharetap",
                        "replay",
                        "--output",
                        "file:" + folder.resolve("records.jsonl"),
                        capture())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("io.sharetap.output.deliver.FileReceiver "), "classes are told as they are loaded");
        assertFalse(said.contains("org.apache.kafka.") || said.contains("java.net.http."));
    }
}
