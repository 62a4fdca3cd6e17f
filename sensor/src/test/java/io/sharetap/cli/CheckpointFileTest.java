package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a detector remembers is kept whole or not at all, however much it is. */
class CheckpointFileTest {
    private static final byte[] DETECTOR = random(3 << 16, 1);
    private static final byte[] READING = random(1_000, 2);

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private CheckpointFile checkpoint;

    @BeforeEach
    void make() {
        checkpoint = new CheckpointFile(folder, said::add);
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void assertKept() throws IOException {
        CheckpointFile.Kept kept = checkpoint.read();
        assertEquals(List.of(), said);
        assertArrayEquals(DETECTOR, kept.detector().readAllBytes());
        assertArrayEquals(READING, kept.reading());
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        assertNull(checkpoint.read());
        checkpoint.write(target -> target.write(DETECTOR), READING, true);
        assertKept();
    }

    @Test
    void readsWhatTheFirstVersionWrote() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24 + DETECTOR.length + READING.length);
        bytes.putInt(0x5354_4350).putInt(1);
        bytes.putInt(DETECTOR.length).put(DETECTOR).putInt(READING.length).put(READING);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, bytes.position());
        Files.write(folder.resolve("checkpoint"), bytes.putLong(crc.getValue()).array());
        assertKept();
    }

    @Test
    void tensOfMegabytesTakeNoMemoryOfTheirSize() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CheckpointFile.DetectorState large = target -> {
            for (int i = 0; i < 200; i++) {
                target.write(DETECTOR);
            }
        };
        checkpoint.write(large, READING, false);
        long before = threads.getCurrentThreadAllocatedBytes();
        checkpoint.write(large, READING, false);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(Files.size(folder.resolve("checkpoint")) > 200L * DETECTOR.length);
        assertTrue(allocated < 1 << 20, allocated + " bytes");
    }

    @Test
    void whatCouldNotBeWrittenLeavesTheOneBefore() throws IOException {
        checkpoint.write(target -> target.write(DETECTOR), READING, false);
        assertThrows(
                IOException.class,
                () -> checkpoint.write(
                        target -> {
                            target.write(new byte[1 << 20]);
                            throw new IOException("the disk is full");
                        },
                        new byte[0],
                        false));
        assertKept();
    }

    @Test
    void whatIsDamagedIsSetAside() throws IOException {
        checkpoint.write(target -> target.write(DETECTOR), READING, false);
        byte[] whole = Files.readAllBytes(folder.resolve("checkpoint"));
        for (int at : new int[] {0, 5, 9, 500, 2_000, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            Files.write(folder.resolve("checkpoint"), damaged);
            assertNull(checkpoint.read(), "byte " + at);
            assertArrayEquals(damaged, Files.readAllBytes(folder.resolve("checkpoint.damaged")));
        }
        for (int length : new int[] {0, 7, 8, 15, 16, 1_000}) {
            Files.write(folder.resolve("checkpoint"), Arrays.copyOf(whole, length));
            assertNull(checkpoint.read(), length + " bytes");
        }
        assertEquals(12, said.size());
    }
}
