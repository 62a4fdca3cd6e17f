package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    @ValueSource(strings = {"cases", "samba", "taps", "down", "reload", "reloads", "keys", "ports", "calls", "early"})
    void givesTheRecordsOfAReplay(String kind) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder script = new ProcessBuilder(
                        PcapCase.FOLDER.resolve("live.sh").toString(), kind, folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()));
        script.environment().put("EVERY", EACH_FIFTH_CASE);
        script.environment().put("SHARETAP", program());
        int exitCode = script.start().waitFor();
        if (exitCode == SOMETHING_MISSING) {
            Needs.lacking(Files.readString(said));
        }
        assertEquals(0, exitCode, () -> text(said) + text(folder.resolve(kind + ".said")));
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
