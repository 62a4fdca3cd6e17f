package io.sharetap.smb;

import io.sharetap.base.ByteWindow;

/**
 * The contexts of a CREATE request ([MS-SMB2] 2.2.13.2), among which those for durable opens matter. A view, valid
 * until the next {@code wrap}.
 */
final class CreateContextsView {
    static final int DURABLE_RECONNECT = 0x44486E43; // "DHnC": FileId, 16 bytes
    static final int DURABLE_REQUEST_V2 = 0x44483251; // "DH2Q": Timeout, Flags, Reserved, CreateGuid
    static final int DURABLE_RECONNECT_V2 = 0x44483243; // "DH2C": FileId, CreateGuid, Flags

    private static final int NEXT_AT = 0; // Next, u32
    private static final int NAME_OFFSET_AT = 4; // NameOffset, u16
    private static final int NAME_LENGTH_AT = 6; // NameLength, u16
    private static final int DATA_OFFSET_AT = 10; // DataOffset, u16
    private static final int DATA_LENGTH_AT = 12; // DataLength, u32
    private static final int HEAD_LENGTH = 16;
    private static final int NAME_LENGTH = 4;

    private ByteWindow unit;
    private int at;
    private int end;
    private boolean started;

    /** Starts before the first context; the contexts lie inside of {@code candidate}. */
    void wrap(ByteWindow candidate, int from, int bytes) {
        unit = candidate;
        at = from;
        end = from + bytes;
        started = false;
    }

    /** Goes to the next context; false where there is none, or where it leads outside. */
    boolean next() {
        if (started) {
            long next = unit.u32le(at + NEXT_AT);
            if (next < HEAD_LENGTH || next > end - at) {
                return false;
            }
            at += (int) next;
        }
        started = true;
        return end - at >= HEAD_LENGTH;
    }

    /** The context's name as four bytes; 0 where it is not four bytes long. */
    int name() {
        int nameAt = unit.u16le(at + NAME_OFFSET_AT);
        boolean inside = unit.u16le(at + NAME_LENGTH_AT) == NAME_LENGTH && nameAt + NAME_LENGTH <= end - at;
        return inside ? unit.i32be(at + nameAt) : 0;
    }

    /** Whether the context's data has at least this length and lies inside. */
    boolean hasData(int bytes) {
        return unit.u32le(at + DATA_LENGTH_AT) >= bytes && unit.u16le(at + DATA_OFFSET_AT) + bytes <= end - at;
    }

    /** Eight bytes of the context's data; to be called only within the length that {@link #hasData} confirmed. */
    long data(int from) {
        return unit.i64le(at + unit.u16le(at + DATA_OFFSET_AT) + from);
    }
}
