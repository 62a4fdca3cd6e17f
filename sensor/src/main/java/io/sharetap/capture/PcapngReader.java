package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;

/**
 * Reads the block format: draft-ietf-opsawg-pcapng. A section may change the byte order and brings its own interfaces.
 * Blocks that hold no packets are skipped by their length.
 */
final class PcapngReader extends CaptureReader {
    static final int SECTION_HEADER = 0x0A0D0D0A; // a palindrome: the same in either byte order

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int BYTE_ORDER_MAGIC_SWAPPED = 0x4D3C2B1A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int PACKET = 2; // obsolete
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BLOCK_HEADER_LENGTH = 8;
    private static final int BLOCK_LENGTH_AT = 4;
    private static final int TRAILER_LENGTH = 4;
    private static final int BLOCK_LENGTH_MIN = 12;
    /** The longest block that is read whole: the longest frame with generous options. */
    private static final int BLOCK_BYTES_MAX = 1 << 20;

    private static final int INTERFACES_MAX = 65_536;

    private final ArrayList<PcapngInterface> interfaces = new ArrayList<>();
    private boolean bigEndian;
    private boolean blockOpen;
    private long blockOffset;
    private long blockLength;
    private long leftToSkip;

    PcapngReader(ByteSupply supply) {
        super(supply);
    }

    @Override
    Step next() {
        Step step;
        do {
            step = blockOpen ? finishBlock() : readBlock();
        } while (step == null);
        return step;
    }

    /** Returns null where the block gave no frame and reading goes on. */
    private Step readBlock() {
        Readiness readiness = supply.ensure(BLOCK_LENGTH_MIN);
        if (readiness != Readiness.READY) {
            return atBoundary(readiness, "a block");
        }
        blockOffset = supply.offset();
        int type = supply.memory().getInt(supply.position());
        if (type == SECTION_HEADER) {
            return startSection();
        }
        blockLength = i32(BLOCK_LENGTH_AT) & 0xFFFF_FFFFL;
        if (blockLength < BLOCK_LENGTH_MIN || blockLength % 4 != 0) {
            return damaged(blockOffset, "impossible block length " + blockLength);
        }
        return switch (i32(0)) {
            case INTERFACE_DESCRIPTION, PACKET, SIMPLE_PACKET, ENHANCED_PACKET -> readWholeBlock(i32(0));
            default -> skipBlock(); // names, statistics, secrets, custom: blocks without a frame
        };
    }

    private Step startSection() {
        // The magic that follows the length tells the length's byte order.
        int magic = supply.memory().getInt(supply.position() + BLOCK_HEADER_LENGTH);
        if (magic != BYTE_ORDER_MAGIC && magic != BYTE_ORDER_MAGIC_SWAPPED) {
            return damaged(blockOffset, "a section without a byte-order magic");
        }
        bigEndian = magic == BYTE_ORDER_MAGIC;
        interfaces.clear();
        blockLength = i32(4) & 0xFFFF_FFFFL;
        if (blockLength < 28 || blockLength % 4 != 0) {
            return damaged(blockOffset, "impossible block length " + blockLength);
        }
        return skipBlock();
    }

    private Step skipBlock() {
        blockOpen = true;
        leftToSkip = blockLength - TRAILER_LENGTH;
        return null;
    }

    private Step finishBlock() {
        leftToSkip = supply.skip(leftToSkip);
        Readiness readiness = supply.ensure(leftToSkip > 0 ? 1 : TRAILER_LENGTH);
        if (readiness != Readiness.READY) {
            return notReady(readiness, blockOffset, "a block");
        }
        if ((i32(0) & 0xFFFF_FFFFL) != blockLength) {
            return lengthsDisagree(i32(0));
        }
        supply.advance(TRAILER_LENGTH);
        blockOpen = false;
        return null;
    }

    private Step readWholeBlock(int type) {
        if (blockLength > BLOCK_BYTES_MAX) {
            return damaged(
                    blockOffset, "impossible block length " + blockLength + " (at most " + BLOCK_BYTES_MAX + ")");
        }
        int length = (int) blockLength;
        Readiness readiness = supply.ensure(length);
        if (readiness != Readiness.READY) {
            return notReady(readiness, blockOffset, "a block");
        }
        int trailer = i32(length - TRAILER_LENGTH);
        if (trailer != length) {
            return lengthsDisagree(trailer);
        }
        Step step =
                switch (type) {
                    case INTERFACE_DESCRIPTION -> readInterface(length);
                    case SIMPLE_PACKET -> readSimplePacket(length);
                    case PACKET -> readPacket(length, u16(8));
                    default -> readPacket(length, i32(8));
                };
        if (step != Step.DAMAGED) {
            supply.advance(length);
        }
        return step;
    }

