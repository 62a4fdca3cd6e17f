package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong options are answered with what is wrong, and exit 2. */
class FleetOptionsTest {
    @TempDir
    private Path folder;

    private static String fleet(String... arguments) throws Exception {
        return run(new ProcessBuilder(line(arguments)).redirectErrorStream(true));
    }

    private static List<String> line(String... arguments) {
        Stream<String> java = Stream.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx100m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.sharetap.fleet.Fleet");
        return Stream.concat(java, Stream.of(arguments)).toList();
    }

    /** Its exit code, a line, and what it said. */
    private static String run(ProcessBuilder command) throws Exception {
        Process process = command.start();
        InputStream output = command.redirectErrorStream() ? process.getInputStream() : process.getErrorStream();
        String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(60, TimeUnit.SECONDS);
        return process.exitValue() + "\n" + said;
    }

    @Test
    void brokersAreHostAndPort() throws Exception {
        assertEquals(
                "2\nsharetap: --bootstrap: \"nonsense\" is no HOST:PORT\n",
                fleet("--bootstrap", "127.0.0.1:9092,nonsense"));
        assertEquals("2\nsharetap: --bootstrap: \"\" is no HOST:PORT\n", fleet("alerts", "--bootstrap", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alrts --bootstrap a:1            | there is no command \"alrts\"; the nearest is \"alerts\"; there"
                        + " are: alerts, seed, show",
                "--bootstrp a:1                   | there is no option --bootstrp; the nearest is --bootstrap",
                "--bootstrap a:1 --lateness 5     | \"5\" is no duration such as 60s, 5m or 14d",
                "--bootstrap a:1 --lateness -5s   | \"-5s\" is no duration such as 60s, 5m or 14d",
                "--bootstrap a:1 --activation 36h | --activation: it is whole days such as 14d",
                "--bootstrap a:1 --threads 0      | --threads: it is at least 1",
                "--bootstrap a:1 --standbys -1    | --standbys: it is at least 0",
                "--bootstrap a:1 --partitions 0   | --partitions: it is at least 1"
            })
    void whatIsMistypedIsSaid(String arguments, String message) throws Exception {
        String said = fleet((arguments + " --http off").split(" "));
        assertTrue(said.startsWith("2\nsharetap: ") && said.contains(message + '\n'), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http off", "alerts", "seed ."})
    void aBrokerWithoutAnAddressIsNamed(String arguments) throws Exception {
        assertEquals(
                "1\nsharetap: the brokers at no.such.host.invalid:9092 cannot be asked: No resolvable bootstrap urls"
                        + " given in bootstrap.servers\n",
                fleet((arguments + " --bootstrap no.such.host.invalid:9092").split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "alerts --help", "seed --help", "show --help"})
    void eachOptionIsInThePagesForUsers(String arguments) throws Exception {
        Pattern option = Pattern.compile("--[a-z][a-z-]*");
        String pages =
                Files.readString(Path.of("../docs/operations.md")) + Files.readString(Path.of("../docs/fleet.md"));
        Set<String> documented = new TreeSet<>(Set.of("--help", "--version"));
        option.matcher(pages).results().forEach(each -> documented.add(each.group()));
        String help = fleet(arguments.split(" "));
        assertTrue(help.startsWith("0\nUsage: sharetap fleet"), help);
        Set<String> undocumented = new TreeSet<>();
        option.matcher(help).results().forEach(each -> undocumented.add(each.group()));
        undocumented.removeAll(documented);
        assertEquals(Set.of(), undocumented);
    }

    @Test
    void aFileSaysWhatTheCommandLineDoesNot() throws Exception {
        String file = Files.writeString(
                        folder.resolve("fleet.yaml"), "# brokers\nbootstrap: [10.0.0.1:9092, nonsense]\nthreads:\n")
                .toString();
        for (String command : new String[] {"", "alerts", "seed"}) {
            List<String> words = new ArrayList<>(List.of("--config", file));
            if (!command.isEmpty()) {
                words.add(0, command);
            }
            if (command.equals("seed")) {
                words.add(folder.toString());
            }
            assertEquals(
                    "2\nsharetap: --bootstrap: \"nonsense\" is no HOST:PORT\n",
                    fleet(words.toArray(String[]::new)),
                    command);
        }
        assertEquals(
                "2\nsharetap: --bootstrap: \"other\" is no HOST:PORT\n",
                fleet("--config=" + file, "--bootstrap", "other"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bootstrp: a:1            | line 1, column 1: there is no option \"bootstrp\"",
                "help: true               | line 1, column 1: there is no option \"help\"",
                "name: {a: b}             | line 1, column 7: name is one value, or a list of them",
                "name: [[a]]              | line 1, column 8: a list holds plain entries",
                "{name: a, name: b}       | line 1, column 11: \"name\" was said before, at line 1, column 2",
                "[name]                   | line 1, column 1: options are \"key: value\" lines",
                "name: a\\n---\\nname: b| line 3, column 1: options are one document of YAML; what follows is not read",
                "\\tname: a               | line 1, column 1: a tab stands where YAML wants blanks",
            })
    void whatAFileCannotSayIsNamedWithItsPlace(String text, String message) throws IOException {
        String file = Files.writeString(folder.resolve("fleet.yaml"), text.translateEscapes())
                .toString();
        Fleet.WrongOption wrong = assertThrows(Fleet.WrongOption.class, () -> OptionsFile.read(file, Set.of("name")));
        assertEquals(file + ": " + message, wrong.getMessage());
    }

    @Test
    void aFileThatCannotBeReadIsSaid() throws Exception {
        assertEquals(
                "2\nsharetap: no-such.yaml: there is no such file\n",
                fleet("show", "--config", "no-such.yaml", "10.0.0.1"));
        String broken =
                Files.writeString(folder.resolve("broken.yaml"), "name: [a\n").toString();
        Fleet.WrongOption wrong = assertThrows(Fleet.WrongOption.class, () -> OptionsFile.read(broken, Set.of("name")));
        assertTrue(wrong.getMessage().startsWith(broken + ": line "), wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "alerts --help", "seed --help", "show --help"})
    void whereTheDiskIsFullThatIsSaid(String arguments) throws Exception {
        File full = new File("/dev/full"); // as a disk on which nothing has room
        assumeTrue(full.exists(), "there is no /dev/full on this machine");
        assertEquals(
                "1\nsharetap: the output cannot be written: No space left on device\n",
                run(new ProcessBuilder(line(arguments.split(" "))).redirectOutput(full)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "host:", ":9092", "host:70000", "host:-1", "host:9092x"})
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(Fleet.WrongOption.class, () -> HttpAddresses.parse("--bootstrap", text));
    }

    @Test
    void nobodyIsAskedWhoAHostIs() {
        InetSocketAddress address = HttpAddresses.parse("--bootstrap", "[2001:db8::1]:9092");
        assertEquals("2001:db8::1", address.getHostString());
        assertEquals(
                9_092,
                HttpAddresses.parse("--bootstrap", "no.such.host.invalid:9092").getPort());
    }
}
