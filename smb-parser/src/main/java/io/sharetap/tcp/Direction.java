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
 * <p>Positions are 64-bit extensions of sequence numbers: the low 32 bits are the sequence number, and the high bits
 * count its wraps (RFC 9293, 3.4), so that a position never wraps.
 */
final class Direction {
    /** No honest segment lies further than this from the stream's next byte: windows are smaller in practice. */
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

    /** Carries the frame number of a held segment when its bytes are given out late. */
    private final Moment late = new Moment();

    private final HeldSegments held;

    /**
     * Bytes, from the next on, whose content the next room does not need; and how many of these passed but were not
     * reported yet.
     */
    private int toPass;

    private int passedBytes;

    /** The moment of the last byte that passed so. */
    final Moment passedLast = new Moment();

    /** Next in the list of {@link PassedBytes}. */
    Direction nextPassed;

    private final PassedBytes passed;

    private long finNanos;
    private long finSegments;
    private Strays strays;

    Direction(Flow flow, HoldPool pool, PassedBytes passed, Limits limits, Ledger ledger) {
        this.flow = flow;
        this.pool = pool;
        this.passed = passed;
        this.limits = limits;
        this.ledger = ledger;
        this.held = new HeldSegments(flow, pool, ledger);
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

    /** Starts the stream where another one stands, if that has started. */
    void startWhere(Direction other) {
        if (other.started) {
            start((int) other.next);
        }
    }

    /** Whether two sequence numbers may belong to one stream at the same time. */
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

    /** Whether at least one byte, or a gap, was given out. */
    boolean deliveredAny() {
        return deliveredAny;
    }

    long positionOf(int sequence) {
        return next + (sequence - (int) next);
    }

    /** Whether the peer has acknowledged anything of this direction; {@link #acknowledgment} is the last number. */
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

    /** Whether the position is so near the stream's next byte that the peer would accept a segment there. */
    boolean isPlausible(long position) {
        return position > next - PLAUSIBLE_BYTES && position < Math.max(next, acknowledgedTo) + PLAUSIBLE_BYTES;
    }

    /** Whether an implausible segment is to be believed nevertheless; see {@link Strays}. */
    boolean isStrayBelieved(int sequence, Direction peer) {
        if (strays == null) {
            strays = new Strays();
        }
        return strays.add(this, peer, sequence);
    }

    /** Whether a receiver would accept a reset with this sequence number (RFC 5961, 3.2). */
    boolean isResetPlausible(int sequence) {
        if (!started) {
            return !acknowledgmentSeen || areNear(sequence, acknowledgment);
        }
        long position = positionOf(sequence);
        return position >= Math.min(next, acknowledgedTo) && position <= next + PLAUSIBLE_BYTES;
    }

    /**
     * Counts the next bytes without giving them out. Returns false, and has done nothing, where these are not the next
     * bytes or the next room needs them.
     */
    boolean passes(int sequence, int length, Moment now) {
        if (length == 0 || length >= toPass || sequence != (int) next || finAt != NOWHERE || isWaitedFor()) {
            return false;
        }
        next += length;
        toPass -= length;
        passedBytes += length;
        passed.note(this, now);
        return true;
    }

    /** Takes a payload at its position; {@code missingTailBytes} behind it were not captured. */
    void onPayload(long position, ByteWindow payload, int missingTailBytes, Moment now) {
        int length = payload.length();
        long end = position + length;
        if (finAt != NOWHERE && end + missingTailBytes > finAt) {
            ledger.note(Anomaly.TCP_DATA_AFTER_FIN);
            finAt = NOWHERE;
        }
        if (position > next) {
            held.add(position, payload, 0, missingTailBytes, now);
            keepWithinLimits(now);
            return;
        }
        if (missingTailBytes > 0) {
            knownMissingTo = Math.max(knownMissingTo, end + missingTailBytes);
        }
        int from = (int) Math.min(length, next - position);
        HeldSegment first = held.first();
        int to = first == null ? length : (int) Math.min(length, Math.max(first.position - position, from));
        if (to > from) {
            give(from == 0 && to == length ? payload : pool.slice(payload, from, to - from), now);
        }
        if (to < length) {
            held.add(position, payload, to, 0, now);
        }
        if (isWaitedFor()) {
            drain(now);
        }
    }

    /**
     * Whether segments are held, or bytes are known to be missing, so that giving out bytes may make more of them due.
     */
    private boolean isWaitedFor() {
        return !held.isEmpty() || knownMissingTo > next;
    }

    /** Takes a FIN at this position. */
    void onFin(long position, Moment now) {
        boolean ends = position >= next && position >= held.end();
        if (ends && finAt == NOWHERE && isPlausible(position)) {
            finAt = position;
            finNanos = now.clockNanos();
            finSegments = flow.segments;
        }
    }

    /** Whether all bytes before the FIN were given out. */
    boolean isFinished() {
        return finAt != NOWHERE && next >= finAt;
    }

    /** Whether bytes, or a FIN, have come whose predecessors have not. */
    boolean hasHole() {
        return !held.isEmpty() || finAt > next;
    }

    /** Time since the first hole became known. */
    long holeAgeNanos(Moment now) {
        return now.clockNanos() - (held.isEmpty() ? finNanos : held.first().clockNanos);
    }

    /**
     * Whether the bytes of the hole will not come any more. Either the peer has acknowledged them, and reordering
     * cannot explain the hole any longer; or the peer is not seen at all, and a retransmission would have come by now.
     */
    boolean isHoleDue(Moment now, Direction peer) {
        if (!hasHole()) {
            return false;
        }
        boolean old = holeAgeNanos(now) >= Reassembler.PATIENCE_NANOS;
        if (acknowledgedTo >= holeEnd()) {
            long since = held.isEmpty() ? finSegments : held.first().segmentNumber;
            return old || flow.segments - since >= Reassembler.PATIENCE_SEGMENTS;
        }
        return old && peer.segments == 0;
    }

    /** Reports the hole as a gap, then gives out the bytes behind it. */
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

    /** Continues the stream at {@code position}: the bytes before it were never seen. */
    void jumpTo(long position, Moment now) {
        giveUpAllHoles(now);
        if (position > next) {
            gap(position - next, now);
        }
        acknowledgedTo = Math.max(acknowledgedTo, next);
    }

    private long holeEnd() {
        return held.isEmpty() ? finAt : held.first().position;
    }

    private void keepWithinLimits(Moment now) {
        while (held.exceeds(limits)) {
            ledger.note(Anomaly.TCP_REORDER_LIMIT_REACHED);
            giveUpHole(now);
        }
    }

    private void drain(Moment now) {
        do {
            while (isDue(held.first())) {
                giveFirst(now);
            }
            if (knownMissingTo > next) {
                HeldSegment first = held.first();
                long end = first == null ? knownMissingTo : Math.min(first.position, knownMissingTo);
                gap(end - next, now);
            }
        } while (isDue(held.first()));
    }

    private boolean isDue(HeldSegment segment) {
        return segment != null && segment.position <= next;
    }

    private void giveFirst(Moment now) {
        HeldSegment segment = held.takeFirst();
        Moment then = late.set(now, segment.frameNumber);
        try {
            if (segment.missingTailBytes > 0) {
                knownMissingTo = Math.max(knownMissingTo, segment.end() + segment.missingTailBytes);
            }
            for (long at = next - segment.position; at < segment.length; ) {
                ByteWindow piece = pool.piece(segment, (int) at);
                at += piece.length();
                give(piece, then);
            }
        } finally {
            pool.release(segment);
        }
    }

    // The state moves on before the sink is called: if the sink fails, only these bytes are lost.
    private void give(ByteWindow bytes, Moment now) {
        passed.reportAll();
        toPass = 0;
        next += bytes.length();
        deliveredAny = true;
        StreamSink sink = flow.sink;
        sink.onBytes(side, bytes, now);
        toPass = sink.bytesToPass(side);
    }

    private void gap(long gapBytes, Moment now) {
        passed.reportAll();
        toPass = 0;
        next += gapBytes;
        deliveredAny = true;
        ledger.add(Count.GAP_BYTES, gapBytes);
        flow.sink.onGap(side, gapBytes, now);
    }

    /** Reports to the next room how many bytes have passed. */
    void reportPassed() {
        int count = passedBytes;
        passedBytes = 0;
        flow.sink.onPassed(side, count, passedLast);
    }
}
