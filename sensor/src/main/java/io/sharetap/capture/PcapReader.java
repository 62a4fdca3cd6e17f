package io.sharetap.capture;

import io.netty.buffer.ByteBuf;

/** Reads the classic format: draft-ietf-opsawg-pcap, with its variants of byte order, resolution and record header. */
final class PcapReader extends CaptureReader {
    static final int MICROSECONDS = 0xA1B2C3D4;
    static final int MICROSECONDS_SWAPPED = 0xD4C3B2A1;
    static final int NANOSECONDS = 0xA1B23C4D;
    static final int NANOSECONDS_SWAPPED = 0x4D3CB2A1;
    /** Kuznetzov's variant, once written by Linux tools: eight more bytes in each record's header. */
    static final int MODIFIED = 0xA1B2CD34;

    static final int MODIFIED_SWAPPED = 0x34CDB2A1;

    private static final int FILE_HEADER_LENGTH = 24;
    private static final int LINK_TYPE_AT = 20; // LinkType, low 16 bits of a u32 whose high bits tell of the FCS
    private static final int RECORD_HEADER_LENGTH = 16;
    private static final int MODIFIED_RECORD_HEADER_LENGTH = 24;
    private static final int TIMESTAMP_AT = 0; // Timestamp (Seconds, then Microseconds or nanoseconds), u32 each
    private static final int CAPTURED_LENGTH_AT = 8; // Captured Packet Length, then Original Packet Length, u32 each

    private final boolean bigEndian;
    private int recordHeaderLength;
    private int nanosPerFraction;

    PcapReader(ByteSupply supply, boolean bigEndian) {
        super(supply);
        this.bigEndian = bigEndian;
    }

    @Override
    Step next() {
        if (recordHeaderLength == 0) {
            Readiness readiness = supply.ensure(FILE_HEADER_LENGTH);
            if (readiness != Readiness.READY) {
                return notReady(readiness, supply.offset(), "its own header");
            }
            readFileHeader();
        }
        Readiness readiness = supply.ensure(recordHeaderLength);
        if (readiness != Readiness.READY) {
            return atBoundary(readiness, "a packet's header");
        }
        long lengths = i64(supply.memory(), supply.position() + CAPTURED_LENGTH_AT);
        int captured = firstOf(lengths);
        if (captured < 0 || captured > FRAME_BYTES_MAX) {
            return damaged(
                    supply.offset(),
                    "impossible packet length " + Integer.toUnsignedString(captured) + " (at most " + FRAME_BYTES_MAX
                            + ")");
        }
        readiness = supply.ensure(recordHeaderLength + captured);
        if (readiness != Readiness.READY) {
            return notReady(readiness, supply.offset(), "a packet");
        }
        readRecord(captured, secondOf(lengths));
        return Step.FRAME;
    }

    private void readFileHeader() {
        ByteBuf memory = supply.memory();
        int at = supply.position();
        int magic = i32(memory, at);
        nanosPerFraction = magic == NANOSECONDS ? 1 : 1_000;
        recordHeaderLength = magic == MODIFIED ? MODIFIED_RECORD_HEADER_LENGTH : RECORD_HEADER_LENGTH;
        linkType = i32(memory, at + LINK_TYPE_AT) & 0xFFFF;
        supply.advance(FILE_HEADER_LENGTH);
    }

    private void readRecord(int captured, int originalLength) {
        int at = supply.position();
        long time = i64(supply.memory(), at + TIMESTAMP_AT);
        long seconds = firstOf(time) & 0xFFFF_FFFFL;
        long fraction = secondOf(time) & 0xFFFF_FFFFL;
        epochNanos = seconds * 1_000_000_000L + fraction * nanosPerFraction;
        capturedBytes = captured;
        wireBytes(originalLength);
        frameAt = at + recordHeaderLength;
        supply.advance(recordHeaderLength + captured);
    }

    private int i32(ByteBuf memory, int at) {
        return bigEndian ? memory.getInt(at) : memory.getIntLE(at);
    }

    /** Two consecutive numbers of 32 bits. */
    private long i64(ByteBuf memory, int at) {
        return bigEndian ? memory.getLong(at) : memory.getLongLE(at);
    }

    private int firstOf(long two) {
        return (int) (bigEndian ? two >>> 32 : two);
    }

    private int secondOf(long two) {
        return (int) (bigEndian ? two : two >>> 32);
    }
}
