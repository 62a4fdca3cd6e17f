package io.sharetap.tcp;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * Moves a flow on: by a segment or by the passing of time, from its pickup through open streams to its end. Does not
 * look flows up.
 */
final class FlowProgress {
    /**
     * The most bytes that a side may have sent beyond the peer's last acknowledgment before its first segment is seen.
     */
    static final int FIRST_FLIGHT_BYTES = 1 << 20;

    private static final int ENDING = Segment.FIN | Segment.RST;

    private final Ledger ledger;
    private final StreamSink.Opener opener;
    private final HoldPool pool;
    private final PassedBytes passed;
    private final Lifetimes lifetimes;
    private long connections;
    private boolean makingRoom;

    FlowProgress(Ledger ledger, StreamSink.Opener opener, HoldPool pool, PassedBytes passed, Lifetimes lifetimes) {
        this.ledger = ledger;
        this.opener = opener;
        this.pool = pool;
        this.passed = passed;
        this.lifetimes = lifetimes;
    }

    /** Lets the flow wait until the begin of its streams is clear; the next room is told to expect it. */
    void expect(Flow flow) {
        flow.pickup = new Pickup();
        flow.expected = flow.name(0, SmbPorts.clientIsLow(flow.key), false);
        passed.reportAll();
        opener.onExpected(flow.expected);
        lifetimes.arm(flow);
    }

    /**
     * Holds the segment until the begin of the streams is clear. Returns false where there is no room to hold it: the
     * streams have then begun, and may have ended, with the segments that waited, and the caller must process this one.
     */
    boolean onPickup(Flow flow, Segment segment, boolean fromLow, Moment now) {
        int length = segment.payload.length();
        if (length + segment.missingTailBytes == 0 && (segment.flags & Segment.FIN) == 0) {
            return true;
        }
        makeRoom(flow, length, now);
        HeldSegment held = flow.pickup == null ? null : pool.hold(flow, segment.payload, 0, length);
        if (held != null) {
            flow.pickup.add(held, segment, fromLow);
            if (flow.pickup.isFull()) {
                begin(flow, now);
            }
            return true;
        }
        if (flow.pickup != null) {
            begin(flow, now);
        }
        return false;
    }

    /** Opens the streams of a flow whose handshake was not seen, at the lowest bytes that have come so far. */
    void begin(Flow flow, Moment now) {
        begin(flow, SmbPorts.clientIsLow(flow.key), false, now);
    }

    /** Opens the streams of a flow. A direction that is not started yet starts at its lowest byte so far. */
    void begin(Flow flow, boolean clientIsLow, boolean handshakeSeen, Moment now) {
        Pickup pickup = flow.pickup;
        flow.pickup = null;
        flow.alarm.leave();
        if (pickup == null || pickup.first() == null) {
            open(flow, clientIsLow, handshakeSeen, now);
            return;
        }
        pickup.startUnstarted(flow);
        HeldSegment held = pickup.first();
        Moment then = new Moment().set(held.epochNanos, held.frameNumber, held.clockNanos);
        open(flow, clientIsLow, handshakeSeen, then);
        ByteWindow payload = new ByteWindow();
        while (held != null) {
            HeldSegment next = held.next;
            try {
                replay(flow, held, payload, then.set(held.epochNanos, held.frameNumber, held.clockNanos));
            } finally {
                pool.release(held);
            }
            held = next;
        }
    }

    /**
     * Handles the commonest segment of large files, and no other: the next bytes of a stream whose content the next
     * room does not need, on a connection where nothing waits. Returns false, and has done nothing, for any other
     * segment.
     */
    boolean passes(Flow flow, Direction from, Segment segment, Moment now) {
        boolean quiet = flow.sink != null && flow.resetBy == null && !flow.heldUpReported;
        if (!quiet || (segment.flags & ENDING) != 0 || segment.missingTailBytes != 0) {
            return false;
        }
        if (!from.passes(segment.sequence, segment.payload.length(), now)) {
            return false;
        }
        flow.segments++;
        return true;
    }

