package io.sharetap.tcp;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;

/**
 * Takes the segments of one direction of a connection in any order and gives its bytes in the order of the stream.
 *
 * <p>A position counts bytes from the connection's start in 64 bits; its low 32 bits are the sequence number, so that a
 * sequence that wraps (RFC 9293, 3.4) is a position that does not.
 */
final class Direction {
    /** Further than this from where a direction stands no honest segment is: windows are smaller in practice. */
    static final int PLAUSIBLE_BYTES = 16 << 20;

    private static final long NOWHERE = -1;

    private final Flow flow;
    private final HoldPool pool;
    private final Limits limits;
    private final Ledger ledger;

    Side side;

    /** Segments of any kind that came from this side. */
    long segments;

    private boolean started;
    private int startSequence;
    private long next;
    private boolean deliveredAny;
    private long finAt = NOWHERE;
    private long knownMissingTo;

    private boolean acknowledgmentSeen;
    private int acknowledgment;
    private long acknowledgedTo;

    /** When bytes that waited are given out, with the frame in which they came. */
    private final Moment late = new Moment();

    private HeldSegment first;
    private HeldSegment last;
    private HeldSegment lastInserted;
    private int heldBytes;
    private int heldSegments;

    private long finNanos;
    private long finSegments;
    private Strays strays;

    Direction(Flow flow, HoldPool pool, Limits limits, Ledger ledger) {
        this.flow = flow;
        this.pool = pool;
        this.limits = limits;
        this.ledger = ledger;
    }

    /** Says where the stream begins: the sequence number of its first byte. */
    void start(int sequence) {
        started = true;
        startSequence = sequence;
        next = 1L << 32 | sequence & 0xFFFF_FFFFL;
        acknowledgedTo = next;
        if (acknowledgmentSeen) {
            onAcknowledgment(acknowledgment);
        }
    }

    /** Says that the stream begins where another stands, if that has begun. */
    void startWhere(Direction other) {
        if (other.started) {
            start((int) other.next);
        }
    }

    /** True: two sequence numbers may belong to one stream at one time. */
    static boolean areNear(int sequence, int other) {
        int distance = sequence - other;
        return distance > -PLAUSIBLE_BYTES && distance < PLAUSIBLE_BYTES;
    }

    boolean isStarted() {
        return started;
    }

    /** The sequence number of the stream's first byte. */
    int startSequence() {
        return startSequence;
    }

    /** Position of the next byte to give out. */
    long next() {
        return next;
    }

    /** True: at least one byte, or a gap, was given out. */
    boolean deliveredAny() {
        return deliveredAny;
    }

    long positionOf(int sequence) {
        return next + (sequence - (int) next);
    }

    /** The last acknowledgment number that the peer sent for this direction, where one was seen. */
    boolean isAcknowledgmentSeen() {
        return acknowledgmentSeen;
    }

    int acknowledgment() {
        return acknowledgment;
    }

    /** The peer acknowledges all before {@code number}. */
    void onAcknowledgment(int number) {
        acknowledgmentSeen = true;
        acknowledgment = number;
        long position = positionOf(number);
        if (started && position > acknowledgedTo && isPlausible(position)) {
            acknowledgedTo = position;
        }
    }

    /** False: so far from where the stream stands that the peer would have thrown it away. */
    boolean isPlausible(long position) {
        return position > next - PLAUSIBLE_BYTES && position < Math.max(next, acknowledgedTo) + PLAUSIBLE_BYTES;
    }

    /** True: a segment that is not plausible is to be believed nevertheless; see {@link Strays}. */
    boolean isStrayBelieved(int sequence, Direction peer) {
        if (strays == null) {
            strays = new Strays();
        }
        return strays.add(this, peer, sequence);
    }

    /** False: a reset with this sequence number would not have been heeded (RFC 5961, 3.2). */
    boolean isResetPlausible(int sequence) {
        if (!started) {
            return !acknowledgmentSeen || areNear(sequence, acknowledgment);
        }
        long position = positionOf(sequence);
        return position >= Math.min(next, acknowledgedTo) && position <= next + PLAUSIBLE_BYTES;
    }

    /** A segment's payload at its position, {@code missingTailBytes} behind it that were not captured. */
    void onPayload(long position, ByteWindow payload, int missingTailBytes, Moment now) {
        int length = payload.length();
        long end = position + length;
        if (finAt != NOWHERE && end + missingTailBytes > finAt) {
            ledger.note(Anomaly.TCP_DATA_AFTER_FIN);
            finAt = NOWHERE;
        }
        if (position > next) {
            hold(position, payload, 0, missingTailBytes, now);
            keepWithinLimits(now);
            return;
        }
        if (missingTailBytes > 0) {
            knownMissingTo = Math.max(knownMissingTo, end + missingTailBytes);
        }
        int from = (int) Math.min(length, next - position);
        int to = first == null ? length : (int) Math.min(length, Math.max(first.position - position, from));
        if (to > from) {
            give(from == 0 && to == length ? payload : pool.slice(payload, from, to - from), now);
        }
        if (to < length) {
            hold(position, payload, to, 0, now);
        }
        if (first != null || knownMissingTo > next) {
            drain(now);
        }
    }

