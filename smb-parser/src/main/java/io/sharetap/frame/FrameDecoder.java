package io.sharetap.frame;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;

/**
 * Takes captured frames and gives the TCP segments of SMB and of DCE/RPC in them, unwrapped from tunnels and fragments.
 * Any other frame is dropped as soon as its ports are known. Allocates nothing per frame, except for fragments.
 * Checksums are checked only on request: offloading makes wrong ones common.
 */
public final class FrameDecoder {
    /** The longest frame of any link; a capture that claims a longer one is wrong. */
    private static final int WIRE_BYTES_MAX = 262_144;

    private final Ledger ledger;
    private final SmbPorts ports;
    private final CallPorts callPorts;
    private final Layers layers;
    /** The fast path; null where checksums are checked, which only the layers do. */
    private final PlainFrames plain;

    /**
     * @param extraPorts ports that count as SMB besides 139 and 445
     * @throws IllegalArgumentException names a number that is no port
     */
    public FrameDecoder(Limits limits, Ledger ledger, int[] extraPorts, SegmentSink sink) {
        this(limits, ledger, extraPorts, false, sink);
    }

    /**
     * As above, with a choice about wrong checksums of IPv4 and TCP.
     *
     * @param checksumsCount whether a packet with a wrong checksum is dropped, as its receiver would drop it
     */
    public FrameDecoder(Limits limits, Ledger ledger, int[] extraPorts, boolean checksumsCount, SegmentSink sink) {
        this.ledger = ledger;
        this.ports = new SmbPorts(extraPorts);
        this.callPorts = new CallPorts(limits, ledger);
        this.plain = checksumsCount ? null : new PlainFrames(ports, callPorts, ledger, sink);
        this.layers = new Layers(limits, ledger, ports, callPorts, new Checksums(checksumsCount), sink);
    }

    /**
     * From the next frame on these ports count as SMB besides 139 and 445, and no others.
     *
     * @throws IllegalArgumentException names a number that is no port
     */
    public void watchPorts(int[] extraPorts) {
        ports.replaceBy(extraPorts);
    }

    /** Ports that servers gave out for DCE/RPC, and that are followed; a new array whenever they change. */
    public int[] callPorts() {
        return callPorts.learnt();
    }

    /**
     * Decodes one frame; counts it and its bytes.
     *
     * @param linkType LINKTYPE_ of the pcap registry
     * @param frame the captured bytes
     * @param wireBytes length on the wire; where it is less than the frame's length, that is taken instead
     * @param epochNanos capture time, nanoseconds since 1970-01-01T00:00Z
     * @param frameNumber from 1, growing strictly
     */
    public void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
        ledger.count(Count.FRAMES);
        ledger.add(Count.FRAME_BYTES, frame.length());
        int captured = frame.length();
        int wireEnd = Math.max(captured, Math.min(wireBytes, WIRE_BYTES_MAX));
        if (linkType == LinkLayer.ETHERNET && plain != null && plain.decode(frame, wireEnd, epochNanos, frameNumber)) {
            return;
        }
        layers.surroundings.start(epochNanos, frameNumber);
        layers.link.decode(linkType, frame, 0, captured, wireEnd);
    }

    /** Bytes of unfinished IP datagrams that wait for their other fragments. */
    public long heldBytes() {
        return layers.fragments.heldBytes();
    }
}
