package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {
    /** From 127.0.0.1 to port 445, three bytes of payload; the checksums were computed by another program. */
    private static final byte[] V4 = Packets.hex("4500 002b 1234 4000 4006 2a97 7f000001 7f000001"
            + "c350 01bd 00000001 00000002 5018 0100 6774 0000 414243");

    private static final byte[] V6 =
            Packets.ipv6(6, Packets.hex("c350 01bd 00000001 00000002 5018 0100 0a02 0000 414243"));

    private final Ledger ledger = new Ledger();
    private int segments;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsRightChecksumsPass(boolean count) {
        decode(count, V4, V4.length);
        decode(count, V6, V6.length);
        assertEquals(2, segments);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsWrongChecksumsPassUnlessTheyCount(boolean count) {
        byte[] header = V4.clone();
        header[8]--;
        byte[] four = V4.clone();
        four[42]++;
        byte[] six = V6.clone();
        six[61]++;
        for (byte[] packet : new byte[][] {header, four, six}) {
            decode(count, packet, packet.length);
        }
        assertEquals(count ? 0 : 3, segments);
        assertEquals(count ? 1 : 0, ledger.of(Anomaly.IP_CHECKSUM_WRONG));
        assertEquals(count ? 2 : 0, ledger.of(Anomaly.TCP_CHECKSUM_WRONG));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 42})
    void doesNotJudgeWhatTheSnapLengthCut(int captured) {
        decode(true, Arrays.copyOf(V4, captured), V4.length);
        assertEquals(1, segments);
    }

    private void decode(boolean count, byte[] packet, int wireBytes) {
        FrameDecoder decoder = new FrameDecoder(Limits.defaults(), ledger, new int[0], count, segment -> segments++);
        ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(packet), 0, packet.length);
        decoder.onFrame(Decoded.RAW, window, wireBytes, 0, 1);
    }
}
