package io.sharetap.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts the launcher of the source tree, in a tree that is built, and looks at what lies about afterwards. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LauncherTest {
    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path tree;
    private Path target;
    private Path temporary;

    /** What the launcher looks at: itself, sources that are older than the build, the program, samples. */
    @BeforeEach
    void makeTree() throws IOException, InterruptedException {
        if (!Files.exists(TREE.resolve("sensor/target/sensor.jar"))) {
            Programs.lacking("there is no sensor/target/sensor.jar: mvn package makes it");
        }
        tree = Files.createDirectory(folder.resolve("tree"));
        target = Files.createDirectories(tree.resolve("sensor/target"));
        temporary = Files.createDirectory(folder.resolve("temporary"));
        for (String name : new String[] {"smb-parser/src/main", "detector/src/main", "sensor/src/main"}) {
            Files.createDirectories(tree.resolve(name));
        }
        copy("sharetap", tree);
        copy("pom.xml", tree);
        copy("sensor/pom.xml", tree.resolve("sensor"));
        copy("config", tree);
        copy("sensor/target/sensor.jar", target);
        copy("sensor/target/lib", target);
        Path pcaps = Files.createDirectory(tree.resolve("pcaps"));
        for (String name : new String[] {"lateral-movement", "signed-program", "executed-psexec"}) {
            copy("pcaps/" + name, pcaps);
        }
        Files.createFile(target.resolve("sharetap.stamp"));
    }

    private static void copy(String name, Path into) throws IOException, InterruptedException {
        Programs.run("cp", "-a", TREE.resolve(name).toString(), into.toString());
    }

    /** Runs it in words that a shell would be given, with a folder for temporary files of its own. */
    private void launch(String words) throws IOException, InterruptedException {
        String java = "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + temporary;
        Programs.run("env", java, "sh", "-c", words, tree + "/sharetap");
    }

    private static Set<String> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private Set<String> archives() throws IOException {
        return in(target).stream().filter(name -> name.contains(".jsa")).collect(Collectors.toSet());
    }

    @Test
    void theFirstStartLeavesAnArchiveAndNothingElse() throws IOException, InterruptedException {
        FileTime built = Files.getLastModifiedTime(target.resolve("sensor.jar"));
        String left = "sharetap-17.0.0.jsa.4711";
        for (String name : new String[] {"sharetap-17.0.0.jsa", left}) {
            Files.createFile(target.resolve(name));
            Files.setLastModifiedTime(
                    target.resolve(name), FileTime.from(built.toInstant().minus(Duration.ofDays(1))));
        }
        Files.createFile(target.resolve("sharetap-99.0.1.jsa"));
        launch("\"$0\" --version");
        Set<String> archives = archives();
        assertTrue(archives.remove("sharetap-99.0.1.jsa"), "that of another Java, made since the build, stays");
        assertEquals(1, archives.size(), "one for this Java, none of before the build: " + archives);
        assertFalse(archives.contains("sharetap-17.0.0.jsa"), archives::toString);
        assertEquals(Set.of(), in(temporary));
    }

    @Test
    void aStartThatIsStoppedLeavesNothing() throws IOException, InterruptedException {
        launch("\"$0\" --version & for i in $(seq 600); do ls '" + target
                + "' | grep -q 'jsa[.]' && break; sleep 0.05; done; kill $!; wait $!; [ $? = 143 ]");
        assertEquals(Set.of(), archives());
        assertEquals(Set.of(), in(temporary));
    }
}
