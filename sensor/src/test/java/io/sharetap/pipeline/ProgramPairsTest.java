package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.capture.CaptureDamage;
import io.sharetap.capture.CaptureFiles;
import io.sharetap.capture.CaptureReport;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.frame.Segment;
import io.sharetap.signature.TrustedRoots;
import io.sharetap.transfer.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is writing a program is known before the program's first bytes. */
class ProgramPairsTest {
    private static final int DATA_BYTES = 700;

    private final ProgramPairs programs = new ProgramPairs();
    private final List<Boolean> knownBeforeData = new ArrayList<>();

    private void replay(String name) throws IOException {
        SmbLane lane = new SmbLane(
                Limits.defaults(),
                null,
                TrustedRoots.shipped(),
                null,
                List.of(),
                new ExtractedExecutables(null),
                programs,
                Hashing.alone(),
                report -> {});
        FrameDecoder decoder =
                new FrameDecoder(Limits.defaults(), new Ledger(), new int[0], segment -> take(lane, segment));
        Path capture = Path.of("..", "pcaps", name, "capture.pcap");
        try (CaptureFiles source = CaptureFiles.open(List.of(capture), InputStream.nullInputStream(), new NoReport())) {
            while (source.poll(decoder::onFrame, 100) >= 0) {
                source.release(Long.MAX_VALUE);
            }
        }
    }

    private void take(SmbLane lane, Segment segment) {
        segment.clockNanos = segment.epochNanos;
        if (segment.payload.length() >= DATA_BYTES) {
            knownBeforeData.add(programs.isWriting(segment.hostPairHash(), segment.clockNanos));
        }
        lane.onSegment(segment);
    }

    @Test
    void isKnownByTheNameOfANewFile() throws IOException {
        replay("plain-write");
        assertFalse(knownBeforeData.isEmpty());
        assertTrue(knownBeforeData.get(0));
    }

    @Test
    void isKnownByTheFirstBytesAloneWhereTheNameSaysNothing() throws IOException {
        replay("rename-after-write");
        assertEquals(false, knownBeforeData.get(0));
        assertTrue(knownBeforeData.get(1));
    }

    private static final class NoReport implements CaptureReport {
        @Override
        public void onDamage(CaptureDamage damage) {
            throw new IllegalStateException(damage.message());
        }

        @Override
        public void onSkipped(String entry, String reason) {
            throw new IllegalStateException(entry);
        }
    }
}
