package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.capture.FrameSink;
import io.sharetap.frame.FrameDecoder;
import java.util.function.Predicate;

/**
 * Passes frames to the decoder. Changes its SMB ports, which any thread may set, between two frames, and tells the
 * source which ports servers gave out for DCE/RPC.
 */
final class PortsInForce implements FrameSink {
    private final FrameDecoder decoder;
    private final Wanted wanted;
    private final Ledger ledger;
    private int[] inForce;
    private int[] learnt;

    /** The ports that are wanted; any thread may set them. */
    static final class Wanted {
        private volatile int[] ports;
        private volatile Predicate<int[]> callPorts = learnt -> true;

        Wanted(int[] ports) {
            this.ports = ports;
        }

        void set(int[] others) {
            ports = others;
        }

        /**
         * Sets the receiver of the ports that servers gave out for DCE/RPC, called on the decoding thread; it returns
         * false where their frames will come late.
         */
        void onCallPorts(Predicate<int[]> to) {
            callPorts = to;
        }
    }

    /** @param ports with which the decoder was made */
    PortsInForce(FrameDecoder decoder, Wanted wanted, int[] ports, Ledger ledger) {
        this.decoder = decoder;
        this.ledger = ledger;
        this.wanted = wanted;
        this.inForce = ports;
        this.learnt = decoder.callPorts();
    }

    @Override
    public void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
        int[] ports = wanted.ports;
        if (ports != inForce) {
            inForce = ports;
            decoder.watchPorts(ports);
        }
        decoder.onFrame(linkType, frame, wireBytes, epochNanos, frameNumber);
        if (decoder.callPorts() != learnt) {
            learnt = decoder.callPorts();
            if (!wanted.callPorts.test(learnt)) {
                ledger.note(Anomaly.CALL_PORTS_LATE);
            }
        }
    }
}