    private Step lengthsDisagree(int trailer) {
        return damaged(
                blockOffset,
                "a block's two lengths disagree: " + blockLength + " and " + Integer.toUnsignedString(trailer));
    }

    private Step readInterface(int length) {
        if (length < 20) {
            return damaged(blockOffset, "an interface description of " + length + " bytes is too short");
        }
        if (interfaces.size() == INTERFACES_MAX) {
            return damaged(blockOffset, "more than " + INTERFACES_MAX + " interfaces in a section");
        }
        int resolution = PcapngInterface.RESOLUTION_DEFAULT;
        long offsetSeconds = 0;
        int option = 16;
        while (option + 4 <= length - TRAILER_LENGTH) {
            int code = u16(option);
            int optionLength = u16(option + 2);
            int value = option + 4;
            if (code == 0 || value + optionLength > length - TRAILER_LENGTH) {
                break;
            }
            if (code == 9 && optionLength >= 1) { // if_tsresol
                resolution = supply.memory().getUnsignedByte(supply.position() + value);
            } else if (code == 14 && optionLength >= 8) { // if_tsoffset
                offsetSeconds = i64(value);
            }
            option = value + (optionLength + 3 & ~3);
        }
        interfaces.add(new PcapngInterface(u16(8), i32(12), resolution, offsetSeconds));
        return null;
    }

    /** Enhanced and obsolete packet block: the same layout except for the width of the interface number. */
    private Step readPacket(int length, int interfaceNumber) {
        if (length < 32) {
            return damaged(blockOffset, "a packet block of " + length + " bytes is too short");
        }
        if (interfaceNumber < 0 || interfaceNumber >= interfaces.size()) {
            return damaged(
                    blockOffset,
                    "a packet of interface " + Integer.toUnsignedString(interfaceNumber) + ", which is not described");
        }
        int captured = i32(20);
        if (captured < 0 || captured > length - 32 || captured > FRAME_BYTES_MAX) {
            return damaged(blockOffset, "impossible packet length " + Integer.toUnsignedString(captured));
        }
        PcapngInterface origin = interfaces.get(interfaceNumber);
        linkType = origin.linkType();
        epochNanos = origin.epochNanos((long) i32(12) << 32 | i32(16) & 0xFFFF_FFFFL);
        capturedBytes = captured;
        wireBytes(i32(24));
        frameAt = supply.position() + 28;
        return Step.FRAME;
    }

    /**
     * A simple packet block belongs to the first interface and has no time: the time of the packet before it is used.
     */
    private Step readSimplePacket(int length) {
        if (length < 16) {
            return damaged(blockOffset, "a packet block of " + length + " bytes is too short");
        }
        if (interfaces.isEmpty()) {
            return damaged(blockOffset, "a packet of interface 0, which is not described");
        }
        PcapngInterface origin = interfaces.get(0);
        int original = i32(8);
        int captured = length - 16;
        captured = Integer.compareUnsigned(original, captured) < 0 ? original : captured;
        if (origin.snapLength() != 0 && Integer.compareUnsigned(origin.snapLength(), captured) < 0) {
            captured = origin.snapLength();
        }
        if (captured > FRAME_BYTES_MAX) {
            return damaged(blockOffset, "impossible packet length " + captured);
        }
        linkType = origin.linkType();
        capturedBytes = captured;
        wireBytes(original);
        frameAt = supply.position() + 12;
        return Step.FRAME;
    }

    private int u16(int at) {
        ByteBuf memory = supply.memory();
        int position = supply.position() + at;
        return bigEndian ? memory.getUnsignedShort(position) : memory.getUnsignedShortLE(position);
    }

    private int i32(int at) {
        ByteBuf memory = supply.memory();
        int position = supply.position() + at;
        return bigEndian ? memory.getInt(position) : memory.getIntLE(position);
    }

    private long i64(int at) {
        ByteBuf memory = supply.memory();
        int position = supply.position() + at;
        return bigEndian ? memory.getLong(position) : memory.getLongLE(position);
    }
}
