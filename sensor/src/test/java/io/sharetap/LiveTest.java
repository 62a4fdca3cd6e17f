package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is watched live is what a replay finds: on test hosts in network namespaces, with real traffic and with cases
 * that tcpreplay plays ({@code pcaps/live.sh}).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LiveTest {
    private static final String EACH_FIFTH_CASE = "5";
    private static final int SOMETHING_MISSING = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"cases", "samba", "taps", "down", "reload", "reloads", "keys", "ports", "calls", "early", "stop"
            })
    void givesTheRecordsOfAReplay(String kind) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder script = new ProcessBuilder(
                        PcapCase.FOLDER.resolve("live.sh").toString(), kind, folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()));
        script.environment().put("EVERY", EACH_FIFTH_CASE);
        script.environment().put("SHARETAP", program());
        int exitCode = exitCodeOf(script);
        if (exitCode == SOMETHING_MISSING) {
            Needs.lacking(Files.readString(said));
        }
        assertEquals(0, exitCode, () -> text(said) + text(folder.resolve(kind + ".said")));
    }

    /** A script that is given up takes down what it made, which is waited for. */
    private static int exitCodeOf(ProcessBuilder builder) throws IOException, InterruptedException {
        Process script = builder.start();
        try {
            return script.waitFor();
        } finally {
            script.destroy();
            script.onExit().join();
        }
    }

    /** What was killed cannot take down its hosts: the next one does. */
    @Test
    void takesDownWhatAKilledOneLeft() throws IOException, InterruptedException {
        String lab = ". " + PcapCase.FOLDER.resolve("lab.sh") + "; lab_check; lab_start; ";
        String list = "ip netns list; ls -d /tmp/sharetap-lab.*";
        Path said = folder.resolve("said");
        Process killed = new ProcessBuilder("bash", "-c", lab + "echo st$$; " + list + "; kill -9 $$")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start();
        if (killed.waitFor() == SOMETHING_MISSING) {
            Needs.lacking(Files.readString(said));
        }
        String id = "st" + killed.pid();
        assertEquals(List.of(id, id + "-net", "/tmp/sharetap-lab." + id), of(id, said), () -> text(said));
        ProcessBuilder next = new ProcessBuilder("bash", "-c", lab + list)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()));
        assertEquals(0, exitCodeOf(next), () -> text(said));
        assertEquals(List.of(), of(id, said), () -> text(said));
    }

    /** Lines that tell of this lab, up to what is made up in them. */
    private static List<String> of(String id, Path said) throws IOException {
        return Files.readAllLines(said).stream()
                .filter(line -> line.matches("(/tmp/sharetap-lab\\.)?" + id + "\\b.*"))
                .map(line -> line.replaceAll("(" + id + "(-net)?).*", "$1"))
                .toList();
    }

    /** The program as the tests have it, which may not be packaged. */
    private static String program() throws IOException {
        return String.join(
                " ",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + new File("../config/jvm.flags").getCanonicalPath(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "io.sharetap.cli.Sharetap"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
