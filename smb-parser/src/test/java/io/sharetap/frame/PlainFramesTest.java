package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plain frames, and what becomes of them when bytes are changed: what is read at once is what the layers read. */
class PlainFramesTest {
    private static final int ROUNDS = 300_000;
    private static final int HEADERS_LENGTH = 54;
    private static final int[] PORTS = {139, 445, 135, 80, 50_000, 8_445};

    private final Readers layersAlone = new Readers();
    private final Readers plainFirst = new Readers();
    private final Random random = new Random(1);

    @Test
    void isWhatTheLayersRead() {
        int plain = 0;
        ByteWindow window = new ByteWindow();
        for (int round = 1; round <= ROUNDS; round++) {
            byte[] frame = frame();
            window.wrap(Unpooled.wrappedBuffer(frame), 0, frame.length);
            int wireEnd = frame.length + (random.nextInt(4) == 0 ? random.nextInt(2_000) : 0);
            layersAlone.byLayers(window, wireEnd, round);
            if (plainFirst.plain.decode(window, wireEnd, round * 1_000L, round)) {
                plain++;
            } else {
                plainFirst.byLayers(window, wireEnd, round);
            }
            assertEquals(layersAlone.seen, plainFirst.seen, () -> Arrays.toString(frame));
            layersAlone.seen.clear();
            plainFirst.seen.clear();
        }
        for (Count count : Count.values()) {
            assertEquals(layersAlone.ledger.of(count), plainFirst.ledger.of(count), count.name());
        }
        for (Anomaly anomaly : Anomaly.values()) {
            assertEquals(layersAlone.ledger.of(anomaly), plainFirst.ledger.of(anomaly), anomaly.name());
        }
        assertTrue(plain > ROUNDS / 4 && plain < ROUNDS, plain + " of " + ROUNDS + " are plain");
        assertTrue(layersAlone.ledger.of(Count.SEGMENTS) > ROUNDS / 10, "segments of SMB");
        assertTrue(layersAlone.ledger.of(Count.OTHER_TRAFFIC) > ROUNDS / 10, "other traffic");
    }

    @Test
    void leavesToTheLayersWhatIsShort() {
        byte[] frame = frameOf(445, 50_000, new byte[10]);
        ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(frame), 0, HEADERS_LENGTH - 1);
        assertFalse(plainFirst.plain.decode(window, frame.length, 1, 1));
        assertEquals(List.of(), plainFirst.seen);
    }

    /** Mostly a plain frame; cut, or with bytes of its headers changed. */
    private byte[] frame() {
        byte[] payload = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(60)];
        random.nextBytes(payload);
        byte[] frame = frameOf(PORTS[random.nextInt(PORTS.length)], PORTS[random.nextInt(PORTS.length)], payload);
        for (int at : new int[] {38, 39, 40, 41, 42, 43, 44, 45, 47}) {
            frame[at] = (byte) random.nextInt(); // sequence, acknowledgment, flags
        }
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(HEADERS_LENGTH);
            frame[at] = (byte) (random.nextBoolean() ? random.nextInt() : frame[at] ^ 1 << random.nextInt(8));
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(frame, random.nextInt(frame.length + 1)) : frame;
    }

    private static byte[] frameOf(int sourcePort, int destinationPort, byte[] payload) {
        byte[] segment = Packets.tcp(sourcePort, destinationPort, new byte[0], payload);
        return Packets.ethernet(0x0800, Packets.ipv4(6, segment));
    }

    /** Both ways to a segment, and what came out. */
    private static final class Readers {
        private final Ledger ledger = new Ledger();
        private final List<String> seen = new ArrayList<>();
        private final SmbPorts ports = new SmbPorts(new int[] {8_445});
        private final CallPorts callPorts = new CallPorts(Limits.defaults(), ledger);
        private final Layers layers = new Layers(
                Limits.defaults(), ledger, ports, callPorts, new Checksums(false), segment -> seen.add(text(segment)));
        private final PlainFrames plain = new PlainFrames(ports, callPorts, ledger, segment -> seen.add(text(segment)));

        void byLayers(ByteWindow frame, int wireEnd, long number) {
            layers.surroundings.start(number * 1_000, number);
            layers.link.decode(LinkLayer.ETHERNET, frame, 0, frame.length(), wireEnd);
        }

        private static String text(Segment segment) {
            StringBuilder payload = new StringBuilder();
            for (int i = 0; i < segment.payload.length(); i++) {
                payload.append(segment.payload.u8(i)).append(' ');
            }
            return String.join(
                    " ",
                    List.of(
                            "" + segment.epochNanos,
                            "" + segment.clockNanos,
                            "" + segment.frameNumber,
                            Long.toHexString(segment.sourceHigh),
                            Long.toHexString(segment.sourceLow),
                            "" + segment.sourcePort,
                            Long.toHexString(segment.destinationHigh),
                            Long.toHexString(segment.destinationLow),
                            "" + segment.destinationPort,
                            Long.toHexString(segment.sourceMac),
                            Long.toHexString(segment.destinationMac),
                            "" + segment.vlanId,
                            Integer.toHexString(segment.sequence),
                            Integer.toHexString(segment.acknowledgment),
                            "" + segment.flags,
                            "" + segment.missingTailBytes,
                            payload.toString()));
        }
    }
}
