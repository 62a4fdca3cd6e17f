package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process cuts the files of a baseline short while {@code score} has them mapped. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CutBaselineTest {
    private static final int JVM_ABORTED = 128 + 6;
    private static final List<String> RECORDS = new ScoreRecords(3, 20_000).lines();

    @TempDir
    private Path folder;

    private Process process;
    private OutputStream input;

    private void start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        java,
                        "@" + new File("../config/jvm.flags").getCanonicalPath(),
                        "-XX:ErrorFile=" + folder.resolve("jvm-report"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Sharetap.class.getName(),
                        "score",
                        "--format",
                        "json",
                        "--baseline",
                        folder.resolve("baseline").toString(),
                        "--set",
                        "history.capacity.executables=20000",
                        "-")
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        input = process.getOutputStream();
    }

    private void feed(int from, int to) {
        try {
            for (String line : RECORDS.subList(from, to)) {
                input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            input.flush();
        } catch (IOException e) {
            // It has ended.
        }
    }

    private void end() {
        try {
            input.close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    private void awaitCheckpoint() throws Exception {
        Path checkpoint = folder.resolve("baseline").resolve("checkpoint");
        while (!Files.exists(checkpoint) || Files.size(checkpoint) < 1_000) {
            assertTrue(process.isAlive(), this::errors);
            Thread.sleep(20);
        }
    }

    /** All was read and kept: nobody is at work with the maps. */
    private void awaitRest() throws Exception {
        awaitCheckpoint();
        Path checkpoint = folder.resolve("baseline").resolve("checkpoint");
        FileTime before = FileTime.fromMillis(0);
        while (!before.equals(Files.getLastModifiedTime(checkpoint))) {
            before = Files.getLastModifiedTime(checkpoint);
            Thread.sleep(4_000);
        }
    }

    private void cut(String name, long bytes) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("baseline").resolve(name).toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aFileCutShortEndsTheRunWithAMessageAndTheNextGoesOn() throws Exception {
        start();
        feed(0, 3_000);
        awaitRest();
        cut("pairs.map", 5_000);
        feed(2_999, 3_000); // at the time of the last one, so that no event is due and nothing is touched
        process.waitFor();
        assertEquals(Sharetap.DAMAGED, process.exitValue(), this::errors);
        assertTrue(errors().contains("can be used no longer (pairs.map has 5000 of its "), this::errors);

        start();
        feed(0, 3_100);
        end();
        process.waitFor();
        assertEquals(Sharetap.DONE, process.exitValue(), this::errors);
        assertTrue(errors().contains("is damaged (pairs.map has 5000 of its "), this::errors);
        assertTrue(errors().contains("standard input: goes on at line "), this::errors);
    }

    /** Java tells of memory that is gone when it comes to it, also where nothing of the baseline is at work. */
    @Test
    void whatIsReportedOutsideOfTheDetectorEndsTheRunAsWell() {
        InputStream reported = new InputStream() {
            @Override
            public int read() {
                throw new InternalError("a fault occurred in a recent unsafe memory access operation");
            }
        };
        ProgramRun run = ProgramRun.ofInput(
                reported, "score", "--baseline", folder.resolve("baseline").toString(), "-");
        assertEquals(Sharetap.DAMAGED, run.exitCode(), run::toString);
        assertTrue(run.err().contains("memory of a file that is in use is gone: a fault occurred"), run::toString);
    }

    /** What is done just when memory is gone decides whether Java can tell it, or ends with a report of its own. */
    @Test
    void aFileCutToNothingUnderItsReadersIsNoQuietEnd() throws Exception {
        start();
        feed(0, 3_000);
        awaitCheckpoint();
        cut("executables.map", 0);
        feed(3_000, RECORDS.size());
        end();
        process.waitFor();
        boolean reported = process.exitValue() == Sharetap.DAMAGED
                && (errors().contains("can be used no longer (")
                        || errors().contains("memory of a file that is in use is gone"));
        boolean failed = process.exitValue() == JVM_ABORTED && errors().contains("the Java machine has failed");
        assertTrue(reported || failed, () -> process.exitValue() + ": " + errors());
        for (String line : Files.readAllLines(folder.resolve("out"))) {
            assertTrue(line.startsWith(failed ? "#" : "{") || line.startsWith("{") || line.isEmpty(), line);
        }
    }
}
