package io.sharetap.tcp;

import io.sharetap.base.Hosts;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;

/** Holds what is remembered of one TCP connection that has carried data. */
final class Flow {
    final FlowKey key = new FlowKey();

    /** Belongs to {@link FlowTable}. */
    int hash;

    /** The two hosts. */
    final FlowPairs.Pair pair;

    final Direction fromLow;
    final Direction fromHigh;

    /** Its last use: the how manyth of all, and what the clock showed. */
    long useNumber;

    long useNanos;

    /** Its place in the order of last use. */
    final UseQueue.Place use = new UseQueue.Place(this);

    /** Its place in the order of last use among those of the two hosts. */
    final UseQueue.Place useOfPair = new UseQueue.Place(this);

    /** Its place among the flows of the two hosts that hold segments back, and how many these are. */
    final FlowQueue.Link holding = new FlowQueue.Link(this);

    int heldSegments;

    /** Its place in the order in which flows have something to wait for. */
    final FlowQueue.Link alarm = new FlowQueue.Link(this);

    /** Null before the connection is told to the next room, and after its end. */
    StreamSink sink;

    /** What came while it is not clear where the streams begin; null where it is. */
    Pickup pickup;

    /** Under which name the next room expects it; null: it does not, or was told. */
    Connection expected;

    /** The next room was told that something waits. */
    boolean heldUpTold;

    boolean closed;
    boolean clientIsLow;

    /** A SYN for other streams was seen between the same ports; it is in the table of half-open connections. */
    boolean synPending;

    /** It was met behind its beginning, where it became a channel of other hosts' session. */
    boolean joined;

    /** Segments of both directions. */
    long segments;

    long lastNanos;
    long lastClockNanos;
    long lastFrame;

    /** Who sent a reset, and where its stream ends by it; null: none. */
    Direction resetBy;

    long resetAt;
    long resetNanos;

    private final long lowMac;
    private final long highMac;
    private final int vlanId;

    /** Null: the hosts of its addresses. */
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

    /** Settles who is client, and names the connection for the next room. */
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
