package io.sharetap.tcp;

import io.sharetap.base.Hosts;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;

/** Holds what is remembered of one TCP connection that has carried data. */
final class Flow {
    final FlowKey key = new FlowKey();

    /** Used by {@link FlowTable}. */
    int hash;

    /** The pair of hosts. */
    final FlowPairs.Pair pair;

    final Direction fromLow;
    final Direction fromHigh;

    /** Its last use: a running number over all uses, and what the clock showed. */
    long useNumber;

    long useNanos;

    /** Its place in the order of last use. */
    final UseQueue.Place use = new UseQueue.Place(this);

    /** Its place in the order of last use among the flows of the same host pair. */
    final UseQueue.Place useOfPair = new UseQueue.Place(this);

    /** Its place among the flows of the host pair that hold segments, and how many segments it holds. */
    final FlowQueue.Link holding = new FlowQueue.Link(this);

    int heldSegments;

    /** Its place in the order in which flows began to wait for something. */
    final FlowQueue.Link alarm = new FlowQueue.Link(this);

    /** Null before the connection was reported to the next room, and after its end. */
    StreamSink sink;

    /** The segments that wait until the begin of the streams is clear; null where it is. */
    Pickup pickup;

    /** The name under which the next room was told to expect this connection; null where it was not, or it has come. */
    Connection expected;

    /** Whether the next room was told that something waits. */
    boolean heldUpReported;

    boolean closed;
    boolean clientIsLow;

    /** A SYN for other streams was seen between the same ports; it is in the table of half-open connections. */
    boolean synPending;

    /** It was first seen in the middle, where it became a channel of a session between other hosts. */
    boolean joined;

    /** Segments of both directions. */
    long segments;

    long lastNanos;
    long lastClockNanos;
    long lastFrame;

    /** The sender of a reset, and the position at which the reset ends its stream; null: none. */
    Direction resetBy;

    long resetAt;
    long resetNanos;

    private final long lowMac;
    private final long highMac;
    private final int vlanId;

    /** Null: the hosts of its own addresses. */
    private final Hosts home;

    Flow(
            FlowKey key,
            FlowPairs.Pair pair,
            Segment segment,
            HoldPool pool,
            PassedBytes passed,
            Limits limits,
            Ledger ledger) {
        this.key.copyFrom(key);
        this.pair = pair;
        fromLow = new Direction(this, pool, passed, limits, ledger);
        fromHigh = new Direction(this, pool, passed, limits, ledger);
        lowMac = key.fromLow ? segment.sourceMac : segment.destinationMac;
        highMac = key.fromLow ? segment.destinationMac : segment.sourceMac;
        vlanId = segment.vlanId;
        home = segment.home;
    }

    Direction direction(boolean low) {
        return low ? fromLow : fromHigh;
    }

    Direction peerOf(Direction direction) {
        return direction == fromLow ? fromHigh : fromLow;
    }

    Direction client() {
        return clientIsLow ? fromLow : fromHigh;
    }

    boolean hasHole() {
        return fromLow.hasHole() || fromHigh.hasHole();
    }

    /** Settles which end is the client, and names the connection for the next room. */
    Connection name(long number, boolean lowIsClient, boolean handshakeSeen) {
        clientIsLow = lowIsClient;
        fromLow.side = lowIsClient ? Side.CLIENT : Side.SERVER;
        fromHigh.side = lowIsClient ? Side.SERVER : Side.CLIENT;
        long clientHigh = lowIsClient ? key.lowHigh : key.highHigh;
        long clientLow = lowIsClient ? key.lowLow : key.highLow;
        long serverHigh = lowIsClient ? key.highHigh : key.lowHigh;
        long serverLow = lowIsClient ? key.highLow : key.lowLow;
        return new Connection(
                number,
                clientHigh,
                clientLow,
                lowIsClient ? key.lowPort : key.highPort,
                lowIsClient ? lowMac : highMac,
                serverHigh,
                serverLow,
                lowIsClient ? key.highPort : key.lowPort,
                lowIsClient ? highMac : lowMac,
                vlanId,
                handshakeSeen,
                home != null ? home : new Hosts(clientHigh, clientLow, serverHigh, serverLow));
    }
}
