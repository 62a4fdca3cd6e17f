package io.sharetap.tcp;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;

/**
 * Takes TCP segments as they were captured, out of order, twice, overlapping or missing, and gives for each connection
 * the bytes of both directions in order, with gaps where bytes never came.
 *
 * <p>A connection costs nothing but an entry in a fixed table until it carries data. Then:
 *
 * <ul>
 *   <li>bytes in order are passed on in place; bytes behind a hole are copied and wait;
 *   <li>a hole becomes a gap when the peer has acknowledged what lies behind it and reordering can no longer fill it,
 *       when too much waits behind it, or at the end;
 *   <li>of bytes that come twice, the first are used;
 *   <li>where no handshake was seen the first few segments wait, so that each stream begins at its lowest one;
 *   <li>a reset ends the connection when no segment contradicts it for a while: it may be a forgery that the hosts
 *       ignored.
 * </ul>
 *
 * <p>Waits are measured by the capture's clock, which never goes back; bytes that are given out late carry the times of
 * their packets. The result does not depend on other host pairs, except where a limit is reached. One thread uses an
 * instance.
 */
public final class Reassembler implements SegmentSink {
    /** Longer than any reordering or retransmission that matters takes. */
    static final long PATIENCE_NANOS = 1_000_000_000L;

    /** Further than any reordering reaches, in segments of one connection. */
    static final int PATIENCE_SEGMENTS = 128;

    private static final int RECENT = 1_024;

    private final Limits limits;
    private final Ledger ledger;
    private final HoldPool pool;
    private final HalfOpenTable halfOpen;
    private final FlowTable flows = new FlowTable();
    private final FlowPairs pairs;
    private final Lifetimes lifetimes;
    private final PassedBytes passed = new PassedBytes();
    private final FlowProgress progress;
    private final FlowKey key = new FlowKey();
    private final Moment now = new Moment();
    private final Moment then = new Moment();
    /** A cache of flows that were used lately, indexed by a hash of their ends: most segments are of one of them. */
    private final Flow[] recent = new Flow[RECENT];

    public Reassembler(Limits limits, Ledger ledger, StreamSink.Opener opener) {
        this.limits = limits;
        this.ledger = ledger;
        pool = new HoldPool(limits.reorderBytesMax());
        pairs = new FlowPairs(limits.connectionsMax());
        halfOpen = new HalfOpenTable(limits.halfOpenMax());
        lifetimes = new Lifetimes(limits.connectionIdleNanos());
        progress = new FlowProgress(ledger, opener, pool, passed, lifetimes);
    }

    @Override
    public void onSegment(Segment segment) {
        meet(segment);
        Flow flow = find();
        if ((segment.flags & Segment.SYN) != 0) {
            onSyn(flow, segment);
        } else if (flow == null) {
            onUnknown(segment);
        } else {
            onKnown(flow, segment);
        }
    }

    private Flow find() {
        int place = key.place(RECENT);
        Flow flow = recent[place];
        if (flow == null || !flow.key.sameAs(key)) {
            flow = flows.find(key);
            recent[place] = flow;
        }
        return flow;
    }

    /**
     * Moves the clock to {@code clockNanos}: connections that were idle for too long end. A live source calls this in
     * quiet times too.
     */
    public void onTime(long clockNanos) {
        passed.reportAll();
        endIdle(clockNanos);
    }

    private void endIdle(long clockNanos) {
        Flow flow;
        while ((flow = lifetimes.due(clockNanos)) != null) {
            long sinceLast = lifetimes.dueNanos() - flow.lastClockNanos;
            then.set(flow.lastNanos + sinceLast, flow.lastFrame, lifetimes.dueNanos());
            lifetimes.setClock(lifetimes.dueNanos());
            if (lifetimes.isAlarmDue()) {
                progress.onAlarm(flow, then);
            } else {
                end(flow, EndReason.IDLE, then);
            }
        }
    }

    /** To be called every second: gives memory that was not needed for a while back to the system. */
    public void sweep(long clockNanos) {
        pool.giveBack(clockNanos);
    }

    /**
     * Our own code failed on this segment: the state of its connection may be wrong, and is dropped. Later segments are
     * taken as of a connection whose begin was not seen.
     */
    public void giveUp(Segment segment) {
        now.set(segment.epochNanos, segment.frameNumber, segment.clockNanos);
        key.read(segment);
        Flow flow = find();
        if (flow != null) {
            end(flow, EndReason.EVICTED, now);
        }
    }

