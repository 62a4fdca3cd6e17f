package io.sharetap.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes pcapng captures, block by block. */
final class PcapngBytes {
    private final ByteBuffer bytes = ByteBuffer.allocate(4 << 20);
    private int blockAt;

    PcapngBytes section(ByteOrder order) {
        bytes.order(order);
        begin(0x0A0D0D0A);
        bytes.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        return end();
    }

    PcapngBytes describe(int linkType, int snapLength) {
        begin(1);
        bytes.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
        return end();
    }

    /** With if_name before and if_tsresol, if_tsoffset behind it, as dumpcap writes them. */
    PcapngBytes describe(int linkType, int snapLength, int resolution, long offsetSeconds) {
        begin(1);
        bytes.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
        bytes.putShort((short) 2).putShort((short) 5).put(new byte[] {'s', 'p', 'a', 'n', '0', 0, 0, 0});
        bytes.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
        bytes.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
        bytes.putInt(0);
        return end();
    }

    PcapngBytes enhanced(int interfaceNumber, long timestamp, byte[] frame) {
        begin(6);
        bytes.putInt(interfaceNumber);
        return packet(timestamp, frame.length, frame.length, frame);
    }

    /** With a comment behind the frame. */
    PcapngBytes enhancedWithComment(int interfaceNumber, long timestamp, byte[] frame) {
        begin(6);
        bytes.putInt(interfaceNumber).putInt((int) (timestamp >>> 32)).putInt((int) timestamp);
        bytes.putInt(frame.length).putInt(frame.length).put(frame);
        pad();
        bytes.putShort((short) 1)
                .putShort((short) 2)
                .put(new byte[] {'h', 'i', 0, 0})
                .putInt(0);
        return end();
    }

    PcapngBytes enhanced(int interfaceNumber, long timestamp, int captured, int wire, byte[] content) {
        begin(6);
        bytes.putInt(interfaceNumber);
        return packet(timestamp, captured, wire, content);
    }

    PcapngBytes obsolete(int interfaceNumber, long timestamp, byte[] frame) {
        begin(2);
        bytes.putShort((short) interfaceNumber).putShort((short) 0);
        return packet(timestamp, frame.length, frame.length, frame);
    }

    PcapngBytes simple(int wire, byte[] frame) {
        begin(3);
        bytes.putInt(wire).put(frame);
        return end();
    }

    PcapngBytes block(int type, byte[] body) {
        begin(type);
        bytes.put(body);
        return end();
    }

    PcapngBytes raw(byte[] content) {
        bytes.put(content);
        return this;
    }

    PcapngBytes putInt(int at, int value) {
        bytes.putInt(at, value);
        return this;
    }

    int length() {
        return bytes.position();
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private PcapngBytes packet(long timestamp, int captured, int wire, byte[] content) {
        bytes.putInt((int) (timestamp >>> 32))
                .putInt((int) timestamp)
                .putInt(captured)
                .putInt(wire);
        bytes.put(content);
        return end();
    }

    private void begin(int type) {
        blockAt = bytes.position();
        bytes.putInt(type).putInt(0);
    }

    private void pad() {
        while (bytes.position() % 4 != 0) {
            bytes.put((byte) 0);
        }
    }

    private PcapngBytes end() {
        pad();
        int length = bytes.position() + 4 - blockAt;
        bytes.putInt(length);
        bytes.putInt(blockAt + 4, length);
        return this;
    }
}
