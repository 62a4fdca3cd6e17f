package io.sharetap.nbss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.base.TestCaptures;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Reassembler;
import io.sharetap.tcp.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Frames to messages over real captures: the lengths of all messages are those that tshark finds. */
class CapturedMessagesTest {
    /** Messages that tshark 4.0 does not find, by their lengths. */
    private static final Map<String, Map<Integer, Integer>> MISSED_BY_TSHARK = Map.of(
            // The message that the missing segment lies in.
            "smb2-one-segment-missing.pcap",
            Map.of(5_936, 1),
            // The client's direction, whose first segment carries one byte of a prefix.
            "smb1-random-segmentation.pcap",
            Map.of(35, 1, 41, 1, 88, 1, 100, 1, 132, 1, 156, 1, 190, 1, 202, 1));

    @TestFactory
    Stream<DynamicTest> framesTheMessagesThatTsharkFinds() {
        List<Path> captures = TestCaptures.all();
        return captures.stream()
                .map(capture -> DynamicTest.dynamicTest(capture.getFileName().toString(), () -> {
                    Tshark.assumePresent();
                    TreeMap<Integer, Integer> expected = Tshark.messageLengths(capture);
                    MISSED_BY_TSHARK
                            .getOrDefault(capture.getFileName().toString(), Map.of())
                            .forEach((length, count) -> expected.merge(length, count, Integer::sum));
                    assertEquals(expected, lengths(capture));
                }));
    }

    /** How many messages there are of each length. */
    private static TreeMap<Integer, Integer> lengths(Path capture) {
        TreeMap<Integer, Integer> lengths = new TreeMap<>();
        Ledger ledger = new Ledger();
        NbssFramer framer = new NbssFramer(ledger, (connection, now) -> new Lengths(lengths));
        Reassembler reassembler = new Reassembler(Limits.defaults(), ledger, framer);
        FrameDecoder decoder = new FrameDecoder(Limits.defaults(), ledger, new int[0], reassembler);
        TestCaptures.read(capture, decoder::onFrame);
        reassembler.onEndOfInput();
        return lengths;
    }

    private static final class Lengths implements MessageSink {
        private final TreeMap<Integer, Integer> lengths;

        Lengths(TreeMap<Integer, Integer> lengths) {
            this.lengths = lengths;
        }

        @Override
        public void onMessage(Side from, int messageBytes, Moment now) {
            lengths.merge(messageBytes, 1, Integer::sum);
        }

        @Override
        public void onBytes(Side from, ByteWindow bytes, Moment now) {}

        @Override
        public void onGap(Side from, int gapBytes, Moment now) {}

        @Override
        public void onAbandoned(Side from, Moment now) {}

        @Override
        public void onEnd(EndReason reason, Moment now) {}
    }
}
