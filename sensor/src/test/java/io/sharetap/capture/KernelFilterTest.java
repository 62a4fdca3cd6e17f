package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

class KernelFilterTest {
    private static final int SNAP_BYTES = 262_144;
    /** Files and libpcap on Linux have different numbers for raw IP. */
    private static final int RAW_IN_FILES = 101;

    private static final int RAW = 12;

    @BeforeAll
    static void needsLibpcap() {
        LibpcapHere.need();
    }

    /** Tags, tunnels, fragments, IPv6: everything that the cases have. */
    @Test
    void keepsEveryFrameInWhichASegmentIsFound() throws IOException, PcapNativeException {
        List<Path> captures;
        try (Stream<Path> files = Files.walk(Path.of("..", "pcaps"))) {
            captures = files.filter(file -> file.getFileName().toString().matches("capture\\.pcap(ng)?(\\.zst)?"))
                    .sorted()
                    .toList();
        }
        Kept kept = new Kept(List.of());
        for (Path capture : captures) {
            kept.read(capture);
        }
        assertTrue(kept.segments > 10_000, kept.segments + " segments in " + captures.size() + " captures");
        assertEquals(List.of(), kept.missed);
    }

    @Test
    void leavesOutWhatIsNoSmb() throws PcapNativeException {
        BpfProgram filter = program(DataLinkType.EN10MB, List.of(4_450));
        assertFalse(filter.applyFilter(tcp(80, 40_000)));
        assertTrue(filter.applyFilter(tcp(445, 40_000)));
        assertTrue(filter.applyFilter(tcp(40_000, 139)));
        assertTrue(filter.applyFilter(tcp(40_000, 135)));
        assertTrue(filter.applyFilter(tcp(40_000, 4_450)), "a port of the settings");
    }

    private static byte[] tcp(int sourcePort, int destinationPort) {
        byte[] frame = new byte[60];
        frame[12] = 8; // EtherType IPv4
        frame[14] = 0x45;
        frame[23] = 6; // TCP
        frame[34] = (byte) (sourcePort >>> 8);
        frame[35] = (byte) sourcePort;
        frame[36] = (byte) (destinationPort >>> 8);
        frame[37] = (byte) destinationPort;
        return frame;
    }

    /** The first that the kind of link knows, as on an interface. */
    private static BpfProgram program(DataLinkType linkType, List<Integer> ports) throws PcapNativeException {
        PcapNativeException refused = null;
        try (PcapHandle handle = Pcaps.openDead(linkType, SNAP_BYTES)) {
            for (String expression : KernelFilter.expressions(ports)) {
                try {
                    return handle.compileFilter(expression, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
                } catch (PcapNativeException e) {
                    refused = e;
                }
            }
        } catch (org.pcap4j.core.NotOpenException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw refused;
    }

    /** Compares what the filter keeps with what the decoder finds. */
    private static final class Kept implements FrameSink, SegmentSink, CaptureReport {
        private final List<Integer> ports;
        private final List<String> missed = new ArrayList<>();
        private FrameDecoder decoder;
        private BpfProgram filter;
        private int linkType = -1;
        /** As live: what servers gave out for DCE/RPC is in the filter from the next frame on. */
        private int[] callPorts;

        private String capture;
        private long segments;
        private boolean found;

        Kept(List<Integer> ports) {
            this.ports = ports;
        }

        void read(Path file) throws IOException {
            capture = file.getParent().getFileName().toString();
            decoder = new FrameDecoder(Limits.defaults(), new Ledger(), new int[0], false, this);
            try (CaptureFiles source = CaptureFiles.open(List.of(file), InputStream.nullInputStream(), this)) {
                long frames = 0;
                for (int given = 0; given >= 0; given = source.poll(this, 64)) {
                    frames += given;
                    source.release(frames);
                }
            }
        }

        @Override
        public void onFrame(int link, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
            if (link != linkType || decoder.callPorts() != callPorts) {
                linkType = link;
                callPorts = decoder.callPorts();
                filter = programOf(link);
            }
            found = false;
            decoder.onFrame(link, frame, wireBytes, epochNanos, frameNumber);
            byte[] bytes = new byte[frame.length()];
            frame.copyTo(0, bytes, 0, bytes.length);
            if (found && !filter.applyFilter(bytes, wireBytes, bytes.length)) {
                missed.add(capture + ", frame " + frameNumber);
            }
        }

        private BpfProgram programOf(int link) {
            try {
                List<Integer> all = new ArrayList<>(ports);
                Arrays.stream(callPorts).forEach(all::add);
                return program(DataLinkType.getInstance(link == RAW_IN_FILES ? RAW : link), all);
            } catch (PcapNativeException e) {
                throw new IllegalStateException("link type " + link, e);
            }
        }

        @Override
        public void onSegment(Segment segment) {
            segments++;
            found = true;
        }

        @Override
        public void onDamage(CaptureDamage damage) {
            // Cases of damage are among them.
        }

        @Override
        public void onSkipped(String entry, String reason) {
            throw new IllegalStateException(entry + ": " + reason);
        }
    }
}
