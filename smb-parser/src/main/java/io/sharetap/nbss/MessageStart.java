package io.sharetap.nbss;

/**
 * Reads the first eight bytes of a session message: the prefix of RFC 1002, 4.3.1, and the ProtocolId with which every
 * SMB message begins. They are passed around as one number, the first byte highest.
 */
final class MessageStart {
    static final int PREFIX_BYTES = 4;

    /** Prefix and ProtocolId. */
    static final int BYTES = 8;

    /** RFC 1002, 4.3.1: TYPE, u8. */
    static final int SESSION_MESSAGE = 0x00;

    // RFC 1002, 4.3.2 to 4.3.6.
    static final int SESSION_REQUEST = 0x81;
    static final int POSITIVE_SESSION_RESPONSE = 0x82;
    static final int NEGATIVE_SESSION_RESPONSE = 0x83;
    static final int RETARGET_SESSION_RESPONSE = 0x84;
    static final int SESSION_KEEP_ALIVE = 0x85;

    /**
     * Upper bound for messages of the other kinds. The longest is the request, with two encoded names: RFC 1002, 4.3.2.
     */
    static final int CONTROL_BYTES_MAX = 4_096;

    private static final int SMB = 0x53_4D_42; // 'S' 'M' 'B'

    // The first byte of the ProtocolId, and the least length of a message of that kind.
    private static final int SMB1 = 0xFF; // [MS-CIFS] 2.2.3.1
    private static final int SMB1_BYTES_MIN = 35;
    private static final int SMB2_BYTES_MIN = 64;
    private static final int TRANSFORM = 0xFD; // [MS-SMB2] 2.2.41
    private static final int TRANSFORM_BYTES_MIN = 52;
    private static final int COMPRESSION = 0xFC; // [MS-SMB2] 2.2.42
    private static final int COMPRESSION_BYTES_MIN = 16;

    private MessageStart() {}

    static int type(int prefix) {
        return prefix >>> 24;
    }

    /**
     * LENGTH: 24 bits of a session message on port 445; 17 bits by RFC 1002 on port 139, where the bits above are zero.
     */
    static int length(int prefix) {
        return prefix & 0xFF_FFFF;
    }

    /** Whether the four bytes are the ProtocolId of a kind of SMB message. */
    static boolean isProtocolId(int bytes) {
        return (bytes & 0xFF_FFFF) == SMB && bytes >>> 24 >= COMPRESSION;
    }

    /**
     * Whether these are a plausible prefix and ProtocolId of a session message; used to search for one after the
     * framing was lost.
     */
    static boolean isFound(long start) {
        int protocolId = (int) start;
        if (!isProtocolId(protocolId)) {
            return false;
        }
        int prefix = (int) (start >>> 32);
        return type(prefix) == SESSION_MESSAGE && length(prefix) >= bytesMin(protocolId >>> 24);
    }

    private static int bytesMin(int kind) {
        return switch (kind) {
            case SMB1 -> SMB1_BYTES_MIN;
            case TRANSFORM -> TRANSFORM_BYTES_MIN;
            case COMPRESSION -> COMPRESSION_BYTES_MIN;
            default -> SMB2_BYTES_MIN;
        };
    }
}
