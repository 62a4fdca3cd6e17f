package io.sharetap.pipeline;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The formats in which a capture may lie on a disk; each writes the same frames. */
public enum CaptureFormat {
    PCAP_MICROSECONDS_LITTLE_ENDIAN(false, 0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1_000),
    PCAP_MICROSECONDS_BIG_ENDIAN(false, 0xA1B2C3D4, ByteOrder.BIG_ENDIAN, 1_000),
    PCAP_NANOSECONDS_LITTLE_ENDIAN(false, 0xA1B23C4D, ByteOrder.LITTLE_ENDIAN, 1),
    PCAP_NANOSECONDS_BIG_ENDIAN(false, 0xA1B23C4D, ByteOrder.BIG_ENDIAN, 1),
    PCAPNG_MICROSECONDS_LITTLE_ENDIAN(true, 6, ByteOrder.LITTLE_ENDIAN, 1_000),
    PCAPNG_MICROSECONDS_BIG_ENDIAN(true, 6, ByteOrder.BIG_ENDIAN, 1_000),
    PCAPNG_NANOSECONDS_LITTLE_ENDIAN(true, 9, ByteOrder.LITTLE_ENDIAN, 1),
    PCAPNG_NANOSECONDS_BIG_ENDIAN(true, 9, ByteOrder.BIG_ENDIAN, 1);

    /** After so many frames a pcapng file goes on with another section, of two interfaces that take turns. */
    private static final int SECTION_FRAMES = 10;

    private static final long SECOND_NANOS = 1_000_000_000L;

    final long resolutionNanos;
    private final boolean blocks;
    private final int magic;
    private final ByteOrder order;

    CaptureFormat(boolean blocks, int magic, ByteOrder order, long resolutionNanos) {
        this.blocks = blocks;
        this.magic = magic;
        this.order = order;
        this.resolutionNanos = resolutionNanos;
    }

    /** How the file is packed. */
    public enum Packing {
        PLAIN,
        GZIP,
        ZSTANDARD;

        /** The file as it lies on the disk. */
        public byte[] of(byte[] bytes) {
            return switch (this) {
                case PLAIN -> bytes;
                case GZIP -> gzip(bytes);
                case ZSTANDARD -> Zstd.compress(bytes);
            };
        }

        private static byte[] gzip(byte[] bytes) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return packed.toByteArray();
        }
    }

    /** A file of these frames, not packed. */
    public byte[] fileOf(List<RecordedFrame> frames) {
        int size = frames.stream().mapToInt(frame -> frame.bytes().length + 200).sum();
        ByteBuffer file = ByteBuffer.allocate(size + 200).order(order);
        if (blocks) {
            putBlocks(file, frames);
        } else {
            putRecords(file, frames);
        }
        return Arrays.copyOf(file.array(), file.position());
    }

    private void putRecords(ByteBuffer file, List<RecordedFrame> frames) {
        file.putInt(magic).putShort((short) 2).putShort((short) 4).putLong(0);
        file.putInt(262_144).putInt(frames.get(0).linkType());
        for (RecordedFrame frame : frames) {
            file.putInt((int) (frame.epochNanos() / SECOND_NANOS));
            file.putInt((int) (frame.epochNanos() % SECOND_NANOS / resolutionNanos));
            file.putInt(frame.bytes().length).putInt(frame.wireBytes()).put(frame.bytes());
        }
    }

    private void putBlocks(ByteBuffer file, List<RecordedFrame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            RecordedFrame frame = frames.get(i);
            if (i % SECTION_FRAMES == 0) {
                putSection(file, frame.linkType());
            }
            int begin = file.position();
            long units = frame.epochNanos() / resolutionNanos;
            file.putInt(6).putInt(0).putInt(i % 2).putInt((int) (units >>> 32)).putInt((int) units);
            file.putInt(frame.bytes().length).putInt(frame.wireBytes()).put(frame.bytes());
            end(file, begin);
        }
    }

    private void putSection(ByteBuffer file, int linkType) {
        int begin = file.position();
        file.putInt(0x0A0D0D0A)
                .putInt(0)
                .putInt(0x1A2B3C4D)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1);
        end(file, begin);
        for (int i = 0; i < 2; i++) {
            begin = file.position();
            file.putInt(1)
                    .putInt(0)
                    .putShort((short) linkType)
                    .putShort((short) 0)
                    .putInt(262_144);
            file.putShort((short) 9)
                    .putShort((short) 1)
                    .put((byte) magic)
                    .put(new byte[3])
                    .putInt(0);
            end(file, begin);
        }
    }

    /** Pads a block and writes its length where it belongs. */
    private static void end(ByteBuffer file, int begin) {
        while (file.position() % 4 != 0) {
            file.put((byte) 0);
        }
        int length = file.position() + 4 - begin;
        file.putInt(length).putInt(begin + 4, length);
    }
}