    /** No more segments come: all connections end. */
    public void onEndOfInput() {
        Flow flow;
        while ((flow = lifetimes.longestUnused()) != null) {
            then.set(flow.lastNanos, flow.lastFrame, flow.lastClockNanos);
            end(flow, flow.resetBy != null ? EndReason.RESET : EndReason.INPUT_ENDED, then);
        }
    }

    /**
     * A lower bound, by the clock, of when the oldest segment came that is not reported yet; {@code Long.MAX_VALUE}
     * where there is none.
     */
    public long oldestWaitingNanos() {
        return lifetimes.waitingFromNanos();
    }

    /** Connections in the table, including those that ended a short time ago. */
    public int connections() {
        return flows.size();
    }

    /** Bytes of memory in which early segments are held. */
    public long heldBytes() {
        return pool.occupiedBytes();
    }

    private void meet(Segment segment) {
        endIdle(segment.clockNanos);
        lifetimes.setClock(segment.clockNanos);
        now.set(segment.epochNanos, segment.frameNumber, segment.clockNanos);
        key.read(segment);
    }

    /**
     * Ends the connection after this segment here: from now on it counts for other hosts, and the worker of those takes
     * it up by {@link #join}.
     */
    public void leave(Segment segment) {
        meet(segment);
        Flow flow = find();
        if (flow != null) {
            end(flow, EndReason.REPLACED, now);
        }
    }

    /**
     * Takes up a connection after this segment, in which the server ends a message: from now on it counts for the hosts
     * that the segment names as its home. The server has acknowledged all that the client sent before.
     */
    public void join(Segment segment) {
        leave(segment);
        Flow flow = newFlow(segment);
        flow.lastNanos = segment.epochNanos;
        flow.lastClockNanos = segment.clockNanos;
        flow.lastFrame = segment.frameNumber;
        flow.direction(key.fromLow).start(segment.sequence + segment.payload.length());
        if ((segment.flags & Segment.ACK) != 0) {
            flow.direction(!key.fromLow).start(segment.acknowledgment);
        }
        flow.joined = true;
        progress.begin(flow, !key.fromLow, true, now);
    }

    private void onSyn(Flow flow, Segment segment) {
        if (segment.payload.length() + segment.missingTailBytes > 0) {
            // TCP Fast Open, RFC 7413. No SMB host uses it, and whether the server accepts the data cannot be told.
            ledger.note(Anomaly.TCP_DATA_IN_SYN);
        }
        if (flow != null && flow.pickup == null && isOwnHandshake(flow, segment)) {
            return;
        }
        boolean agreed = halfOpen.onSyn(key, segment);
        if (halfOpen.forgotYoung()) {
            ledger.note(Anomaly.TCP_HALF_OPEN_FORGOTTEN);
        }
        if (flow == null) {
            return;
        }
        if (flow.pickup != null && flow.pickup.continues(key.fromLow, segment.sequence + 1)) {
            begin(flow, halfOpen.find(key));
        } else if (agreed) {
            end(flow, EndReason.REPLACED, now);
        } else {
            flow.synPending = true;
        }
    }

    /**
     * Whether the segment is a late copy of the handshake with which this flow began, or a part of it that was lacking.
     */
    private boolean isOwnHandshake(Flow flow, Segment segment) {
        Direction direction = flow.direction(key.fromLow);
        int start = segment.sequence + 1;
        if (direction.isStarted()) {
            int behind = direction.startSequence() - start;
            return behind == 0 || flow.joined && behind > 0 && behind < FlowProgress.FIRST_FLIGHT_BYTES;
        }
        Direction peer = flow.peerOf(direction);
        boolean lacking = (segment.flags & Segment.ACK) != 0
                && peer.isStarted()
                && peer.startSequence() == segment.acknowledgment;
        if (lacking) {
            direction.start(start);
        }
        return lacking;
    }

    private void onUnknown(Segment segment) {
        boolean reset = (segment.flags & Segment.RST) != 0;
        if (!reset && segment.payload.length() + segment.missingTailBytes == 0) {
            return;
        }
        int entry = halfOpen.find(key);
        if (reset) {
            if (entry >= 0 && endsHalfOpen(entry, segment)) {
                halfOpen.remove(entry);
            }
            return;
        }
        Flow flow = newFlow(segment);
        if (entry >= 0 && isOfHandshake(entry, segment.sequence)) {
            begin(flow, entry);
        } else {
            progress.expect(flow);
        }
        onKnown(flow, segment);
    }

    private boolean isOfHandshake(int entry, int sequence) {
        return !halfOpen.hasStartOf(entry, key.fromLow)
                || Direction.areNear(sequence, halfOpen.startOf(entry, key.fromLow));
    }

