package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureDamageTest {
    private static final byte[] TEN = new byte[10];
    private static final byte[] TWO_FRAMES =
            PcapBytes.littleEndian().frame(0, TEN).frame(0, TEN).toBytes();
    private static final int SECOND_RECORD_AT = 24 + 16 + 10;

    @TempDir
    Path folder;

    @Test
    void namesTheByteAtEveryCutOfAPcap() throws IOException {
        for (int length = 0; length < TWO_FRAMES.length; length++) {
            Recorded recorded = Recorded.ofStream(Arrays.copyOf(TWO_FRAMES, length));
            boolean between = length == 24 || length == SECOND_RECORD_AT;
            assertEquals(length < SECOND_RECORD_AT ? 0 : 1, recorded.frames.size(), "cut at " + length);
            assertEquals(between ? 0 : 1, recorded.damages.size(), "cut at " + length);
            if (!between) {
                long expected = length < 24 ? 0 : length < SECOND_RECORD_AT ? 24 : SECOND_RECORD_AT;
                assertEquals(expected, recorded.damages.get(0).byteOffset(), "cut at " + length);
            }
        }
    }

    @Test
    void namesTheByteAtEveryCutOfAPcapng() throws IOException {
        PcapngBytes capture = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 0);
        int described = capture.length();
        int first = capture.enhanced(0, 0, TEN).length();
        byte[] whole = capture.block(5, new byte[40]).toBytes();
        Path path = folder.resolve("cut");
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            Recorded recorded = Recorded.of(Recorded.TINY, InputStream.nullInputStream(), path);
            boolean between = length == 28 || length == described || length == first;
            assertEquals(length < first ? 0 : 1, recorded.frames.size(), "cut at " + length);
            assertEquals(between ? 0 : 1, recorded.damages.size(), "cut at " + length);
            if (!between) {
                long expected = length < 28 ? 0 : length < described ? 28 : length < first ? described : first;
                assertEquals(expected, recorded.damages.get(0).byteOffset(), "cut at " + length);
            }
        }
    }

    @Test
    void saysWhatIsWrongInWords() throws IOException {
        assertEquals(
                "standard input: byte 50: the capture ends in the middle of a packet",
                messageOf(Arrays.copyOf(TWO_FRAMES, TWO_FRAMES.length - 1)));
        assertEquals("standard input: byte 0: the capture is empty", messageOf(new byte[0]));
        assertEquals(
                "standard input: byte 0: neither a pcap nor a pcapng capture",
                messageOf("Dear diary, today we captured nothing.".getBytes()));
        assertEquals("standard input: byte 0: neither a pcap nor a pcapng capture", messageOf(new byte[] {1, 2}));
    }

    @Test
    void goesOnWithTheNextFile() throws IOException {
        Path cut = Files.write(folder.resolve("a"), Arrays.copyOf(TWO_FRAMES, 55));
        Path text = Files.write(folder.resolve("b"), "no capture".getBytes());
        Path good = Files.write(folder.resolve("c"), TWO_FRAMES);
        Recorded recorded = Recorded.of(cut, text, good);
        assertEquals(3, recorded.frames.size());
        assertEquals(3, recorded.frames.get(2).number());
        assertEquals(
                List.of(
                        new CaptureDamage(cut.toString(), 50, "the capture ends in the middle of a packet's header"),
                        new CaptureDamage(text.toString(), 0, "neither a pcap nor a pcapng capture")),
                recorded.damages);
    }

    @ParameterizedTest
    @ValueSource(ints = {262_145, Integer.MAX_VALUE, -1})
    void stopsAtAnImpossiblePacketLength(int length) throws IOException {
        byte[] capture = PcapBytes.littleEndian()
                .frame(0, TEN)
                .record(0, length, length, TEN)
                .toBytes();
        assertEquals(
                "standard input: byte 50: impossible packet length " + Integer.toUnsignedString(length)
                        + " (at most 262144)",
                messageOf(capture));
    }

    @Test
    void readsTheLongestPossiblePacket() throws IOException {
        byte[] frame = new byte[262_144];
        Recorded recorded =
                Recorded.ofStream(PcapBytes.littleEndian().frame(0, frame).toBytes());
        assertEquals(List.of(), recorded.damages);
        assertEquals(frame.length, recorded.frames.get(0).wireBytes());
    }

    @Test
    void toleratesAPacketLongerThanItsWire() throws IOException {
        Recorded recorded = Recorded.ofStream(PcapBytes.littleEndian()
                .record(0, 10, 4, TEN)
                .record(0, 10, -1, TEN)
                .toBytes());
        assertEquals(10, recorded.frames.get(0).wireBytes());
        assertEquals(Integer.MAX_VALUE, recorded.frames.get(1).wireBytes());
        assertEquals(List.of(), recorded.damages);
    }

    @Test
    void stopsAtACutInCompressedData() throws IOException {
        byte[] frame = new byte[5_000];
        new Random(3).nextBytes(frame);
        byte[] capture = PcapBytes.littleEndian()
                .frame(0, frame)
                .frame(0, frame)
                .frame(0, frame)
                .toBytes();
        byte[] gzip = CaptureFilesTest.gzip(capture);
        byte[] zstd = Zstd.compress(capture);
        Recorded cutGzip = Recorded.ofStream(Arrays.copyOf(gzip, gzip.length / 2));
        assertEquals(
                "the compressed data ends too early", cutGzip.damages.get(0).reason());
        assertTrue(cutGzip.damages.get(0).byteOffset() >= 24);
        assertEquals(
                "the compressed data ends too early",
                Recorded.ofStream(Arrays.copyOf(zstd, zstd.length / 2))
                        .damages
                        .get(0)
                        .reason());
        assertEquals(1, Recorded.ofStream(Arrays.copyOf(gzip, 5)).damages.size());
        assertEquals(1, Recorded.ofStream(Arrays.copyOf(zstd, 5)).damages.size());
    }

    @Test
    void stopsAtAReadError() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };
        Recorded recorded = Recorded.of(
                CaptureMemory.defaults(),
                new SequenceInputStream(new ByteArrayInputStream(TWO_FRAMES), broken),
                Path.of("-"));
        assertEquals(2, recorded.frames.size());
        assertEquals(
                new CaptureDamage("standard input", TWO_FRAMES.length, "Input/output error"), recorded.damages.get(0));
    }

    @Test
    void survivesAFileThatShrinksWhileItIsRead() throws IOException {
        PcapBytes capture = PcapBytes.littleEndian();
        for (int i = 0; i < 100; i++) {
            capture.frame(0, new byte[1_000]);
        }
        Path path = Files.write(folder.resolve("a"), capture.toBytes());
        Recorded recorded = new Recorded();
        CaptureMemory bounds = CaptureMemory.ofBlocks(4_096, 4);
        try (CaptureFiles source = CaptureFiles.open(List.of(path), InputStream.nullInputStream(), recorded, bounds)) {
            source.poll((linkType, frame, wireBytes, epochNanos, frameNumber) -> {}, 1);
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(10);
            }
            while (source.poll((linkType, frame, wireBytes, epochNanos, frameNumber) -> {}, 10) >= 0) {
                source.release(Long.MAX_VALUE);
            }
        }
        assertEquals(
                "the file became shorter while it was read",
                recorded.damages.get(0).reason());
    }

    @Test
    void neverThrowsOnMutatedCaptures() throws IOException {
        byte[] pcapng = new PcapngBytes()
                .section(ByteOrder.BIG_ENDIAN)
                .describe(1, 96, 9, 0)
                .enhanced(0, 1, TEN)
                .simple(10, TEN)
                .section(ByteOrder.LITTLE_ENDIAN)
                .describe(1, 0)
                .obsolete(0, 5, TEN)
                .toBytes();
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] capture = (seed % 2 == 0 ? pcapng : TWO_FRAMES).clone();
            for (int i = 0; i <= random.nextInt(6); i++) {
                capture[random.nextInt(capture.length)] = (byte) random.nextInt();
            }
            try {
                Recorded recorded = Recorded.of(Recorded.TINY, new ByteArrayInputStream(capture), Path.of("-"));
                assertTrue(recorded.frames.size() <= 3 && recorded.damages.size() <= 1, "seed " + seed);
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + seed, thrown);
            }
        }
    }

    @Test
    void keepsControlCharactersOutOfMessages() {
        assertEquals("a?[31mb: byte 7: c?d", new CaptureDamage("a\u001b[31mb", 7, "c\nd").message());
    }

    private static String messageOf(byte[] capture) throws IOException {
        return Recorded.ofStream(capture).damages.get(0).message();
    }
}
