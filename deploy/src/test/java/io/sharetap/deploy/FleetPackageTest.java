package io.sharetap.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks at what the fleet's package holds, and begins the fleet from it; deploy/check.sh installs and runs it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FleetPackageTest {
    private static final String PREFIX = "./usr/lib/sharetap-fleet/";

    /** The fleet's package, unpacked. */
    @TempDir
    private static Path unpacked;

    @TempDir
    private Path folder;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Programs.run("dpkg-deb", "-x", PackagesTest.built("sharetap-fleet.deb").toString(), unpacked.toString());
    }

    /** Files, no folders, with what dpkg-deb says of their rights. */
    private static Map<String, String> files(String deb) throws IOException, InterruptedException {
        return Programs.run("dpkg-deb", "-c", PackagesTest.built(deb).toString())
                .lines()
                .filter(line -> !line.startsWith("d"))
                .map(line -> line.split("\\s+", 6))
                .collect(Collectors.toMap(columns -> columns[5], columns -> columns[0]));
    }

    @Test
    void noFileBelongsToBothPackages() throws IOException, InterruptedException {
        Set<String> both = new TreeSet<>(files("sharetap.deb").keySet());
        assertTrue(both.size() > 100, both::toString);
        both.retainAll(files("sharetap-fleet.deb").keySet());
        assertEquals(Set.of(), both);
    }

    @Test
    void theSensorsPackageCarriesNothingOfTheFleet() throws IOException, InterruptedException {
        Set<String> sensor = files("sharetap.deb").keySet();
        Set<String> fleet = files("sharetap-fleet.deb").keySet();
        for (String part : List.of("kafka-streams", "rocksdbjni", "jackson-databind", "fleet.jar", "fleet.flags")) {
            assertTrue(sensor.stream().noneMatch(name -> name.contains(part)), part);
            String found = "fleet.flags".equals(part) ? PREFIX + part : PREFIX + "fleet/" + part;
            assertTrue(fleet.stream().anyMatch(name -> name.startsWith(found)), found);
        }
        Programs.run("dpkg-deb", "-x", PackagesTest.built("sharetap.deb").toString(), folder.toString());
        assertFalse(Files.readString(folder.resolve("usr/lib/sharetap/runtime/release"))
                .contains("jdk.httpserver"));
    }

    @Test
    void whatIsMeantToBeChangedIsAConfigurationFile() throws IOException, InterruptedException {
        String deb = PackagesTest.built("sharetap-fleet.deb").toString();
        assertEquals(
                "/etc/sharetap-fleet/fleet.yaml",
                Programs.run("dpkg-deb", "-I", deb, "conffiles").strip());
        Map<String, String> files = files("sharetap-fleet.deb");
        for (String file : List.of(
                "./usr/lib/systemd/system/sharetap-fleet.service",
                "./usr/lib/sysusers.d/sharetap-fleet.conf",
                "./usr/share/doc/sharetap-fleet/operations.md")) {
            assertTrue(files.containsKey(file), file);
        }
        assertEquals("-rwxr-xr-x", files.get(PREFIX + "sharetap"));
        assertEquals("-rwxr-xr-x", files.get(PREFIX + "runtime/bin/java"));
    }

    /** From where it was unpacked, without any Java of the machine: the run-time has what it loads by then. */
    @Test
    void theCommandsBegin() throws IOException, InterruptedException {
        Path program = unpacked.resolve("usr/lib/sharetap-fleet/sharetap");
        String version = "sharetap " + System.getProperty("sharetap.version") + "\n";
        assertEquals(version, run(program, "fleet", "--version"));
        assertEquals(version, run(program, "--version"));
        assertTrue(run(program, "fleet", "show", "--help").startsWith("Usage: sharetap fleet show"));
        Path settings = unpacked.resolve("etc/sharetap-fleet/fleet.yaml");
        Path named = Files.writeString(
                folder.resolve("named.yaml"),
                Files.readString(settings).replace("#bootstrap: ", "bootstrap: not a broker, "));
        // Of the file as it comes only the brokers are missing, and it is read to its end.
        assertEquals(
                "sharetap: Missing required option: '--bootstrap=HOST:PORT'\nsharetap: try: sharetap fleet --help\n",
                refused(program, settings));
        assertEquals("sharetap: --bootstrap: \"not a broker\" is no HOST:PORT\n", refused(program, named));
    }

    @Test
    void theHeapIsTheEnvironmentsWhereItSaysOne() throws IOException, InterruptedException {
        String[] command = {
            "env",
            "-i",
            "PATH=/usr/bin:/bin",
            "JAVA_TOOL_OPTIONS=-XX:+PrintCommandLineFlags",
            "SHARETAP_FLEET_HEAP=",
            unpacked.resolve("usr/lib/sharetap-fleet/sharetap").toString(),
            "fleet",
            "--version"
        };
        String plain = Programs.run(command);
        assertTrue(plain.contains(" -XX:MaxHeapSize=" + (1L << 30) + " "), plain);
        command[4] += "2g";
        String larger = Programs.run(command);
        assertTrue(larger.contains(" -XX:MaxHeapSize=" + (2L << 30) + " "), larger);
    }

    /** What the file shows as an example is an option, too. */
    @Test
    void everyLineOfTheConfigurationFileIsAnOption() throws IOException, InterruptedException {
        String help = run(unpacked.resolve("usr/lib/sharetap-fleet/sharetap"), "fleet", "--help");
        String text = Files.readString(Path.of("debian/fleet.yaml")).replaceAll("(?m)^#([a-z-]+: )", "$1");
        JsonNode options = new ObjectMapper(new YAMLFactory()).readTree(text);
        assertTrue(options.size() > 5, text);
        options.fieldNames().forEachRemaining(name -> assertTrue(help.contains("--" + name + "="), name));
        assertEquals("/var/lib/sharetap-fleet/state", options.get("state").asText());
    }

    private static String run(Path program, String... arguments) throws IOException, InterruptedException {
        return Programs.run(started(program, arguments).toArray(String[]::new));
    }

    private static List<String> started(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", program.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String refused(Path program, Path settings) throws IOException, InterruptedException {
        File said = folder.resolve("said").toFile();
        Process process = new ProcessBuilder(started(program, "fleet", "--config", settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        assertEquals(2, process.waitFor());
        return Files.readString(said.toPath());
    }
}