    /** Takes a segment of open streams. Returns false where it is of another connection between the same ports. */
    boolean onSegment(Flow flow, Segment segment, boolean fromLow, Moment now) {
        return advance(
                flow,
                flow.direction(fromLow),
                segment.sequence,
                segment.flags,
                segment.payload,
                segment.missingTailBytes,
                now);
    }

    /** Takes a reset sent by {@code from}. It takes effect when no segment contradicts it for a while. */
    void onReset(Flow flow, Direction from, int sequence, Moment now) {
        if (!from.isResetPlausible(sequence)) {
            ledger.note(Anomaly.TCP_RESET_IMPLAUSIBLE);
        } else if (flow.resetBy == null) {
            flow.resetBy = from;
            flow.resetAt = from.isStarted() ? Math.max(from.next(), from.positionOf(sequence)) : Long.MAX_VALUE;
            flow.resetNanos = now.clockNanos();
            lifetimes.arm(flow);
        }
    }

    /** The time that the flow was given to wait is over. */
    void onAlarm(Flow flow, Moment now) {
        if (flow.pickup != null) {
            begin(flow, now);
            return;
        }
        flow.alarm.leave();
        if (flow.resetBy != null && now.clockNanos() - flow.resetNanos >= Reassembler.PATIENCE_NANOS) {
            end(flow, EndReason.RESET, now);
            return;
        }
        mindHoles(flow, now);
        if (flow.sink == null) {
            return;
        }
        reportHeldUp(flow);
        if (flow.resetBy == null && isOld(flow.fromLow, now) && isOld(flow.fromHigh, now)) {
            if (flow.hasHole()) {
                lifetimes.stick(flow);
            }
        } else {
            lifetimes.arm(flow);
        }
    }

    /**
     * Makes room to hold bytes of a flow. What has waited longest is given out: of the host pair that holds more than
     * its fair share, or, without one, of all.
     */
    private void makeRoom(Flow asking, int length, Moment now) {
        if (makingRoom) {
            // Giving bytes out must not trigger itself: a chain of thousands of waiting flows could overflow the stack.
            return;
        }
        makingRoom = true;
        try {
            Flow flow;
            while (!pool.hasRoomFor(asking, length) && pool.occupiedBytes() > 0 && (flow = longestWaiting()) != null) {
                ledger.note(Anomaly.TCP_REORDER_MEMORY_FULL);
                sendAway(flow, now);
            }
        } finally {
            makingRoom = false;
        }
    }

    /** Gives out all bytes that a flow holds. */
    private void sendAway(Flow flow, Moment now) {
        if (flow.pickup != null) {
            begin(flow, now);
        }
        flow.alarm.leave();
        if (flow.sink != null) {
            flow.client().giveUpAllHoles(now);
            flow.peerOf(flow.client()).giveUpAllHoles(now);
            reportHeldUp(flow);
        }
        if (flow.resetBy != null || isFinished(flow)) {
            lifetimes.arm(flow);
        }
    }

    private Flow longestWaiting() {
        Flow flooding = pool.longestOfLargest();
        return flooding != null && flooding.alarm.isQueued() ? flooding : lifetimes.longestWaiting();
    }

    /** Ends a flow: gives out the bytes it holds, then the end. It stays in the table, marked as ended. */
    void end(Flow flow, EndReason reason, Moment now) {
        if (flow.pickup != null) {
            begin(flow, now);
        }
        if (flow.sink == null) {
            return;
        }
        flow.client().giveUpAllHoles(now);
        flow.peerOf(flow.client()).giveUpAllHoles(now);
        passed.reportAll();
        StreamSink sink = flow.sink;
        flow.sink = null;
        flow.closed = true;
        flow.resetBy = null;
        flow.alarm.leave();
        lifetimes.onUse(flow);
        sink.onEnd(reason, now);
    }

    private void open(Flow flow, boolean clientIsLow, boolean handshakeSeen, Moment now) {
        passed.reportAll();
        connections++;
        ledger.count(Count.CONNECTIONS);
        flow.sink = opener.onConnection(flow.name(connections, clientIsLow, handshakeSeen), now);
        if (flow.expected != null) {
            opener.onExpectedCame(flow.expected);
            flow.expected = null;
        }
    }