    private boolean endsHalfOpen(int entry, Segment segment) {
        boolean fromClient = halfOpen.clientIsLow(entry) == key.fromLow;
        return halfOpen.clientStart(entry) == (fromClient ? segment.sequence : segment.acknowledgment);
    }

    /** Opens the streams of a flow where its handshake says that they begin. */
    private void begin(Flow flow, int entry) {
        boolean clientIsLow = halfOpen.clientIsLow(entry);
        for (int i = 0; i < 2; i++) {
            boolean low = i == 0;
            if (halfOpen.hasStartOf(entry, low)) {
                flow.direction(low).start(halfOpen.startOf(entry, low));
            }
        }
        halfOpen.remove(entry);
        progress.begin(flow, clientIsLow, true, now);
    }

    private Flow newFlow(Segment segment) {
        if (flows.size() >= limits.connectionsMax()) {
            Flow flooding = pairs.victim();
            Flow victim = flooding != null ? flooding : lifetimes.victim();
            if (!victim.closed) {
                ledger.note(Anomaly.TCP_CONNECTION_EVICTED);
            }
            end(victim, EndReason.EVICTED, now);
        }
        Flow flow = new Flow(key, pairs.enter(key), segment, pool, passed, limits, ledger);
        flows.add(flow);
        lifetimes.onUse(flow);
        return flow;
    }

    private void onKnown(Flow flow, Segment segment) {
        Direction from = flow.direction(key.fromLow);
        if (flow.synPending && isOfPendingHandshake(flow, from, segment)) {
            replace(flow, segment);
            return;
        }
        flow.lastNanos = segment.epochNanos;
        flow.lastClockNanos = segment.clockNanos;
        flow.lastFrame = segment.frameNumber;
        lifetimes.onUse(flow);
        from.segments++;
        if ((segment.flags & Segment.ACK) != 0) {
            flow.peerOf(from).onAcknowledgment(segment.acknowledgment);
        }
        if (progress.passes(flow, from, segment, now)) {
            return;
        }
        boolean reset = (segment.flags & Segment.RST) != 0;
        if (flow.pickup != null && reset) {
            progress.begin(flow, now);
        } else if (flow.pickup != null && progress.onPickup(flow, segment, key.fromLow, now)) {
            return;
        }
        if (flow.closed) {
            onLate(flow, from, segment);
        } else if (reset) {
            progress.onReset(flow, from, segment.sequence, now);
        } else if (!progress.onSegment(flow, segment, key.fromLow, now)) {
            replace(flow, segment);
        }
    }

    private boolean isOfPendingHandshake(Flow flow, Direction from, Segment segment) {
        int entry = halfOpen.find(key);
        if (entry < 0) {
            flow.synPending = false;
            return false;
        }
        if (segment.payload.length() == 0 || !halfOpen.hasStartOf(entry, key.fromLow)) {
            return false;
        }
        int behind = segment.sequence - halfOpen.startOf(entry, key.fromLow);
        boolean foreign = flow.closed || !from.isStarted() || !from.isPlausible(from.positionOf(segment.sequence));
        return behind == 0 || foreign && behind > 0 && behind < FlowProgress.FIRST_FLIGHT_BYTES;
    }

    /** The segment belongs to another connection between the same ports. */
    private void replace(Flow flow, Segment segment) {
        end(flow, EndReason.REPLACED, now);
        onUnknown(segment);
    }

    /** A segment after the end of its connection: a late copy, or the end was a forgery. */
    private void onLate(Flow flow, Direction from, Segment segment) {
        int length = segment.payload.length() + segment.missingTailBytes;
        if (length == 0 || (segment.flags & Segment.RST) != 0) {
            return;
        }
        long position = from.positionOf(segment.sequence);
        if (!from.isStarted() || !from.isPlausible(position)) {
            replace(flow, segment);
        } else if (position + length > from.next()) {
            end(flow, EndReason.REPLACED, now);
            Flow again = newFlow(segment);
            again.fromLow.startWhere(flow.fromLow);
            again.fromHigh.startWhere(flow.fromHigh);
            progress.begin(again, flow.clientIsLow, false, now);
            onKnown(again, segment);
        }
    }

    private void end(Flow flow, EndReason reason, Moment moment) {
        // The flow is gone even if the next room fails.
        flows.remove(flow);
        int place = flow.key.place(RECENT);
        if (recent[place] == flow) {
            recent[place] = null;
        }
        try {
            progress.end(flow, reason, moment);
        } finally {
            lifetimes.forget(flow);
            pairs.leave(flow.pair);
        }
    }
}
