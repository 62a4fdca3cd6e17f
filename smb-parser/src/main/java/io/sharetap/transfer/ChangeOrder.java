package io.sharetap.transfer;

/**
 * Knows of the changes to one file whether their order is: each was made between two frames, from the one in which it
 * could be made at the earliest to that of its answer. Of two whose frames overlap, as of two connections at once, or
 * where a capture has frames out of order, either may have come first, in whatever order they are told.
 */
final class ChangeOrder {
    /** The frame of the last change; -1: there was none. */
    private long changedFrame;
    /** The frame of the last one of which it matters what comes before or behind it, whatever that is. */
    private long orderedFrame;
    /**
     * The frame behind {@link #orderedFrame} in which the file's end was set last, -1: in none, and where the first of
     * all ends lay that were set there: it does not matter what comes in front of that.
     */
    private long endSetFrame;

    private long endSetTo;
    /** Between these all bytes lie of which it is not known what was written last, perhaps with others. */
    private long unsureFrom;

    private long unsureTo;
    /** The frame since which, at the earliest, the content is known: what was done to the file before is gone. */
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

    /** From this frame on at the earliest what it was before does not matter. */
    void begin(long fromFrame) {
        begunFrame = fromFrame;
        beSure(0, ByteStates.END);
    }

    /** The frame of the last change; -1: there was none. */
    long changedFrame() {
        return changedFrame;
    }

    /** It was changed in this frame. */
    void changed(long frame) {
        changedFrame = Math.max(changedFrame, frame);
    }

    /** It was changed in this frame, and it matters what comes before and behind that. */
    void changedInOrder(long frame) {
        orderedFrame = Math.max(orderedFrame, frame);
        endSetFrame = endSetFrame <= orderedFrame ? -1 : endSetFrame;
        changed(frame);
    }

    /** Its end was set between these frames. False: what is told already may have come behind that. */
    boolean setEnd(long fromFrame, long frame, long endOfFile, ByteStates bytes) {
        boolean known = fromFrame >= Math.max(orderedFrame, endSetFrame)
                && (!mayPrecede(fromFrame) || !bytes.anyWritten(endOfFile, ByteStates.END));
        endSetTo = endSetFrame < 0 ? endOfFile : Math.min(endOfFile, endSetTo);
        endSetFrame = Math.max(endSetFrame, frame);
        changed(frame);
        return known;
    }

    /** True: what was done in this frame at the earliest may have been done before changes that are told already. */
    boolean mayPrecede(long fromFrame) {
        return fromFrame < changedFrame;
    }

    /**
     * This range is written from this frame on at the earliest. False: that may have been done before what is told
     * already, and makes a difference to what it did elsewhere. Where a WRITE may have been done before others, bytes
     * of both are unsure until one covers them that came behind all.
     */
    boolean write(long fromFrame, long from, long to, ByteStates bytes) {
        if (mayPrecede(fromFrame)) {
            beUnsure(bytes.firstWritten(from, to), bytes.behindLastWritten(from, to));
        } else {
            beSure(from, to);
        }
        return fromFrame >= orderedFrame && (fromFrame >= endSetFrame || to <= endSetTo);
    }

    /** True: of some bytes that were written twice it is not known what was written last. */
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

    /** True: what was done in this frame at the latest was done to what the file held before. */
    boolean isBeforeBeginning(long frame) {
        return frame < begunFrame;
    }
}
