package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PcapngReaderTest {
    private static final byte[] FIVE = {1, 2, 3, 4, 5};

    @Test
    void readsEveryKindOfPacketBlockAndPassesOverTheRest() throws IOException {
        Recorded recorded = read(new PcapngBytes()
                .section(ByteOrder.LITTLE_ENDIAN)
                .block(0x0000_000A, new byte[16]) // decryption secrets
                .describe(1, 0)
                .describe(113, 0, 9, 0)
                .enhancedWithComment(0, 7, FIVE)
                .block(4, new byte[8]) // name resolution
                .block(0x4000_0BAD, new byte[4_000]) // custom
                .obsolete(1, 9, FIVE)
                .simple(5, FIVE)
                .block(5, new byte[12])); // statistics
        assertEquals(
                List.of(
                        new Recorded.Frame(1, "0102030405", 5, 7_000, 1),
                        new Recorded.Frame(113, "0102030405", 5, 9, 2),
                        new Recorded.Frame(1, "0102030405", 5, 9, 3)),
                recorded.frames);
    }

    @Test
    void startsOverWithEachSection() throws IOException {
        Recorded recorded = read(new PcapngBytes()
                .section(ByteOrder.LITTLE_ENDIAN)
                .describe(1, 0)
                .describe(1, 0, 9, 0)
                .enhanced(1, 3, FIVE)
                .section(ByteOrder.BIG_ENDIAN)
                .describe(101, 0)
                .enhanced(0, 4, FIVE));
        assertEquals(
                List.of(
                        new Recorded.Frame(1, "0102030405", 5, 3, 1),
                        new Recorded.Frame(101, "0102030405", 5, 4_000, 2)),
                recorded.frames);
    }

    @Test
    void cutsASimplePacketAtTheSnapLength() throws IOException {
        Recorded recorded = read(new PcapngBytes()
                .section(ByteOrder.LITTLE_ENDIAN)
                .describe(1, 3)
                .simple(1_500, new byte[] {1, 2, 3, 0}));
        assertEquals(new Recorded.Frame(1, "010203", 1_500, 0, 1), recorded.frames.get(0));
    }

    @Test
    void addsTheInterfacesOffset() throws IOException {
        Recorded recorded = read(new PcapngBytes()
                .section(ByteOrder.BIG_ENDIAN)
                .describe(1, 0, 6, -2)
                .enhanced(0, 5_000_000, FIVE));
        assertEquals(3_000_000_000L, recorded.frames.get(0).epochNanos());
    }

    @Test
    void stopsAtAPacketOfAnUnknownInterface() throws IOException {
        PcapngBytes capture = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 0);
        int at = capture.length();
        assertDamage(capture.enhanced(1, 0, FIVE), at, "a packet of interface 1, which is not described");
        assertDamage(
                new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).simple(5, FIVE),
                28,
                "a packet of interface 0, which is not described");
    }

    @Test
    void stopsWhereABlocksLengthsDisagree() throws IOException {
        PcapngBytes capture = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 0);
        int at = capture.length();
        capture.enhanced(0, 0, FIVE);
        capture.putInt(capture.length() - 4, 48);
        assertDamage(capture, at, "a block's two lengths disagree: 40 and 48");
        PcapngBytes skipped = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).block(5, new byte[12]);
        skipped.putInt(skipped.length() - 4, 12);
        assertDamage(skipped, 28, "a block's two lengths disagree: 24 and 12");
    }

    @Test
    void stopsAtImpossibleLengths() throws IOException {
        for (int length : new int[] {0, 8, 13, -4}) {
            PcapngBytes capture =
                    new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 0);
            int at = capture.length();
            capture.enhanced(0, 0, FIVE).putInt(at + 4, length);
            Recorded recorded = read(capture);
            assertEquals(at, recorded.damages.get(0).byteOffset());
        }
        PcapngBytes capture = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 0);
        int at = capture.length();
        assertDamage(capture.enhanced(0, 0, 9, 9, FIVE), at, "impossible packet length 9");
    }

    @Test
    void stopsAtASectionWithoutByteOrder() throws IOException {
        PcapngBytes capture = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
        int at = capture.length();
        capture.section(ByteOrder.LITTLE_ENDIAN).putInt(at + 8, 7);
        assertDamage(capture, at, "a section without a byte-order magic");
    }

    @Test
    void stopsAtBlocksTooShortForTheirKind() throws IOException {
        for (int type : new int[] {1, 2, 3, 6}) {
            PcapngBytes capture = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
            assertEquals(
                    28, read(capture.block(type, new byte[0])).damages.get(0).byteOffset());
        }
    }

    private static void assertDamage(PcapngBytes capture, long offset, String reason) throws IOException {
        Recorded recorded = read(capture);
        assertEquals(List.of(new CaptureDamage("standard input", offset, reason)), recorded.damages);
    }

    private static Recorded read(PcapngBytes capture) throws IOException {
        return Recorded.ofStream(capture.toBytes());
    }
}