    /** A FIN at this position. */
    void onFin(long position, Moment now) {
        boolean ends = position >= next && (last == null || position >= last.end());
        if (ends && finAt == NOWHERE && isPlausible(position)) {
            finAt = position;
            finNanos = now.clockNanos();
            finSegments = flow.segments;
        }
    }

    /** True: all up to the FIN was given out. */
    boolean isFinished() {
        return finAt != NOWHERE && next >= finAt;
    }

    /** True: something lies behind bytes that have not come. */
    boolean hasHole() {
        return first != null || finAt > next;
    }

    /** For how long the first hole has been known. */
    long holeAgeNanos(Moment now) {
        return now.clockNanos() - (first != null ? first.clockNanos : finNanos);
    }

    /**
     * True: the bytes of the hole will not come. The peer has them and reordering does not reach so far; or, where the
     * peer is not seen at all, a retransmission would have come by now.
     */
    boolean isHoleDue(Moment now, Direction peer) {
        if (!hasHole()) {
            return false;
        }
        boolean old = holeAgeNanos(now) >= Reassembler.PATIENCE_NANOS;
        if (acknowledgedTo >= holeEnd()) {
            long since = first != null ? first.segmentNumber : finSegments;
            return old || flow.segments - since >= Reassembler.PATIENCE_SEGMENTS;
        }
        return old && peer.segments == 0;
    }

    /** Gives out the hole as a gap, and what lies behind it. */
    void giveUpHole(Moment now) {
        gap(holeEnd() - next, now);
        drain(now);
    }

    /** Gives out all that is held, with its gaps. */
    void giveUpAllHoles(Moment now) {
        while (hasHole()) {
            giveUpHole(now);
        }
    }

    /** The stream goes on at {@code position}: what lies between was never seen. */
    void jumpTo(long position, Moment now) {
        giveUpAllHoles(now);
        if (position > next) {
            gap(position - next, now);
        }
        acknowledgedTo = Math.max(acknowledgedTo, next);
    }

    private long holeEnd() {
        return first != null ? first.position : finAt;
    }

    private void keepWithinLimits(Moment now) {
        while (first != null
                && (heldBytes > limits.reorderBytesPerDirection()
                        || heldSegments > limits.reorderSegmentsPerDirection())) {
            ledger.note(Anomaly.TCP_REORDER_LIMIT_REACHED);
            giveUpHole(now);
        }
    }

    private void drain(Moment now) {
        do {
            while (first != null && first.position <= next) {
                giveFirst(now);
            }
            if (knownMissingTo > next) {
                long end = first == null ? knownMissingTo : Math.min(first.position, knownMissingTo);
                gap(end - next, now);
            }
        } while (first != null && first.position <= next);
    }

    private void giveFirst(Moment now) {
        HeldSegment held = first;
        Moment then = late.set(now, held.frameNumber);
        unlinkFirst();
        try {
            if (held.missingTailBytes > 0) {
                knownMissingTo = Math.max(knownMissingTo, held.end() + held.missingTailBytes);
            }
            for (long at = next - held.position; at < held.length; ) {
                ByteWindow piece = pool.piece(held, (int) at);
                at += piece.length();
                give(piece, then);
            }
        } finally {
            pool.release(held);
        }
    }

    // The state moves on before the sink is called: should it fail, only these bytes are lost.
    private void give(ByteWindow bytes, Moment now) {
        next += bytes.length();
        deliveredAny = true;
        flow.sink.onBytes(side, bytes, now);
    }

    private void gap(long gapBytes, Moment now) {
        next += gapBytes;
        deliveredAny = true;
        ledger.add(Count.GAP_BYTES, gapBytes);
        flow.sink.onGap(side, gapBytes, now);
    }

    /** Keeps the bytes of a payload from {@code from} on, as far as they are not held already. */
    private void hold(long position, ByteWindow payload, int from, int missingTailBytes, Moment now) {
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

    /** Passes over what is held already, the first bytes win; gives how far the payload is dealt with now. */
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
        heldBytes += held.length;
        heldSegments++;
        return held;
    }

    private void unlinkFirst() {
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
        heldBytes -= held.length;
        heldSegments--;
    }

    // Neighbours arrive after each other, forwards or backwards: the search begins where the last one was put.
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
