package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.sharetap.base.ByteWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowSupplyTest {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int FRAMES = 1_100;
    private static final int FRAME_BYTES = 1_000;
    private static final int RECORD_BYTES = 16 + FRAME_BYTES;
    private static final int WINDOW_BYTES = 64 << 10;
    private static final int WINDOWS = 3;
    private static final CaptureMemory BOUNDS = new CaptureMemory(64 << 10, 4, WINDOW_BYTES, WINDOWS);
    private static final FrameSink NOBODY = (linkType, frame, wireBytes, epochNanos, frameNumber) -> {};

    @TempDir
    Path folder;

    private Path path;
    private final Recorded recorded = new Recorded();

    @BeforeEach
    void writeCapture() throws IOException {
        PcapBytes capture = PcapBytes.littleEndian();
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = new byte[FRAME_BYTES];
            frame[0] = (byte) i;
            frame[FRAME_BYTES - 1] = (byte) (i >>> 8);
            capture.frame(0, frame);
        }
        path = Files.write(folder.resolve("large.pcap"), capture.toBytes());
        LeasedFile lease = LeasedFile.open(path);
        LeasedFile.Mapping mapped = lease == null ? null : lease.map(0, WINDOW_BYTES);
        Assumptions.assumeTrue(mapped != null, "no lease on this file system, or a kernel older than Linux 5.14");
        mapped.unmap();
        lease.close();
    }

    private CaptureFiles open() throws IOException {
        return CaptureFiles.open(List.of(path), InputStream.nullInputStream(), recorded, BOUNDS);
    }

    @Test
    void givesWhatReadingGives() throws IOException {
        Recorded mapped = Recorded.of(BOUNDS, InputStream.nullInputStream(), path);
        Recorded read = Recorded.of(CaptureMemory.ofBlocks(64 << 10, 4), InputStream.nullInputStream(), path);
        assertEquals(FRAMES, mapped.frames.size());
        assertEquals(read.frames, mapped.frames);
        assertEquals(List.of(), mapped.damages);
    }

    @Test
    void unmapsAWindowWhenItsFramesAreReleased() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(MAPS), "only Linux lists what is mapped");
        long most = 0;
        int frames = 0;
        try (CaptureFiles source = open()) {
            int given = source.poll(NOBODY, 50);
            while (given >= 0) {
                frames += given;
                most = Math.max(most, mappings());
                source.release(frames);
                assertTrue(mappings() <= 1, "mapped after a release: " + mappings());
                given = source.poll(NOBODY, 50);
            }
        }
        assertEquals(FRAMES, frames);
        assertTrue(most >= 1 && most <= 2, "mapped: " + most);
        assertEquals(0, mappings());
    }

    @Test
    void waitsForAReleaseWhenThereAreTooManyWindows() throws IOException {
        try (CaptureFiles source = open()) {
            int given = source.poll(NOBODY, FRAMES);
            assertTrue(given >= WINDOWS * (WINDOW_BYTES / RECORD_BYTES), "given " + given);
            assertTrue(given <= WINDOWS * WINDOW_BYTES / RECORD_BYTES + 1, "given " + given);
            assertEquals(0, source.poll(NOBODY, FRAMES));
            source.release(given - 1);
            assertTrue(source.poll(NOBODY, FRAMES) > 0);
        }
    }

    @Test
    void refusesReadsThatComeAfterTheRelease() throws IOException {
        ByteWindow kept = new ByteWindow();
        FrameSink keeping =
                (linkType, frame, wireBytes, epochNanos, frameNumber) -> kept.wrap(frame, 0, frame.length());
        CaptureFiles source = open();
        source.poll(keeping, 1);
        assertEquals(0, kept.u8(FRAME_BYTES - 1));
        source.close();
        assertThrows(RuntimeException.class, () -> kept.u8(FRAME_BYTES - 1));
    }

    @Test
    void readsWhatIsStillThereWhenSomebodyCutsTheFileShort() throws Exception {
        FrameSink checking = (linkType, frame, wireBytes, epochNanos, frameNumber) ->
                assertEquals((byte) (frameNumber - 1), (byte) frame.u8(0));
        int given;
        try (CaptureFiles source = open()) {
            given = source.poll(checking, 100);
            assertTrue(mappings() > 0, "nothing is mapped");
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> setLength(300 * RECORD_BYTES));
            while (!cut.isDone()) {
                given += source.poll(checking, 0);
                source.release(given);
            }
            cut.join();
            assertEquals(0, mappings());
            for (int more = 0; more >= 0; more = source.poll(checking, 50)) {
                given += more;
                source.release(given);
            }
        }
        assertEquals(299, given); // behind the capture's own header the last one is not whole
        assertEquals(1, recorded.damages.size(), recorded.damages.toString());
        assertEquals(
                "the file became shorter while it was read",
                recorded.damages.get(0).reason());
    }

    @Test
    void keepsOthersOffTheFileWhileFramesInItMayBeRead() throws Exception {
        List<ByteWindow> kept = new ArrayList<>();
        FrameSink keeping = (linkType, frame, wireBytes, epochNanos, frameNumber) ->
                kept.add(new ByteWindow().wrap(frame, 0, frame.length()));
        try (CaptureFiles source = open()) {
            source.poll(keeping, 100);
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> setLength(0));
            for (int i = 0; i < 100; i++) {
                source.poll(NOBODY, 0);
                Thread.sleep(1);
            }
            assertFalse(cut.isDone(), "the file was cut short while frames in it were read");
            for (int i = 0; i < kept.size(); i++) {
                assertEquals(i, kept.get(i).u8(0));
            }
            source.release(100);
            cut.join();
        }
    }

    @Test
    void readsWhatIsNotInMemoryAndMapsWhatIs() throws IOException {
        forget(6 * WINDOW_BYTES, 4 * WINDOW_BYTES);
        Set<Boolean> mapped = new LinkedHashSet<>();
        try (CaptureFiles source = open()) {
            for (int given = 0; given >= 0; given = source.poll(recorded, 10)) {
                mapped.add(mappings() > 0);
                source.release(recorded.frames.size());
            }
        }
        assertEquals(
                Recorded.of(CaptureMemory.ofBlocks(64 << 10, 4), InputStream.nullInputStream(), path).frames,
                recorded.frames);
        assertEquals(Set.of(true, false), mapped);
    }

    /** Has the kernel forget a part of the file: posix_fadvise(2), POSIX_FADV_DONTNEED. */
    private void forget(long from, long bytes) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        int descriptor = LibC.open(path.toString(), LibC.O_RDONLY_CLOEXEC);
        Function forget = NativeLibrary.getInstance("c").getFunction("posix_fadvise");
        assertEquals(0, forget.invokeInt(new Object[] {descriptor, from, bytes, 4}));
        LibC.close(descriptor);
        LeasedFile file = LeasedFile.open(path);
        boolean kept = file.map(from, (int) bytes) != null;
        file.close();
        Assumptions.assumeFalse(kept, "this file system keeps all of its files in memory");
    }

    @Test
    void isReadWhereSomebodyHasItOpenForWriting() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
                CaptureFiles source = open()) {
            assertEquals(100, source.poll(recorded, 100));
            assertEquals(0, mappings());
            file.setLength(24 + 200 * RECORD_BYTES);
            source.release(100);
            for (int more = 0; more >= 0; more = source.poll(recorded, 50)) {
                source.release(recorded.frames.size());
            }
        }
        assertEquals(1, recorded.damages.size(), recorded.damages.toString());
    }

    @Test
    void showsNothingThatCannotBeRead() {
        LeasedFile file = LeasedFile.open(path);
        int behindItsEnd = (int) file.sizeBytes() + WINDOW_BYTES;
        assertNull(file.map(0, behindItsEnd));
        file.close();
    }

    @Test
    void leavesTheFileAloneWhenItIsClosed() throws IOException {
        CaptureFiles source = open();
        source.poll(NOBODY, 100);
        source.close();
        setLength(0); // would wait for 45 seconds
        assertEquals(0, mappings());
    }

    private void setLength(long bytes) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long mappings() throws IOException {
        return Files.readAllLines(MAPS).stream()
                .filter(line -> line.endsWith(path.toString()))
                .count();
    }
}
