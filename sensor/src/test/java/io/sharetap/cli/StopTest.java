package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signal does, without the signal. */
@Timeout(60)
class StopTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0", "2"})
    void putsOutAtOnceWhatIsKnownAndFinishesWhenStopped(String workers) throws Exception {
        byte[] capture = Files.readAllBytes(Captures.get("psexec-smb2.pcap"));
        ProgramRun run = new ProgramRun().withInput(new PausingInput(capture));
        CompletableFuture<ProgramRun> running =
                CompletableFuture.supplyAsync(() -> run.run("replay", "--format", "json", "--workers", workers, "-"));
        while (run.out().lines().count() < 2) {
            Thread.sleep(20);
        }
        run.stop();
        assertEquals(0, running.get(30, TimeUnit.SECONDS).exitCode(), run.toString());
        assertEquals(1, run.alerts().size(), run.out());
        assertEquals("", run.err());
    }

    @Test
    void ignoresASignalThatComesWhenAllIsDone() throws IOException {
        ProgramRun run = new ProgramRun()
                .withInput(Files.readAllBytes(Captures.get("psexec-smb2.pcap")))
                .run("replay", "-");
        run.stop();
        assertTrue(run.out().contains("Summary"), run.out());
    }

    /** Whoever opens it waits for a writer, whoever reads it for what that one writes. */
    @ParameterizedTest
    @CsvSource({"replay, false", "replay, true", "score, false", "score, true"})
    void waitsNoMoreForANamedPipe(String command, boolean hasWriter) throws Exception {
        Needs.program("mkfifo", "--version");
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        ProgramRun run = new ProgramRun();
        CompletableFuture<ProgramRun> running =
                CompletableFuture.supplyAsync(() -> run.run(command, "--format", "json", pipe.toString()));
        try (FileChannel writer = hasWriter ? FileChannel.open(pipe, StandardOpenOption.WRITE) : null) {
            TimeUnit.SECONDS.sleep(2); // by then it waits, and where it does not the answer is the same
            assertFalse(running.isDone(), run.toString());
            run.stop();
            assertEquals(0, running.get(30, TimeUnit.SECONDS).exitCode(), run.toString());
        }
        assertEquals("", run.err());
    }

    /** Gives some bytes and then nothing until it is closed, as a pipe whose writer pauses. */
    private static final class PausingInput extends InputStream {
        private final ByteArrayInputStream bytes;
        private final CountDownLatch closed = new CountDownLatch(1);

        PausingInput(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int at, int count) throws IOException {
            if (bytes.available() > 0) {
                return bytes.read(target, at, count);
            }
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new AsynchronousCloseException();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
