package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.sharetap.base.ByteWindow;
import io.sharetap.config.WrongSetting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureFilesTest {
    private static final long NOON = 1_700_000_000_000_000_000L;
    private static final List<byte[]> FRAMES = someFrames();

    @TempDir
    Path folder;

    static Stream<Arguments> formats() {
        List<Arguments> formats = new ArrayList<>();
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (int magic : new int[] {PcapReader.MICROSECONDS, PcapReader.NANOSECONDS, PcapReader.MODIFIED}) {
                formats.add(Arguments.of("pcap " + order + " " + Integer.toHexString(magic), pcap(order, magic)));
            }
            for (int resolution : new int[] {6, 9, 3, 10, 0x80 | 30, 0x80 | 10}) {
                formats.add(Arguments.of("pcapng " + order + " " + resolution, pcapng(order, resolution)));
            }
        }
        return formats.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void givesTheSameFramesFromEveryFormat(String name, byte[] capture) throws IOException {
        assertFrames(Recorded.of(write("a", capture)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void givesTheSameFramesAcrossTheEdgesOfSmallWindows(String name, byte[] capture) throws IOException {
        assertFrames(Recorded.of(Recorded.TINY, InputStream.nullInputStream(), write("a", capture)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void givesTheSameFramesFromStandardInputInCrumbs(String name, byte[] capture) throws IOException {
        assertFrames(Recorded.of(Recorded.TINY, new Crumbs(capture), Path.of("-")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void givesTheSameFramesFromGzipWhateverItsName(String name, byte[] capture) throws IOException {
        assertFrames(Recorded.of(write("a.zst", gzip(capture))));
        assertFrames(Recorded.of(Recorded.TINY, new Crumbs(gzip(capture)), Path.of("-")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void givesTheSameFramesFromZstandardWhateverItsName(String name, byte[] capture) throws IOException {
        assertFrames(Recorded.of(write("a.gz", Zstd.compress(capture))));
        assertFrames(Recorded.of(Recorded.TINY, new Crumbs(Zstd.compress(capture)), Path.of("-")));
    }

    @Test
    void readsCompressedDataThatWasWrittenInParts() throws IOException {
        byte[] capture = pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.NANOSECONDS);
        byte[] head = Arrays.copyOf(capture, 100);
        byte[] rest = Arrays.copyOfRange(capture, 100, capture.length);
        assertFrames(Recorded.ofStream(join(gzip(head), gzip(rest))));
        assertFrames(Recorded.of(Recorded.TINY, new Crumbs(join(gzip(head), gzip(rest))), Path.of("-")));
        assertFrames(Recorded.ofStream(join(Zstd.compress(head), Zstd.compress(rest))));
    }

    @Test
    void numbersFramesOverAllPathsInTheOrderGiven() throws IOException {
        Path late = write(
                "late", PcapBytes.littleEndian().frame(NOON + 1_000, bytes(1)).toBytes());
        Path early =
                write("early", PcapBytes.littleEndian().frame(NOON, bytes(2)).toBytes());
        Recorded recorded = Recorded.of(late, early);
        assertEquals(
                List.of(new Recorded.Frame(1, "01", 1, NOON + 1_000, 1), new Recorded.Frame(1, "02", 1, NOON, 2)),
                recorded.frames);
    }

    @Test
    void readsAFolderInTheOrderOfFirstPackets() throws IOException {
        write("a.pcap", PcapBytes.littleEndian().frame(NOON + 2_000, bytes(3)).toBytes());
        write("b.pcap.gz", gzip(PcapBytes.littleEndian().frame(NOON, bytes(1)).toBytes()));
        write(
                "c.pcap.zst",
                Zstd.compress(
                        PcapBytes.littleEndian().frame(NOON + 1_000, bytes(2)).toBytes()));
        write("d.pcap", PcapBytes.littleEndian().toBytes());
        write("notes.txt", "these are the captures of Tuesday".getBytes());
        write("nothing", new byte[0]);
        Files.createDirectory(folder.resolve("older"));
        Recorded recorded = Recorded.of(folder);
        assertEquals(
                List.of("01", "02", "03"),
                recorded.frames.stream().map(Recorded.Frame::bytes).toList());
        assertEquals(List.of(), recorded.damages);
        assertEquals(
                List.of(
                        folder.resolve("notes.txt") + ": neither a pcap nor a pcapng capture",
                        folder.resolve("nothing") + ": neither a pcap nor a pcapng capture",
                        folder.resolve("older") + ": a folder in a folder"),
                recorded.skipped);
    }

    @Test
    void reportsAFolderWithoutCaptures() throws IOException {
        write("notes.txt", "nothing here".getBytes());
        Recorded recorded = Recorded.of(folder);
        assertEquals(
                folder + ": byte 0: no capture in this folder",
                recorded.damages.get(0).message());
        assertEquals(List.of(), recorded.frames);
    }

    @Test
    void refusesAMissingPathBeforeReadingAnything() throws IOException {
        Path present = write("a", pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS));
        Path missing = folder.resolve("b");
        NoSuchFileException refused = assertThrows(NoSuchFileException.class, () -> Recorded.of(present, missing));
        assertEquals(missing.toString(), refused.getMessage());
    }

    @Test
    void refusesStandardInputTwice() {
        assertThrows(WrongSetting.class, () -> Recorded.of(Path.of("-"), Path.of("-")));
    }

    @Test
    void reportsAFileThatIsGoneWhenItsTurnComes() throws IOException {
        Path path = write("a", pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS));
        Recorded recorded = new Recorded();
        try (CaptureFiles source = CaptureFiles.open(List.of(path), InputStream.nullInputStream(), recorded)) {
            Files.delete(path);
            assertEquals(-1, source.poll(recorded, 10));
        }
        assertEquals(
                path + ": byte 0: the file is gone", recorded.damages.get(0).message());
    }

    @Test
    void namesAFileThatCannotBeOpenedOnce() throws IOException {
        Path path = write("a", pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS));
        Recorded recorded = new Recorded();
        try (CaptureFiles source = CaptureFiles.open(List.of(path), InputStream.nullInputStream(), recorded)) {
            Files.delete(path);
            Files.createSymbolicLink(path, path);
            assertEquals(-1, source.poll(recorded, 10));
        }
        String said = recorded.damages.get(0).message();
        assertTrue(said.startsWith(path + ": byte 0: Too many levels of symbolic links"), said);
    }

    @Test
    void keepsFramesReadableUntilTheyAreReleased() throws IOException {
        byte[] capture = pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.NANOSECONDS);
        for (Path path : List.of(write("a", capture), write("b", gzip(capture)))) {
            assertKept(path);
        }
    }

    private void assertKept(Path path) throws IOException {
        Recorded report = new Recorded();
        List<ByteWindow> kept = new ArrayList<>();
        FrameSink keeping = (linkType, frame, wireBytes, epochNanos, frameNumber) ->
                kept.add(new ByteWindow().wrap(frame, 0, frame.length()));
        CaptureMemory bounds = CaptureMemory.ofBlocks(1_024, 1_000);
        try (CaptureFiles source = CaptureFiles.open(List.of(path), InputStream.nullInputStream(), report, bounds)) {
            while (source.poll(keeping, 2) > 0) {
                source.release(kept.size() - 5);
                for (int i = Math.max(0, kept.size() - 5); i < kept.size(); i++) {
                    assertEquals(HexFormat.of().formatHex(FRAMES.get(i)), Recorded.hex(kept.get(i)), "frame " + i);
                }
            }
        }
        assertEquals(FRAMES.size(), kept.size());
    }

    @Test
    void waitsForAReleaseWhenItsMemoryIsFull() throws IOException {
        byte[] capture = pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.NANOSECONDS);
        CaptureMemory bounds = CaptureMemory.ofBlocks(2_048, 3);
        for (Path path : List.of(write("a", capture), write("b", gzip(capture)))) {
            Recorded recorded = new Recorded();
            try (CaptureFiles source =
                    CaptureFiles.open(List.of(path), InputStream.nullInputStream(), recorded, bounds)) {
                int given = source.poll(recorded, Integer.MAX_VALUE);
                assertTrue(given > 0 && given < FRAMES.size(), "given " + given);
                assertEquals(0, source.poll(recorded, Integer.MAX_VALUE));
                while (source.poll(recorded, Integer.MAX_VALUE) >= 0) {
                    source.release(recorded.frames.size());
                }
            }
            assertFrames(recorded);
        }
    }

    @Test
    void showsHowFarItIs() throws IOException {
        byte[] capture = pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.NANOSECONDS);
        Path plain = write("a", capture);
        Path packed = write("b", gzip(capture));
        Recorded recorded = new Recorded();
        try (CaptureFiles source = CaptureFiles.open(List.of(plain, packed), InputStream.nullInputStream(), recorded)) {
            assertEquals(Files.size(plain) + Files.size(packed), source.bytesTotal());
            assertEquals(0, source.bytesRead());
            source.poll(recorded, 1);
            assertEquals(Files.size(plain), source.bytesRead()); // it is read by blocks, this one at once
            while (source.poll(recorded, 1_000) >= 0) {
                source.release(recorded.frames.size());
            }
            assertEquals(source.bytesTotal(), source.bytesRead());
        }
        try (CaptureFiles source =
                CaptureFiles.open(List.of(Path.of("-")), new ByteArrayInputStream(capture), recorded)) {
            assertEquals(-1, source.bytesTotal());
        }
    }

    private static void assertFrames(Recorded recorded) {
        assertEquals(List.of(), recorded.damages);
        assertEquals(FRAMES.size(), recorded.frames.size());
        for (int i = 0; i < FRAMES.size(); i++) {
            byte[] frame = FRAMES.get(i);
            assertEquals(
                    new Recorded.Frame(1, HexFormat.of().formatHex(frame), frame.length, time(i), i + 1),
                    recorded.frames.get(i));
        }
    }

    /** A multiple of a millisecond and of 1/1024 s, so that every resolution can hold it. */
    private static long time(int index) {
        return NOON + index * 125_000_000L;
    }

    private static byte[] pcap(ByteOrder order, int magic) {
        PcapBytes capture = new PcapBytes(order, magic, 1);
        for (int i = 0; i < FRAMES.size(); i++) {
            capture.frame(time(i), FRAMES.get(i));
        }
        return capture.toBytes();
    }

    private static byte[] pcapng(ByteOrder order, int resolution) {
        PcapngBytes capture = new PcapngBytes().section(order).describe(1, 0, resolution, 0);
        for (int i = 0; i < FRAMES.size(); i++) {
            long nanos = time(i);
            long timestamp = (resolution & 0x80) == 0
                    ? java.math.BigInteger.valueOf(nanos)
                            .multiply(java.math.BigInteger.TEN.pow(resolution))
                            .divide(java.math.BigInteger.TEN.pow(9))
                            .longValue()
                    : java.math.BigInteger.valueOf(nanos)
                            .shiftLeft(resolution & 0x7F)
                            .divide(java.math.BigInteger.TEN.pow(9))
                            .longValue();
            capture.enhanced(0, timestamp, FRAMES.get(i));
        }
        return capture.toBytes();
    }

    private static List<byte[]> someFrames() {
        Random random = new Random(7);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] frame = new byte[i % 5 == 0 ? i : random.nextInt(400)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        return frames;
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packer = new GZIPOutputStream(packed)) {
            packer.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Gives its bytes as a slow pipe does: a few at a time, and whoever asks how many are available is refused. */
    private static final class Crumbs extends InputStream {
        private final ByteArrayInputStream content;

        private Crumbs(byte[] content) {
            this.content = new ByteArrayInputStream(content);
        }

        @Override
        public int read() {
            return content.read();
        }

        @Override
        public int read(byte[] target, int from, int count) {
            return content.read(target, from, Math.min(count, 7));
        }

        @Override
        public int available() throws IOException {
            throw new IOException("Illegal seek");
        }
    }
}
