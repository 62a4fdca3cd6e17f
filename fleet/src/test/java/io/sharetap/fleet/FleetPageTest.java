package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/fleet.md, typed as they stand, do what the page says. Tests run before the programs are
 * packaged, so {@code ./sharetap} is here a script that runs the classes under test, and {@code fleet/dev-broker}, the
 * real one, finds the jars of the test's class path. About 25 s.
 */
class FleetPageTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final int BROKER = 9092;
    private static final int HTTP = 9476;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(90);

    @TempDir
    Path folder;

    private final List<Process> running = new ArrayList<>();
    private int runs;
    private int broker = BROKER;
    private int http = HTTP;

    @BeforeEach
    void aTree() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("fleet/target/broker"));
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (each.endsWith(".jar")) {
                Path jar = Path.of(each).toAbsolutePath();
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        Files.copy(TOP.resolve("fleet/dev-broker"), folder.resolve("fleet/dev-broker"));
        Files.createSymbolicLink(folder.resolve("pcaps"), TOP.resolve("pcaps"));
        Path launcher = Files.writeString(folder.resolve("sharetap"), """
                #!/bin/sh
                program=io.sharetap.cli.Sharetap
                [ "$1" != fleet ] || { program=io.sharetap.fleet.Fleet; shift; }
                exec '%s' '@%s' -XX:TieredStopAtLevel=1 -cp '%s' $program "$@"
                """.formatted(
                        ProcessHandle.current().info().command().orElseThrow(),
                        TOP.resolve("config/jvm.flags"),
                        System.getProperty("java.class.path")));
        assertTrue(launcher.toFile().setExecutable(true));
        assertTrue(folder.resolve("fleet/dev-broker").toFile().setExecutable(true));
        if (!isFree(BROKER) || !isFree(BROKER + 1) || !isFree(HTTP)) {
            do {
                broker = free();
            } while (!isFree(broker + 1));
            http = free();
        }
    }

    /** Links are deleted here: JUnit warns of each that leads out of its folder. */
    @AfterEach
    void endAll() throws InterruptedException, IOException {
        for (Process each : running) {
            each.destroyForcibly().waitFor();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The command as it stands; where its ports are taken, with others. */
    private String atFreePorts(String command) {
        if (broker == BROKER) {
            return command;
        }
        return command.replace("127.0.0.1:" + BROKER, "127.0.0.1:" + broker)
                .replaceAll("dev-broker$", "dev-broker dev-broker.data " + broker)
                .replace("fleet --bootstrap", "fleet --http 127.0.0.1:" + http + " --bootstrap")
                .replace("fleet show", "fleet show --http 127.0.0.1:" + http);
    }

    private Path said(int run) {
        return folder.resolve("said-" + run + ".txt");
    }

    private Process start(String command) throws IOException {
        runs++;
        // The shell becomes the command, so that whoever ends the process ends the program.
        Process process = new ProcessBuilder("sh", "-c", "exec " + atFreePorts(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said(runs).toFile())
                .start();
        running.add(process);
        return process;
    }

    private String answer(String command) throws Exception {
        Process process = start(command);
        assertTrue(process.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS), command);
        String text = Files.readString(said(runs));
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    /** Asks until the answer is as it should be, or for as long as the limit. */
    private String answer(String command, Predicate<String> isWhole) throws Exception {
        long end = System.nanoTime() + LIMIT_NANOS;
        String text = answer(command);
        while (!isWhole.test(text) && System.nanoTime() < end) {
            text = answer(command);
        }
        return text;
    }

    private void waitUntilItSays(String words, Process process) throws Exception {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!Files.readString(said(runs)).contains(words)) {
            assertTrue(process.isAlive() && System.nanoTime() < end, Files.readString(said(runs)));
            Thread.sleep(50);
        }
    }

    private void waitUntilItListens(Process process) throws Exception {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (isFree(broker)) {
            assertTrue(process.isAlive() && System.nanoTime() < end, Files.readString(said(runs)));
            Thread.sleep(50);
        }
    }

    /** An answer's block begins as every block ends, so blocks are taken one after another. */
    private static List<String> blocks(String page, String language) {
        List<String> found = new ArrayList<>();
        Matcher any = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$").matcher(page);
        while (any.find()) {
            if (any.group(1).equals(language)) {
                found.add(any.group(2));
            }
        }
        return found;
    }

    @Test
    void itsCommandsDoWhatItSays() throws Exception {
        String page = Files.readString(TOP.resolve("docs/fleet.md"));
        List<String> commands = blocks(page, "sh");
        List<String> answers = blocks(page, "");
        assertEquals(5, commands.size(), "broker, fleet, sensors, alerts, show");
        assertEquals(2, answers.size(), "of alerts and of show");

        Process brokerProcess = start(commands.get(0).strip());
        waitUntilItListens(brokerProcess);
        Process fleet = start(commands.get(1).strip());
        waitUntilItSays("judging what comes", fleet);
        for (String sensor : commands.get(2).split("\n")) {
            answer(sensor);
        }

        Matcher id = Pattern.compile("(?m)^  alert +(\\w{32}), rule (\\w+)").matcher(answers.get(0));
        assertTrue(id.find(), answers.get(0));
        String alerts = answer(commands.get(3).strip(), text -> text.contains(id.group(1)));
        List<String> reported = new ArrayList<>(List.of(id.group(1), id.group(2)));
        Matcher facts = Pattern.compile("10\\.20\\.0\\.\\d+|\\b[0-9a-f]{64}\\b|\\w+\\.exe")
                .matcher(answers.get(0));
        while (facts.find()) {
            reported.add(facts.group());
        }
        assertTrue(reported.size() > 6, reported::toString);
        reported.forEach(fact -> assertTrue(alerts.contains(fact), () -> fact + " is not in " + alerts));

        String known = answer(commands.get(4).strip(), answers.get(1)::equals);
        assertEquals(answers.get(1), known);

        fleet.destroy();
        assertTrue(fleet.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS), "the fleet ends when it is stopped");
        assertEquals(0, fleet.exitValue());
        brokerProcess.destroy();
        assertTrue(brokerProcess.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS), "the broker ends when it is stopped");
    }
}
