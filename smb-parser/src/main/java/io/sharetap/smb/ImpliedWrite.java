package io.sharetap.smb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink.Outcome;

/**
 * Tells of content that a server changed without its bytes going by, as writes that are confirmed at once: zeros where
 * it was told to write zeros, a gap where it took the bytes from elsewhere.
 */
final class ImpliedWrite {
    /** Zeros beyond this are told as a gap: a request of a few bytes may name a range of any length. */
    private static final int ZEROS_MAX = 64 << 20;

    private static final int PIECE_BYTES = 64 << 10;

    private final SmbState shared;
    private final ByteBuf zeros = Unpooled.wrappedBuffer(new byte[PIECE_BYTES]);
    private final ByteWindow window = new ByteWindow();
    private final SmbWrite write = new SmbWrite();

    ImpliedWrite(SmbState shared) {
        this.shared = shared;
    }

    /** The range is zeros now, as far as it lies inside of the file: it does not grow ([MS-FSCC] 2.3.71). */
    void zeros(SmbOpen open, long from, long to, Moment now) {
        long end = Math.min(to, open.sizeAtLeast);
        if (from < 0 || from >= end) {
            return;
        }
        int zeroBytes = (int) Math.min(end - from, ZEROS_MAX);
        begin(open, from, zeroBytes, now);
        for (int at = 0; at < zeroBytes; at += PIECE_BYTES) {
            int piece = Math.min(PIECE_BYTES, zeroBytes - at);
            shared.files.onWriteBytes(write, at, window.wrap(zeros, 0, piece), now);
        }
        end(zeroBytes, now);
        if (from + zeroBytes < end) {
            unknown(open, from + zeroBytes, end - from - zeroBytes, now);
        }
    }

    /** The range was written with bytes that nobody saw. */
    void unknown(SmbOpen open, long from, long length, Moment now) {
        if (from < 0 || length <= 0 || from > Long.MAX_VALUE - length) {
            return;
        }
        int bytes = (int) Math.min(length, Integer.MAX_VALUE);
        begin(open, from, bytes, now);
        shared.files.onWriteGap(write, 0, bytes, now);
        end(bytes, now);
    }

    private void begin(SmbOpen open, long from, int bytes, Moment now) {
        shared.opens.giveOut(open, now);
        write.open = open;
        write.fileOffset = from;
        write.dataBytes = bytes;
        shared.files.onWrite(write, now);
    }

    private void end(int bytes, Moment now) {
        write.open.grew(write.fileOffset, bytes);
        shared.files.onWriteAnswer(write, Outcome.CONFIRMED, bytes, now);
        write.open = null;
    }
}
