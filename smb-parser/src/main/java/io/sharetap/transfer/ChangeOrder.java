package io.sharetap.transfer;

/**
 * Knows whether the order of changes to one file is certain. Each change was made between two frames: the earliest in
 * which it can have been made, and that of its answer. If the frames of two changes overlap, as those of two
 * connections may, or in a capture that is out of order, either may have come first, whatever the order in which they
 * are reported.
 */
final class ChangeOrder {
    /** The frame of the last change; -1: there was none. */
    private long changedFrame;
    /** The frame of the last change that gives another result if a different change comes before or after it. */
    private long orderedFrame;
    /**
     * A frame after {@link #orderedFrame} in which the file's end was last set (-1: none), and the lowest end that was
     * set since: a change before that end does not conflict with it.
     */
    private long endSetFrame;

    private long endSetTo;
    /**
     * The range that contains all bytes, and perhaps others, of which it is not known which of two writes came last.
     */
    private long unsureFrom;

    private long unsureTo;
    /** The earliest frame from which on the content is known: earlier changes no longer matter. */
    private long begunFrame;

    /** Nothing was done to the file yet. */
    void restart() {
        changedFrame = -1;
        orderedFrame = -1;
        endSetFrame = -1;
        endSetTo = 0;
        begunFrame = -1;
        beSure(0, ByteStates.END);
    }

    /** From this frame on, at the earliest, the earlier content does not matter. */
    void begin(long fromFrame) {
        begunFrame = fromFrame;
        beSure(0, ByteStates.END);
    }

    /** The frame of the last change; -1: there was none. */
    long changedFrame() {
        return changedFrame;
    }

    /** The file was changed in this frame. */
    void changed(long frame) {
        changedFrame = Math.max(changedFrame, frame);
    }

    /** The file was changed in this frame, and the result depends on what came before and after. */
    void changedInOrder(long frame) {
        orderedFrame = Math.max(orderedFrame, frame);
        endSetFrame = endSetFrame <= orderedFrame ? -1 : endSetFrame;
        changed(frame);
    }

    /**
     * Its end was set between these frames. Returns false where changes that were reported already may have come after
     * that.
     */
    boolean setEnd(long fromFrame, long frame, long endOfFile, ByteStates bytes) {
        boolean known = fromFrame >= Math.max(orderedFrame, endSetFrame)
                && (!mayPrecede(fromFrame) || !bytes.anyWritten(endOfFile, ByteStates.END));
        endSetTo = endSetFrame < 0 ? endOfFile : Math.min(endOfFile, endSetTo);
        endSetFrame = Math.max(endSetFrame, frame);
        changed(frame);
        return known;
    }

    /** Whether a change in this frame or later may have been made before changes that were reported already. */
    boolean mayPrecede(long fromFrame) {
        return fromFrame < changedFrame;
    }

    /**
     * A range is written, in {@code fromFrame} at the earliest. Returns false where that may have come before reported
     * changes whose result elsewhere depends on it. If a WRITE may have come before others, the bytes of both are
     * unsure until a WRITE covers them that came after all of these.
     */
    boolean write(long fromFrame, long from, long to, ByteStates bytes) {
        if (mayPrecede(fromFrame)) {
            beUnsure(bytes.firstWritten(from, to), bytes.behindLastWritten(from, to));
        } else {
            beSure(from, to);
        }
        return fromFrame >= orderedFrame && (fromFrame >= endSetFrame || to <= endSetTo);
    }

    /** Whether it is not known of some bytes which write came last. */
    boolean unsure() {
        return unsureFrom < unsureTo;
    }

    private void beUnsure(long from, long to) {
        if (from < to) {
            boolean others = unsure();
            unsureFrom = others ? Math.min(unsureFrom, from) : from;
            unsureTo = others ? Math.max(unsureTo, to) : to;
        }
    }

    private void beSure(long from, long to) {
        if (from <= unsureFrom) {
            unsureFrom = Math.max(unsureFrom, to);
        }
        if (to >= unsureTo) {
            unsureTo = Math.min(unsureTo, from);
        }
    }

    /** Whether a change in this frame or earlier was made to the former content of the file. */
    boolean isBeforeBeginning(long frame) {
        return frame < begunFrame;
    }
}
