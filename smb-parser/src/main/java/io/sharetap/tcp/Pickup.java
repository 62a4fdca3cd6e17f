package io.sharetap.tcp;

import io.sharetap.frame.Segment;

/**
 * Holds the first segments of a connection whose handshake was not seen, in the order of capture, until it is safe to
 * say where each stream begins: a capture may start with segments that are out of order.
 */
final class Pickup {
    /** Reordering reaches no further than this, in segments of one connection. */
    static final int SEGMENTS_MAX = 64;

    static final int BYTES_MAX = 1 << 20;

    private HeldSegment first;
    private HeldSegment last;
    private int segments;
    private int bytes;
    private boolean lowSeen;
    private boolean highSeen;
    private int lowStart;
    private int highStart;

    /** Adds a segment whose payload is held already. */
    void add(HeldSegment held, Segment segment, boolean fromLow) {
        held.fromLow = fromLow;
        held.sequence = segment.sequence;
        held.flags = segment.flags;
        held.missingTailBytes = segment.missingTailBytes;
        held.clockNanos = segment.clockNanos;
        held.epochNanos = segment.epochNanos;
        held.frameNumber = segment.frameNumber;
        held.previous = null;
        held.next = null;
        if (last == null) {
            first = held;
        } else {
            last.next = held;
        }
        last = held;
        segments++;
        bytes += held.length;
        if (fromLow) {
            lowStart = lowSeen && lowStart - held.sequence < 0 ? lowStart : held.sequence;
            lowSeen = true;
        } else {
            highStart = highSeen && highStart - held.sequence < 0 ? highStart : held.sequence;
            highSeen = true;
        }
    }

    boolean isFull() {
        return segments >= SEGMENTS_MAX || bytes >= BYTES_MAX;
    }

    /** The first in the order of capture; {@link HeldSegment#next} leads to the others. */
    HeldSegment first() {
        return first;
    }

    /** Starts each direction that has not started yet at the lowest of its bytes that wait here. */
    void startUnstarted(Flow flow) {
        if (lowSeen && !flow.fromLow.isStarted()) {
            flow.fromLow.start(lowStart);
        }
        if (highSeen && !flow.fromHigh.isStarted()) {
            flow.fromHigh.start(highStart);
        }
    }

    /** Whether the segments that wait here can continue a stream that begins with this sequence number. */
    boolean continues(boolean low, int startSequence) {
        int ahead = (low ? lowStart : highStart) - startSequence;
        return !(low ? lowSeen : highSeen) || ahead >= 0 && ahead < BYTES_MAX;
    }
}
