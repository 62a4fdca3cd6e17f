package io.sharetap.capture;

import io.sharetap.base.ByteWindow;

/** Takes the frames of a source, in the order of capture. */
public interface FrameSink {
    /**
     * One frame. It stays readable until the source is told {@link PacketSource#release} of a later frame's number.
     *
     * @param linkType the capture's link type (LINKTYPE_ of the pcap registry)
     * @param frame the captured bytes
     * @param wireBytes length on the wire, at least {@code frame.length()}
     * @param epochNanos capture time, nanoseconds since 1970-01-01T00:00Z
     * @param frameNumber from 1, growing by one over the whole input
     */
    void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber);
}
