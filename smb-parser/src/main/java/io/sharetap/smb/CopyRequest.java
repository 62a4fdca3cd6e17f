package io.sharetap.smb;

import io.sharetap.base.Moment;

/** Holds the parts of a server-side copy until it is answered. */
final class CopyRequest implements PendingRequest.Detail {
    /** Three numbers of eight bytes. */
    private static final int CHARS_PER_CHUNK = 12;

    private static final int BEYOND_THE_SOURCE = 0xC000_001F; // STATUS_INVALID_VIEW_SIZE
    private static final int LOCKED = 0xC000_0054; // STATUS_FILE_LOCK_CONFLICT

    private final SmbOpen source;
    private final long[] sourceOffsets;
    private final long[] targetOffsets;
    private final long[] lengths;

    /** @param source null where its key belongs to no known open */
    CopyRequest(SmbOpen source, int chunks) {
        this.source = source;
        sourceOffsets = new long[chunks];
        targetOffsets = new long[chunks];
        lengths = new long[chunks];
    }

    @Override
    public int chars() {
        return lengths.length * CHARS_PER_CHUNK;
    }

    void chunk(int index, long sourceOffset, long targetOffset, long length) {
        sourceOffsets[index] = sourceOffset;
        targetOffsets[index] = targetOffset;
        lengths[index] = length;
    }

    /**
     * Whether a server that refuses with this status may say how many parts it copied before. Samba does so ([MS-SMB2]
     * 2.2.32.1); Windows sends an error instead. Neither began the part that it could not copy.
     */
    static boolean saysHowFar(int status) {
        return status == BEYOND_THE_SOURCE || status == LOCKED;
    }

    /**
     * Whether a server that refused with this status may have copied parts before the one that failed. [MS-SMB2]
     * 3.3.5.15.6 copies part after part.
     *
     * @param chunksWritten how many parts the server says it copied; -1: it does not say
     */
    boolean mayHaveBegun(int status, long chunksWritten) {
        return switch (status) {
            case 0xC000_000D, // STATUS_INVALID_PARAMETER: more or longer pieces than it takes
                    0xC000_0010, // STATUS_INVALID_DEVICE_REQUEST
                    0xC000_0022, // STATUS_ACCESS_DENIED
                    0xC000_0023, // STATUS_BUFFER_TOO_SMALL
                    0xC000_0034, // STATUS_OBJECT_NAME_NOT_FOUND: of the key
                    0xC000_00BB, // STATUS_NOT_SUPPORTED
                    0xC000_00C9, // STATUS_NETWORK_NAME_DELETED
                    0xC000_0128, // STATUS_FILE_CLOSED
                    0xC000_0203 -> // STATUS_USER_SESSION_DELETED
                false;
            case BEYOND_THE_SOURCE, LOCKED -> lengths.length > 1 && chunksWritten != 0;
            default -> true;
        };
    }

    /** Reports the parts that were copied before the one that failed; a doubt where that is not known. */
    void reportRefused(SmbState shared, SmbOpen target, long chunksWritten, Moment now) {
        if (chunksWritten < 0 || chunksWritten >= lengths.length) {
            shared.files.onDoubt(target, now);
        } else {
            report(shared, target, chunksWritten, now);
        }
    }

    /** Reports the parts that the server says it copied; impossible ones are left out. */
    void report(SmbState shared, SmbOpen target, long chunksWritten, Moment now) {
        Moment when = now;
        for (int i = 0; i < lengths.length && i < chunksWritten; i++) {
            boolean sane = sourceOffsets[i] >= 0
                    && targetOffsets[i] >= 0
                    && lengths[i] > 0
                    && targetOffsets[i] <= Long.MAX_VALUE - lengths[i]
                    && sourceOffsets[i] <= Long.MAX_VALUE - lengths[i];
            if (sane) {
                shared.files.onCopy(source, sourceOffsets[i], target, targetOffsets[i], lengths[i], when);
                when = shared.behind(now); // the next part was copied after this one
            }
        }
    }
}
