package io.sharetap.frame;

/** Takes the TCP segments of SMB ports, in the order of capture. */
public interface SegmentSink {
    /** One segment; it and its payload are valid during the call. */
    void onSegment(Segment segment);
}
