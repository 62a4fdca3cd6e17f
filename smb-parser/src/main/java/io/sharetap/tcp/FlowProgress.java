package io.sharetap.tcp;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * Moves a flow on: from its pickup to its open streams, by a segment, by the passing of time, to its end. Knows nothing
 * of how flows are found.
 */
final class FlowProgress {
    /** The first bytes of a side lie no further behind what the peer acknowledged last. */
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

    /** The flow waits until the starts of its streams can be told; the next room knows that it is there. */
    void expect(Flow flow) {
        flow.pickup = new Pickup();
        flow.expected = flow.name(0, SmbPorts.clientIsLow(flow.key), false);
        passed.tellAll();
        opener.onExpected(flow.expected);
        lifetimes.arm(flow);
    }

    /**
     * Waits with the segment until the starts of the streams can be told. False: there is no room to wait, the streams
     * have begun and may have ended by what waited before, and the segment is still to be dealt with.
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

    /** Opens the streams of a flow. Where a direction is not started yet, it is at the lowest bytes so far. */
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
     * Takes what most segments of large files are, and nothing else: the next bytes of a stream, which need only be
     * counted, on a connection where nothing waits. False: nothing was done.
     */
    boolean passes(Flow flow, Direction from, Segment segment, Moment now) {
        boolean quiet = flow.sink != null && flow.resetBy == null && !flow.heldUpTold;
        if (!quiet || (segment.flags & ENDING) != 0 || segment.missingTailBytes != 0) {
            return false;
        }
        if (!from.passes(segment.sequence, segment.payload.length(), now)) {
            return false;
        }
        flow.segments++;
        return true;
    }

    /** A segment of open streams. False: it is of another connection between the same ports. */
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

    /** A reset that came from {@code from}. It is heeded when nothing more comes for a while. */
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

    /** What the flow waited for has had its time. */
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
        tellHeldUp(flow);
        if (flow.resetBy == null && isOld(flow.fromLow, now) && isOld(flow.fromHigh, now)) {
            if (flow.hasHole()) {
                lifetimes.stick(flow);
            }
        } else {
            lifetimes.arm(flow);
        }
    }

    /**
     * Makes room for bytes of a flow that are to wait, at the cost of who has been waiting for longest: of the two
     * hosts that hold more than is fair, or of all.
     */
    private void makeRoom(Flow asking, int length, Moment now) {
        if (makingRoom) {
            return; // Who has to go must not send the next away, and that one the next: thousands may be waiting.
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

    /** Gives out all that a flow holds. */
    private void sendAway(Flow flow, Moment now) {
        if (flow.pickup != null) {
            begin(flow, now);
        }
        flow.alarm.leave();
        if (flow.sink != null) {
            flow.client().giveUpAllHoles(now);
            flow.peerOf(flow.client()).giveUpAllHoles(now);
            tellHeldUp(flow);
        }
        if (flow.resetBy != null || isFinished(flow)) {
            lifetimes.arm(flow);
        }
    }

    private Flow longestWaiting() {
        Flow flooding = pool.longestOfLargest();
        return flooding != null && flooding.alarm.isQueued() ? flooding : lifetimes.longestWaiting();
    }

    /** Ends a flow: gives out what it holds, then the end. It stays where it is found, as one that has ended. */
    void end(Flow flow, EndReason reason, Moment now) {
        if (flow.pickup != null) {
            begin(flow, now);
        }
        if (flow.sink == null) {
            return;
        }
        flow.client().giveUpAllHoles(now);
        flow.peerOf(flow.client()).giveUpAllHoles(now);
        passed.tellAll();
        StreamSink sink = flow.sink;
        flow.sink = null;
        flow.closed = true;
        flow.resetBy = null;
        flow.alarm.leave();
        lifetimes.onUse(flow);
        sink.onEnd(reason, now);
    }

    private void open(Flow flow, boolean clientIsLow, boolean handshakeSeen, Moment now) {
        passed.tellAll();
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
        tellHeldUp(flow);
        endIfFinished(flow, now);
        return true;
    }

    private void tellHeldUp(Flow flow) {
        if (flow.sink != null && flow.heldUpTold != flow.hasHole()) {
            flow.heldUpTold = !flow.heldUpTold;
            passed.tellAll();
            flow.sink.onHeldUp(flow.heldUpTold);
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

    // A side that is first heard now may have its first bytes still to come: what the peer acknowledged tells where.
    private static int firstSequence(Direction from, int sequence) {
        int behind = sequence - from.acknowledgment();
        boolean told = from.isAcknowledgmentSeen() && behind > 0 && behind < FIRST_FLIGHT_BYTES;
        return told ? from.acknowledgment() : sequence;
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
