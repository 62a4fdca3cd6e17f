package io.sharetap.pipeline;

import io.sharetap.base.ByteWindow;
import io.sharetap.capture.FrameSink;
import io.sharetap.frame.FrameDecoder;

/** Passes frames on to their decoder, with the ports of SMB that any thread may change between two of them. */
final class PortsInForce implements FrameSink {
    private final FrameDecoder decoder;
    private final Wanted wanted;
    private int[] inForce;

    /** The ports that are wanted. */
    static final class Wanted {
        private volatile int[] ports;

        Wanted(int[] ports) {
            this.ports = ports;
        }

        void set(int[] others) {
            ports = others;
        }
    }

    /** @param ports those that the decoder was made with */
    PortsInForce(FrameDecoder decoder, Wanted wanted, int[] ports) {
        this.decoder = decoder;
        this.wanted = wanted;
        this.inForce = ports;
    }

    @Override
    public void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
        int[] ports = wanted.ports;
        if (ports != inForce) {
            inForce = ports;
            decoder.watchPorts(ports);
        }
        decoder.onFrame(linkType, frame, wireBytes, epochNanos, frameNumber);
    }
}
