package io.sharetap.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sharetap.base.Count;
import io.sharetap.base.Limits;
import io.sharetap.config.SensorConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the frame to the file, nothing is allocated per packet, message or byte once a file is open. */
class WholePathAllocationTest {
    private static final int WRITES = 4_000;
    private static final int ROUNDS = 3;
    private static final int FILES = 8;
    private static final int WRITE_BYTES = 64 << 10;
    private static final int FRAMES_A_WRITE = 46;

    @TempDir
    Path folder;

    private RoomChain chain;
    private MadeTraffic traffic;
    private int writes;
    private int firstFile;

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void documentsAllocateNothing() {
        open(Limits.defaults(), MadeContent.document(WRITE_BYTES), ".txt");
        assertAllocatesNothing();
        endAndCheck(0);
    }

    /** So much is written of each that what is kept of it goes through its bound. */
    @Test
    void programsAllocateNothing() {
        SensorConfig config = SensorConfig.of(
                List.of(new SensorConfig.Option("limits.content-bytes-per-file", "1048576", "test")), Map.of(), null);
        open(config.limits(), MadeContent.program(WRITE_BYTES), ".exe");
        assertAllocatesNothing();
        endAndCheck(FILES);
    }

    /** What was written by some files before is known when others come with it. */
    @Test
    void knownProgramsAllocateNothing() {
        open(Limits.defaults(), MadeContent.program(WRITE_BYTES), ".exe");
        traffic.writeAlike();
        for (int round = 0; round <= ROUNDS; round++) {
            write();
        }
        openMore();
        long knownBefore = chain.ledger.of(Count.KNOWN_BYTES);
        assertAllocatesNothing();
        long known = chain.ledger.of(Count.KNOWN_BYTES) - knownBefore;
        long written = (ROUNDS + 1L) * WRITES * WRITE_BYTES;
        // A few steps lose their place to others.
        assertTrue(known > written / 100 * 99, () -> known + " of " + written + " bytes were known");
        endAndCheck(2 * FILES);
    }

    /** A second opinion: the machine's own recorder saw no code of ours allocate. */
    @Test
    void recorderSeesNoAllocation() throws IOException {
        open(Limits.defaults(), MadeContent.document(WRITE_BYTES), ".txt");
        write();
        Path file = folder.resolve("allocations.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
            recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            recording.start();
            write();
            new Marker(new byte[4 << 20]).use();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertTrue(events.stream().anyMatch(event -> isIn(event, Marker.class)), "the recorder sees nothing");
        assertEquals(
                List.of(),
                events.stream().filter(event -> isIn(event, RoomChain.class)).toList());
    }

    private static boolean isIn(RecordedEvent event, Class<?> type) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().equals(type.getName()));
    }

    /** Allocates where the recorder must see it. */
    private record Marker(byte[] bytes) {
        Marker {
            bytes = bytes.clone();
        }

        void use() {
            assertEquals(4 << 20, bytes.length);
        }
    }

    private void open(Limits limits, byte[] content, String extension) {
        chain = new RoomChain("pe", limits, LinearityBenchmark.FRAME_NANOS);
        traffic = new MadeTraffic(chain, 2 * FILES, 2 * FILES, content, extension);
        openFrom(0);
    }

    /** The files that are written from now on are others. */
    private void openMore() {
        firstFile = FILES;
        openFrom(firstFile);
    }

    private void openFrom(int first) {
        for (int i = first; i < first + FILES; i++) {
            traffic.connect(i);
            traffic.create(i, i);
        }
    }

    private void write() {
        for (int i = 0; i < WRITES; i++) {
            traffic.write(firstFile + writes++ % FILES);
        }
    }

    /** The least of a few rounds: in one of them a table may double that grows with the file. */
    private void assertAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        write();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            write();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < WRITES, least + " bytes for " + WRITES * FRAMES_A_WRITE + " frames");
    }

    private void endAndCheck(int programs) {
        int files = firstFile + FILES;
        for (int i = 0; i < files; i++) {
            traffic.close(i);
        }
        assertEquals(files, chain.sinks.reported);
        assertEquals(programs, chain.sinks.programs);
        assertEquals((long) writes * WRITE_BYTES, chain.sinks.bytes);
        assertEquals(0, chain.ledger.of(Count.GAP_BYTES));
    }
}
