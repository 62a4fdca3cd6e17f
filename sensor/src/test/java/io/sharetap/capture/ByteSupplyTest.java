package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.ByteWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSupplyTest {
    @TempDir
    Path folder;

    @Test
    void usesTheSameFewBlocksAgain() throws IOException {
        FrameMemory memory = new FrameMemory(CaptureMemory.ofBlocks(64 << 10, 4));
        Path path = Files.write(folder.resolve("large"), new byte[1_000_000]);
        ByteSupply supply = new ByteSupply(new FileInput(FileChannel.open(path)), memory);
        int frames = 0;
        for (; supply.ensure(1_000) == Readiness.READY; frames++) {
            supply.advance(1_000);
            memory.release(memory.nextFrameNumber());
        }
        assertEquals(1_000, frames);
        assertEquals(1_000_000, supply.offset());
        assertTrue(memory.blocks() <= 2, "blocks: " + memory.blocks());
        supply.close();
        memory.close();
        assertEquals(0, memory.blocks());
    }

    @Test
    void refusesReadsThatComeAfterTheRelease() throws IOException {
        Path path = Files.write(
                folder.resolve("a"),
                PcapBytes.littleEndian().frame(0, new byte[100]).toBytes());
        ByteWindow kept = new ByteWindow();
        FrameSink keeping =
                (linkType, frame, wireBytes, epochNanos, frameNumber) -> kept.wrap(frame, 0, frame.length());
        CaptureFiles source = CaptureFiles.open(List.of(path), InputStream.nullInputStream(), new Recorded());
        source.poll(keeping, 1);
        assertEquals(0, kept.u8(99));
        source.close();
        Assertions.assertThrows(RuntimeException.class, () -> kept.u8(99));
    }

    @Test
    void readsBeyondTwoGibibytes() throws IOException {
        byte[] head = new PcapngBytes()
                .section(ByteOrder.LITTLE_ENDIAN)
                .describe(1, 0)
                .enhanced(0, 1, new byte[] {1})
                .toBytes();
        byte[] tail = new PcapngBytes()
                .section(ByteOrder.LITTLE_ENDIAN)
                .describe(1, 0)
                .enhanced(0, 2, new byte[] {2})
                .toBytes();
        int hole = 0xC000_0000; // one custom block of 3 GiB, of which the disk holds the ends only
        Path path = folder.resolve("huge.pcapng");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(head);
            file.write(littleEndian(0x0000_0BAD));
            file.write(littleEndian(hole));
            file.seek(head.length + Integer.toUnsignedLong(hole) - 4);
            file.write(littleEndian(hole));
            file.write(tail);
            file.write(7);
        }
        Recorded recorded = Recorded.of(path);
        assertEquals(
                List.of(new Recorded.Frame(1, "01", 1, 1_000, 1), new Recorded.Frame(1, "02", 1, 2_000, 2)),
                recorded.frames);
        long end = head.length + Integer.toUnsignedLong(hole) + tail.length;
        assertEquals(
                List.of(new CaptureDamage(path.toString(), end, "the capture ends in the middle of a block")),
                recorded.damages);
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
