package io.sharetap.tcp;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;

/** Holds the bytes of one direction that came early, in the order of the stream, none of them twice. */
final class HeldSegments {
    private final Flow flow;
    private final HoldPool pool;
    private final Ledger ledger;
    private HeldSegment first;
    private HeldSegment last;
    private HeldSegment lastInserted;
    private int bytes;
    private int segments;

    HeldSegments(Flow flow, HoldPool pool, Ledger ledger) {
        this.flow = flow;
        this.pool = pool;
        this.ledger = ledger;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** The earliest of the stream, or null. */
    HeldSegment first() {
        return first;
    }

    /** The position behind the last byte; the lowest possible one where nothing is held. */
    long end() {
        return last == null ? Long.MIN_VALUE : last.end();
    }

    /** Whether more is held than the limits allow. */
    boolean exceeds(Limits limits) {
        return first != null
                && (bytes > limits.reorderBytesPerDirection() || segments > limits.reorderSegmentsPerDirection());
    }

    /** Holds the bytes of a payload from {@code from} on, except those that are held already. */
    void add(long position, ByteWindow payload, int from, int missingTailBytes, Moment now) {
        HeldSegment before = lastAtOrBefore(position + from);
        HeldSegment behind = before == null ? first : before.next;
        int at = from;
        if (before != null) {
            at = compare(before, position, payload, at);
        }
        while (at < payload.length()) {
            long room = behind == null ? Long.MAX_VALUE : behind.position - (position + at);
            if (room > 0) {
                HeldSegment held = insert(before, behind, position, payload, at, room);
                if (held == null) {
                    return;
                }
                held.clockNanos = now.clockNanos();
                held.frameNumber = now.frameNumber();
                held.segmentNumber = flow.segments;
                before = held;
                at += held.length;
            } else {
                at = compare(behind, position, payload, at);
                before = behind;
                behind = behind.next;
            }
        }
        if (before != null && before.end() == position + at) {
            before.missingTailBytes = Math.max(before.missingTailBytes, missingTailBytes);
        }
    }

    /** Removes the earliest segment and returns it. It still has its bytes; the caller releases it. */
    HeldSegment takeFirst() {
        HeldSegment held = first;
        first = held.next;
        if (first == null) {
            last = null;
        } else {
            first.previous = null;
        }
        if (lastInserted == held) {
            lastInserted = first;
        }
        held.next = null;
        bytes -= held.length;
        segments--;
        return held;
    }

    /**
     * Compares the payload with bytes that are held already, which win. Returns the index up to which the payload is
     * covered.
     */
    private int compare(HeldSegment held, long position, ByteWindow payload, int at) {
        long covered = held.end() - (position + at);
        if (covered <= 0) {
            return at;
        }
        int count = (int) Math.min(covered, payload.length() - at);
        if (pool.differs(held, (int) (position + at - held.position), payload, at, count)) {
            ledger.note(Anomaly.TCP_OVERLAP_CONFLICT);
        }
        return at + count;
    }

    private HeldSegment insert(
            HeldSegment before, HeldSegment behind, long position, ByteWindow payload, int at, long room) {
        HeldSegment held = pool.hold(flow, payload, at, (int) Math.min(room, payload.length() - at));
        if (held == null) {
            ledger.note(Anomaly.TCP_REORDER_MEMORY_FULL);
            return null;
        }
        held.position = position + at;
        held.previous = before;
        held.next = behind;
        if (before == null) {
            first = held;
        } else {
            before.next = held;
        }
        if (behind == null) {
            last = held;
        } else {
            behind.previous = held;
        }
        lastInserted = held;
        bytes += held.length;
        segments++;
        return held;
    }

    // Segments mostly arrive in sequence, forwards or backwards: the search begins where the last one was put.
    private HeldSegment lastAtOrBefore(long position) {
        HeldSegment held = last != null && last.position <= position ? last : lastInserted;
        while (held != null && held.position > position) {
            held = held.previous;
        }
        while (held != null && held.next != null && held.next.position <= position) {
            held = held.next;
        }
        return held;
    }
}
