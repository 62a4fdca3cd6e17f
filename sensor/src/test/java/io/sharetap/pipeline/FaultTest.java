package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.capture.CaptureDamage;
import io.sharetap.capture.CaptureFiles;
import io.sharetap.capture.CaptureReport;
import io.sharetap.detect.Detector;
import io.sharetap.event.BlindSession;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.output.IgnoringOutput;
import io.sharetap.pe.ExecutableSink;
import io.sharetap.pe.PeFacts;
import io.sharetap.signature.TrustedRoots;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.Hashing;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own code fails in the middle of a connection: that is told, and what comes after it is seen again. */
class FaultTest {
    private static final Path CASES = Path.of("..", "pcaps");

    /** Fails at the first executable that it is given. */
    private static final class FailingOnce implements ExecutableSink {
        private boolean failed;

        @Override
        public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public void onOtherFile(AssembledFile file, Moment now) {}
    }

    /** Takes the place of detector and output. */
    private static final class Events extends IgnoringOutput implements Detector, CaptureReport {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void onEvent(SensorEvent event) {
            if (event instanceof FileWrite write) {
                lines.add(write.path() + (write.closed() ? " closed" : "") + (write.pe() == null ? "" : " program"));
            } else if (event instanceof BlindSession blind) {
                lines.add("blind " + blind.reason());
            }
        }

        @Override
        public void onEnd(long epochNanos) {}

        @Override
        public void onSkipped(String input, String reason) {
            throw new AssertionError(input + ": " + reason);
        }

        @Override
        public void onDamage(CaptureDamage damage) {
            throw new AssertionError(damage.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aConnectionOnWhichOurCodeFailedIsGivenUpAndThatIsReported(int workers) throws Exception {
        Events events = new Events();
        Path capture = CASES.resolve("two-opens-minutes-apart").resolve("capture.pcap");
        FailingOnce failing = new FailingOnce();
        Pipeline pipeline = new Pipeline(
                workers,
                (number, reports) -> new SmbLane(
                        Limits.defaults(),
                        null,
                        TrustedRoots.shipped(),
                        null,
                        List.of(),
                        failing,
                        new ProgramPairs(),
                        Hashing.alone(),
                        reports),
                (sink, ledger) -> new FrameDecoder(Limits.defaults(), ledger, new int[0], false, sink)::onFrame,
                sink -> events,
                events);
        try (CaptureFiles source = CaptureFiles.open(List.of(capture), InputStream.nullInputStream(), events)) {
            RunResult result = pipeline.run(source, (read, total) -> {});
            assertEquals(1, result.of(Anomaly.FRAME_HANDLING_FAILED));
            assertEquals(1, result.faults().count());
        }
        assertEquals(List.of("later.exe closed program", "blind evicted", "later.exe closed program"), events.lines);
    }
}
