package io.sharetap.frame;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Builds packets from the inside out, byte by byte, as the documents draw them. */
final class Packets {
    static final long CLIENT_MAC = 0x02_00_00_00_00_11L;
    static final long SERVER_MAC = 0x02_00_00_00_00_22L;

    private Packets() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    /** A segment from 50000 to 445, PSH and ACK, without options. */
    static byte[] tcp(byte[] payload) {
        return tcp(50_000, 445, new byte[0], payload);
    }

    static byte[] tcp(int sourcePort, int destinationPort, byte[] options, byte[] payload) {
        ByteBuffer tcp = ByteBuffer.allocate(20 + options.length + payload.length);
        tcp.putShort((short) sourcePort).putShort((short) destinationPort);
        tcp.putInt(0x01020304).putInt(0xFFFFFFF0);
        tcp.put((byte) (5 + options.length / 4 << 4)).put((byte) 0x18);
        tcp.putShort((short) 0x7FFF).putShort((short) 0xBAD0).putShort((short) 0); // a wrong checksum
        return tcp.put(options).put(payload).array();
    }

    static byte[] udp(int destinationPort, byte[] payload) {
        ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) 50_001).putShort((short) destinationPort);
        udp.putShort((short) (8 + payload.length)).putShort((short) 0);
        return udp.put(payload).array();
    }

    /** From 10.0.0.1 to 10.0.0.2. */
    static byte[] ipv4(int protocol, byte[] body) {
        return ipv4(0x0A000001, 0x0A000002, protocol, new byte[0], body);
    }

    static byte[] ipv4(int source, int destination, int protocol, byte[] options, byte[] body) {
        ByteBuffer ip = ByteBuffer.allocate(20 + options.length + body.length);
        ip.put((byte) (0x45 + options.length / 4)).put((byte) 0).putShort((short) ip.capacity());
        ip.putShort((short) 0x1234).putShort((short) 0x4000);
        ip.put((byte) 64).put((byte) protocol).putShort((short) 0xBAD0); // a wrong checksum
        return ip.putInt(source).putInt(destination).put(options).put(body).array();
    }

    /** From 2001:db8::1 to 2001:db8::2. */
    static byte[] ipv6(int nextHeader, byte[] body) {
        return ipv6(1, 2, nextHeader, body);
    }

    /** Between two hosts of 2001:db8::/64. */
    static byte[] ipv6(long source, long destination, int nextHeader, byte[] body) {
        ByteBuffer ip = ByteBuffer.allocate(40 + body.length);
        ip.putInt(0x60000000)
                .putShort((short) body.length)
                .put((byte) nextHeader)
                .put((byte) 64);
        ip.putLong(0x20010db8_00000000L)
                .putLong(source)
                .putLong(0x20010db8_00000000L)
                .putLong(destination);
        return ip.put(body).array();
    }

    /** An extension header of {@code length} bytes, a multiple of 8, before {@code body}. */
    static byte[] extension(int nextHeader, int length, byte[] body) {
        byte[] header = new byte[length];
        header[0] = (byte) nextHeader;
        header[1] = (byte) (length / 8 - 1);
        return join(header, body);
    }

    static byte[] ethernet(int type, byte[] body) {
        return ethernet(SERVER_MAC, CLIENT_MAC, type, body);
    }

    static byte[] ethernet(long destinationMac, long sourceMac, int type, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(14 + body.length);
        putMac(frame, destinationMac);
        putMac(frame, sourceMac);
        return frame.putShort((short) type).put(body).array();
    }

    /** What follows a tag's EtherType: the tag control information, the next type, the body. */
    static byte[] tag(int tagControlInformation, int type, byte[] body) {
        ByteBuffer tag = ByteBuffer.allocate(4 + body.length);
        return tag.putShort((short) tagControlInformation)
                .putShort((short) type)
                .put(body)
                .array();
    }

    private static void putMac(ByteBuffer target, long mac) {
        target.putShort((short) (mac >>> 32)).putInt((int) mac);
    }

    /** Part of a datagram's body, from {@code offset} on, as a fragment of IPv4. */
    static byte[] fragmentV4(int identification, int protocol, int offset, boolean more, byte[] part) {
        byte[] ip = ipv4(protocol, part);
        ByteBuffer.wrap(ip).putShort(4, (short) identification).putShort(6, (short) (offset / 8 | (more ? 0x2000 : 0)));
        return ip;
    }

    /** The same for IPv6. */
    static byte[] fragmentV6(int identification, int nextHeader, int offset, boolean more, byte[] part) {
        ByteBuffer header = ByteBuffer.allocate(8 + part.length);
        header.put((byte) nextHeader).put((byte) 0).putShort((short) (offset | (more ? 1 : 0)));
        return ipv6(44, header.putInt(identification).put(part).array());
    }
}
