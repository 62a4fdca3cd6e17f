package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts a sensor with more rights than it needs, in a network of its own, and asks the kernel what each thread has.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RightsTest {
    private static final String NOBODY = "65534";
    private static final String NET_RAW_ALONE = "0000000000002000";
    private static final int WRONG_USAGE = 2;

    @TempDir
    private Path folder;

    private Path said;
    private Process sensor;

    @BeforeEach
    void needsRoot() throws IOException, InterruptedException {
        Needs.program("unshare", "--net", "ip", "link", "show");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        said = folder.resolve("said");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (sensor != null) {
            sensor.destroyForcibly().waitFor();
        }
    }

    @Test
    void rootKeepsTheRightToCaptureAlone() throws IOException {
        watch("", "-i", "tap1");
        assertEveryThread("0", NET_RAW_ALONE);
    }

    @Test
    void rootBecomesTheUserOfTheSettings() throws IOException, InterruptedException {
        Path baseline = folder.resolve("baseline");
        Path programs = folder.resolve("programs");
        watch(
                "",
                "-i",
                "tap1",
                "--set",
                "user=" + NOBODY,
                "--baseline",
                baseline.toString(),
                "--extract",
                programs.toString());
        assertEveryThread(NOBODY, NET_RAW_ALONE);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(programs)));
        waitUntil(() -> files(baseline) > 2);
        try (Stream<Path> files = Files.walk(baseline)) {
            for (Path file : files.toList()) {
                assertEquals(65534, Files.getAttribute(file, "unix:uid"), file.toString());
            }
        }
        assertAnInterfaceThatReturnsIsOpenedAgain();
    }

    @Test
    void aPlainUserWithTheRightToCaptureKeepsIt() throws IOException {
        watch(
                "setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps +net_raw --ambient-caps +net_raw",
                "-i",
                "tap1");
        assertEveryThread(NOBODY, NET_RAW_ALONE);
    }

    @Test
    void saysWhoMayNotBecomeAnother() throws IOException, InterruptedException {
        begin("setpriv --reuid 65534 --regid 65534 --clear-groups", "-i", "tap1", "--set", "user=daemon");
        assertEquals(WRONG_USAGE, sensor.waitFor());
        assertTrue(text().contains("user: only root may become another user"), text());
        begin("", "-i", "tap1", "--set", "user=nobody-of-this-name");
        assertEquals(WRONG_USAGE, sensor.waitFor());
        assertTrue(text().contains("there is no user \"nobody-of-this-name\""), text());
    }

    @Test
    void saysWhereTheUserMayNotWrite() throws IOException, InterruptedException {
        Path baseline = Files.createDirectory(folder.resolve("baseline"));
        begin("", "-i", "tap1", "--set", "user=" + NOBODY, "--baseline", baseline.toString());
        assertEquals(WRONG_USAGE, sensor.waitFor());
        assertTrue(text().contains("may not write to " + baseline + ": chown -R 65534 "), text());
    }

    private void assertAnInterfaceThatReturnsIsOpenedAgain() throws IOException, InterruptedException {
        inNetwork("ip link del tap0");
        waitUntil(() -> text().contains("tap1: gives no frames any more"));
        inNetwork("ip link add tap0 type veth peer name tap1 && ip link set tap0 up && ip link set tap1 up");
        waitUntil(() -> text().contains("tap1: gives frames now"));
        assertEveryThread(NOBODY, NET_RAW_ALONE);
    }

    private void assertEveryThread(String user, String capabilities) throws IOException {
        List<String> wrong = new ArrayList<>();
        int threads = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + sensor.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                String status = statusOf(task);
                if (status == null) {
                    continue;
                }
                threads++;
                if (!status.contains("Uid:\t" + String.join("\t", user, user, user, user) + "\n")
                        || !status.contains("CapPrm:\t" + capabilities)
                        || !status.contains("CapEff:\t" + capabilities)
                        || !status.contains("NoNewPrivs:\t1")) {
                    wrong.add(status);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(threads > 5, threads + " threads");
        assertFalse(text().contains("given up"), text());
    }

    /** Null: it has ended. */
    private static String statusOf(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("status"));
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return null;
        }
    }

    /** Starts it on one end of a pair of interfaces, and waits until it watches. */
    private void watch(String prefix, String... options) throws IOException {
        begin(prefix, options);
        waitUntil(() -> text().contains("watching tap1") || !sensor.isAlive());
        assertTrue(sensor.isAlive(), text());
    }

    private void begin(String prefix, String... options) throws IOException {
        String command = "ip link add tap0 type veth peer name tap1 && ip link set tap0 up && ip link set tap1 up"
                + " && exec " + prefix + " \"$@\"";
        List<String> words = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", command, "sh"));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + copied(new File("../config/jvm.flags").toPath(), folder),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                classPath(),
                "io.sharetap.cli.Sharetap",
                "watch",
                "--http",
                "off"));
        words.addAll(List.of(options));
        sensor = new ProcessBuilder(words)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
    }

    private void inNetwork(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("nsenter", "-t", "" + sensor.pid(), "--net", "sh", "-c", command)
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor(), command);
    }

    /** The class path of the tests, where every user can read it. */
    private String classPath() throws IOException {
        Path copies = folder.resolve("classes");
        if (!Files.exists(copies)) {
            Files.createDirectory(copies);
        }
        List<String> entries = new ArrayList<>();
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry))) {
                entries.add(
                        copied(Path.of(entry), copies.resolve("" + number++)).toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    /** A file goes into the folder, a folder becomes it. */
    private static Path copied(Path from, Path folder) throws IOException {
        if (Files.isRegularFile(from)) {
            Files.createDirectories(folder);
            return Files.copy(from, folder.resolve(from.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return folder;
    }

    private static long files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private String text() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return "";
        }
    }

    private static void waitUntil(BooleanSupplier condition) {
        long endNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < endNanos, "waited for a minute");
            LockSupport.parkNanos(20_000_000L);
        }
    }
}
