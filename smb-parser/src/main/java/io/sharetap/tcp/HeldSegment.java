package io.sharetap.tcp;

/** Holds one segment, or a part of one, that came early. Pooled by {@link HoldPool}, which holds its bytes. */
final class HeldSegment {
    /** The flow to which it belongs. */
    Flow flow;

    HeldSegment previous;
    HeldSegment next;

    /** Position of its first byte in the stream of its direction. */
    long position;

    int length;
    int missingTailBytes;
    int firstChunk;

    /** When it came: by the clock, and as which segment of its connection. */
    long clockNanos;

    long segmentNumber;

    // For a segment that waits for its connection's begin.
    boolean fromLow;
    int sequence;
    int flags;
    long epochNanos;
    long frameNumber;

    long end() {
        return position + length;
    }
}
