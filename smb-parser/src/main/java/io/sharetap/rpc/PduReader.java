package io.sharetap.rpc;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Cuts the stream of one side into PDUs ([C706] 12.6.3.1), each with a header of 16 bytes that tells its length. Only
 * PDUs that the conversation wants are put together; the others are skipped. After an invalid header, the rest of the
 * bytes that came with it is dropped.
 */
final class PduReader {
    static final int HEADER_LENGTH = 16;

    /** Length of a request's header, with ContextId and OperationNumber. */
    static final int CALL_HEADER_LENGTH = 24;

    private static final int VERSION = 5;
    private static final int TYPE_AT = 2; // PTYPE, u8
    private static final int FLAGS_AT = 3; // pfc_flags, u8
    private static final int REPRESENTATION_AT = 4; // packed_drep, u8: high half 1 is little-endian
    private static final int LENGTH_AT = 8; // frag_length, u16
    private static final int AUTH_LENGTH_AT = 10; // auth_length, u16
    private static final int CALL_ID_AT = 12; // call_id, u32
    private static final int TYPE_LAST = 19;
    private static final int MINOR_LAST = 1;

    static final int REQUEST = 0;
    static final int RESPONSE = 2;
    static final int FAULT = 3;
    static final int BIND = 11;
    static final int BIND_ACK = 12;
    static final int ALTER_CONTEXT = 14;
    static final int ALTER_CONTEXT_RESPONSE = 15;

    final Side side;
    private final RpcConversation conversation;
    private final RpcMemory memory;
    private final byte[] header = new byte[CALL_HEADER_LENGTH];
    private int headerBytes;
    private byte[] body;
    private int bodyBytes;
    private int skipBytes;

    PduReader(Side side, RpcConversation conversation, RpcMemory memory) {
        this.side = side;
        this.conversation = conversation;
        this.memory = memory;
    }

    void onBytes(ByteWindow bytes, Moment now) {
        int at = 0;
        int length = bytes.length();
        while (at < length) {
            if (skipBytes > 0) {
                int step = Math.min(skipBytes, length - at);
                skipBytes -= step;
                at += step;
            } else if (body != null) {
                at += fill(bytes, at, now);
            } else {
                int wanted = headerBytes < HEADER_LENGTH ? HEADER_LENGTH : CALL_HEADER_LENGTH;
                int step = Math.min(wanted - headerBytes, length - at);
                bytes.copyTo(at, header, headerBytes, step);
                headerBytes += step;
                at += step;
                if (headerBytes == wanted && !onHeader(now)) {
                    return;
                }
            }
        }
    }

    /** Takes a complete header. Returns false where it is none, so that what follows cannot be read. */
    private boolean onHeader(Moment now) {
        int length = fragmentBytes();
        if (headerBytes == HEADER_LENGTH) {
            if (!isHeader(length)) {
                headerBytes = 0;
                conversation.onNoPdu();
                return false;
            }
            boolean call = type() == REQUEST || type() == RESPONSE || type() == FAULT;
            if (call && length >= CALL_HEADER_LENGTH) {
                return true; // a request's header has eight bytes more
            }
        }
        int taken = headerBytes;
        if (!conversation.wants(this)) {
            skipBytes = length - taken;
            headerBytes = 0;
        } else if (!memory.take(length)) {
            conversation.onLost(this);
            skipBytes = length - taken;
            headerBytes = 0;
        } else {
            body = new byte[length];
            System.arraycopy(header, 0, body, 0, taken);
            bodyBytes = taken;
            headerBytes = 0;
            if (bodyBytes == length) {
                finish(now);
            }
        }
        return true;
    }

    private boolean isHeader(int length) {
        int type = type();
        int representation = header[REPRESENTATION_AT] & 0xFF;
        return header[0] == VERSION
                && (header[1] & 0xFF) <= MINOR_LAST
                && type <= TYPE_LAST
                && (representation == 0 || representation == 0x10)
                && length >= HEADER_LENGTH
                && authBytes() <= length - HEADER_LENGTH;
    }

    private int fill(ByteWindow bytes, int from, Moment now) {
        int step = Math.min(body.length - bodyBytes, bytes.length() - from);
        bytes.copyTo(from, body, bodyBytes, step);
        bodyBytes += step;
        if (bodyBytes == body.length) {
            finish(now);
        }
        return step;
    }

    private void finish(Moment now) {
        byte[] whole = body;
        forget();
        conversation.onPdu(this, whole, now);
    }

    /** Drops an unfinished PDU; the next bytes are taken for the begin of another. */
    void onGap() {
        if (body != null || headerBytes > 0 || skipBytes > 0) {
            forget();
        }
        skipBytes = 0;
    }

    private void forget() {
        if (body != null) {
            memory.giveBack(body.length);
            body = null;
        }
        bodyBytes = 0;
        headerBytes = 0;
    }

    void end() {
        onGap();
    }

    // Fields of the header that is being read.

    int type() {
        return header[TYPE_AT] & 0xFF;
    }

    int flags() {
        return header[FLAGS_AT] & 0xFF;
    }

    boolean bigEndian() {
        return header[REPRESENTATION_AT] == 0;
    }

    int fragmentBytes() {
        return u16(header, LENGTH_AT, bigEndian());
    }

    int authBytes() {
        return u16(header, AUTH_LENGTH_AT, bigEndian());
    }

    int callId() {
        return u16(header, CALL_ID_AT, bigEndian()) << (bigEndian() ? 16 : 0)
                | u16(header, CALL_ID_AT + 2, bigEndian()) << (bigEndian() ? 0 : 16);
    }

    /** p_context_id of a request or an answer. */
    int contextId() {
        return u16(header, HEADER_LENGTH + 4, bigEndian());
    }

    /** opnum of a request. */
    int opnum() {
        return u16(header, HEADER_LENGTH + 6, bigEndian());
    }

    static int u16(byte[] bytes, int at, boolean big) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        return big ? first << 8 | second : second << 8 | first;
    }
}
