package io.sharetap.frame;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;

/**
 * Takes captured frames and gives the TCP segments of SMB and of DCE/RPC in them, out of tunnels and fragments;
 * everything else is passed over as early as its ports are known. Allocates nothing per frame, but for fragments.
 * Checksums are not looked at unless that is asked for: offloading makes wrong ones ordinary.
 */
public final class FrameDecoder {
    /** No link carries more at once; a capture that claims more lies. */
    private static final int WIRE_BYTES_MAX = 262_144;

    private final Ledger ledger;
    private final SmbPorts ports;
    private final CallPorts callPorts;
    private final Layers layers;
    /** Null: checksums count, and only the layers look at them. */
    private final PlainFrames plain;

    /**
     * @param extraPorts ports that count as SMB besides 139 and 445
     * @throws IllegalArgumentException names a port that is none
     */
    public FrameDecoder(Limits limits, Ledger ledger, int[] extraPorts, SegmentSink sink) {
        this(limits, ledger, extraPorts, false, sink);
    }

    /**
     * The same, with a choice about wrong checksums of IPv4 and TCP.
     *
     * @param checksumsCount whether a packet with a wrong checksum is passed over, as its receiver would
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
     * @throws IllegalArgumentException names a port that is none
     */
    public void watchPorts(int[] extraPorts) {
        ports.replaceBy(extraPorts);
    }

    /** Ports that servers gave out for DCE/RPC, and that are followed; another array when they changed. */
    public int[] callPorts() {
        return callPorts.learnt();
    }

    /**
     * One frame; counts it and its bytes.
     *
     * @param linkType LINKTYPE_ of the pcap registry
     * @param frame the captured bytes
     * @param wireBytes length on the wire; a shorter one than the frame's is taken for the frame's
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
