package io.sharetap.tcp;

/** Holds one segment, or a part of one, that came before its turn. Pooled by {@link HoldPool}, which has its bytes. */
final class HeldSegment {
    /** Whose it is. */
    Flow flow;

    HeldSegment previous;
    HeldSegment next;

    /** Where its first byte stands in its direction's stream. */
    long position;

    int length;
    int missingTailBytes;
    int firstChunk;

    /** When it came: by the clock, and how many segments of its connection had come. */
    long clockNanos;

    long segmentNumber;

    // What a segment that waits for its connection's start needs beside its bytes.
    boolean fromLow;
    int sequence;
    int flags;
    long epochNanos;
    long frameNumber;

    long end() {
        return position + length;
    }
}