    private void replay(Flow flow, HeldSegment held, ByteWindow payload, Moment then) {
        int at = 0;
        do {
            if (flow.sink == null) {
                return;
            }
            payload.release();
            if (held.length > 0) {
                ByteWindow piece = pool.piece(held, at);
                payload.wrap(piece, 0, piece.length());
            }
            boolean lastPiece = at + payload.length() == held.length;
            int flags = lastPiece ? held.flags : held.flags & ~Segment.FIN;
            int missing = lastPiece ? held.missingTailBytes : 0;
            advance(flow, flow.direction(held.fromLow), held.sequence + at, flags, payload, missing, then);
            at += payload.length();
        } while (at < held.length);
    }

    private boolean advance(
            Flow flow, Direction from, int sequence, int flags, ByteWindow payload, int missingTailBytes, Moment now) {
        flow.segments++;
        int length = payload.length() + missingTailBytes;
        boolean fin = (flags & Segment.FIN) != 0;
        if (!from.isStarted() && (length > 0 || fin)) {
            from.start(firstSequence(from, sequence));
        }
        if (length > 0) {
            long position = from.positionOf(sequence);
            if (!from.isPlausible(position) && !from.isStrayBelieved(sequence, flow.peerOf(from))) {
                ledger.note(Anomaly.TCP_SEQUENCE_IMPLAUSIBLE);
                return true;
            }
            if (!from.isPlausible(position)) {
                if (position < from.next()) {
                    return false;
                }
                from.jumpTo(position, now);
            }
            if (position + length > from.next()) {
                onNewBytes(flow, from, position, payload, missingTailBytes, now);
            }
        }
        if (fin) {
            from.onFin(from.positionOf(sequence) + length, now);
        }
        if (flow.hasHole()) {
            mindHoles(flow, now);
            if (flow.hasHole()) {
                lifetimes.arm(flow);
            }
        }
        reportHeldUp(flow);
        endIfFinished(flow, now);
        return true;
    }

    private void reportHeldUp(Flow flow) {
        if (flow.sink != null && flow.heldUpReported != flow.hasHole()) {
            flow.heldUpReported = !flow.heldUpReported;
            passed.reportAll();
            flow.sink.onHeldUp(flow.heldUpReported);
        }
    }

    private void onNewBytes(
            Flow flow, Direction from, long position, ByteWindow payload, int missingTailBytes, Moment now) {
        if (flow.resetBy == from && position + payload.length() + missingTailBytes > flow.resetAt) {
            ledger.note(Anomaly.TCP_RESET_CONTRADICTED);
            flow.resetBy = null;
        }
        if (position > from.next()) {
            makeRoom(flow, payload.length(), now);
            if (!pool.hasRoomFor(flow, payload.length())) {
                ledger.note(Anomaly.TCP_REORDER_MEMORY_FULL);
                from.jumpTo(position, now);
            }
        }
        from.onPayload(position, payload, missingTailBytes, now);
    }

    // A side that is first seen now may have sent bytes that are still to come: the peer's acknowledgment tells from
    // where.
    private static int firstSequence(Direction from, int sequence) {
        int behind = sequence - from.acknowledgment();
        boolean acknowledged = from.isAcknowledgmentSeen() && behind > 0 && behind < FIRST_FLIGHT_BYTES;
        return acknowledged ? from.acknowledgment() : sequence;
    }

    private void mindHoles(Flow flow, Moment now) {
        mindHoles(flow, flow.client(), now);
        mindHoles(flow, flow.peerOf(flow.client()), now);
        endIfFinished(flow, now);
    }

    private static void mindHoles(Flow flow, Direction direction, Moment now) {
        Direction peer = flow.peerOf(direction);
        while (direction.isHoleDue(now, peer)) {
            direction.giveUpHole(now);
        }
    }

    private void endIfFinished(Flow flow, Moment now) {
        if (isFinished(flow)) {
            end(flow, EndReason.FINISHED, now);
        }
    }

    private static boolean isFinished(Flow flow) {
        return flow.sink != null && flow.fromLow.isFinished() && flow.fromHigh.isFinished();
    }

    private static boolean isOld(Direction direction, Moment now) {
        return !direction.hasHole() || direction.holeAgeNanos(now) >= Reassembler.PATIENCE_NANOS;
    }
}
