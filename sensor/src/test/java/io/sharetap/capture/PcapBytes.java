package io.sharetap.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes classic captures, byte by byte. */
final class PcapBytes {
    private final ByteBuffer bytes = ByteBuffer.allocate(4 << 20);
    private final long nanosPerFraction;
    private final boolean modified;

    PcapBytes(ByteOrder order, int magic, int linkType) {
        bytes.order(order);
        nanosPerFraction = magic == PcapReader.NANOSECONDS ? 1 : 1_000;
        modified = magic == PcapReader.MODIFIED;
        bytes.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        bytes.putInt(262_144).putInt(linkType);
    }

    static PcapBytes littleEndian() {
        return new PcapBytes(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS, 1);
    }

    PcapBytes frame(long epochNanos, byte[] frame) {
        return record(epochNanos, frame.length, frame.length, frame);
    }

    PcapBytes record(long epochNanos, int captured, int wire, byte[] content) {
        bytes.putInt((int) (epochNanos / 1_000_000_000L));
        bytes.putInt((int) (epochNanos % 1_000_000_000L / nanosPerFraction));
        bytes.putInt(captured).putInt(wire);
        if (modified) {
            bytes.putLong(0);
        }
        bytes.put(content);
        return this;
    }

    int length() {
        return bytes.position();
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
