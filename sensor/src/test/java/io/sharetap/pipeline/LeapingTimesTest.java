package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Limits;
import io.sharetap.config.SensorConfig;
import io.sharetap.event.EventCodec;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.frame.FrameDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A capture whose times leap ahead with one pair of hosts and back with another: what one pair's packets say of the
 * time must do to the other's waits the same, whether one worker sees both or not.
 */
class LeapingTimesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final SensorConfig CONFIG = SensorConfig.of(List.of(), Map.of(), null);

    /** In the frame behind the Ethernet header. */
    private static final int LAST_BYTE_OF_SOURCE = 14 + 15;

    private static final int LAST_BYTE_OF_DESTINATION = 14 + 19;
    private static final byte CLIENT = 66;

    // Of the write, by their place in the capture.
    private static final int FIRST_WRITE_ANSWERED = 21;
    private static final int SECOND_WRITE_BEGINS = 22;
    private static final int CLOSE_BEGINS = 34;

    private final List<RecordedFrame> write = RecordedFrame.of(Path.of("..", "pcaps", "plain-write", "capture.pcap"));
    private final long start = Math.floorDiv(write.get(0).epochNanos(), SECOND) * SECOND;
    private final EventCodec codec = new EventCodec();

    LeapingTimesTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(bytes = {1, 2, 3, 4, 5, 6, 7, 8})
    void aHoleIsGivenUpWhoeverNoticesThatItsTimeIsOver(byte otherClient) throws IOException {
        List<RecordedFrame> frames = new ArrayList<>();
        RecordedFrame late = write.get(SECOND_WRITE_BEGINS + 1);
        for (RecordedFrame frame : write.subList(0, CLOSE_BEGINS)) {
            if (frame != late) {
                add(frames, frame, CLIENT, 3 * SECOND / 10);
            }
        }
        add(frames, write.get(0), otherClient, 19 * SECOND / 10);
        add(frames, late, CLIENT, 9 * SECOND / 10);
        for (RecordedFrame frame : write.subList(CLOSE_BEGINS, write.size())) {
            add(frames, frame, CLIENT, SECOND);
        }
        List<SensorEvent> events = assertSameWhateverTheNumberOfWorkers(frames);
        assertEquals(1, events.stream().filter(FileWrite.class::isInstance).count());
    }

    @ParameterizedTest
    @ValueSource(bytes = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWritingRestsWhoeverNoticesThatItsTimeIsOver(byte otherClient) throws IOException {
        List<RecordedFrame> frames = new ArrayList<>();
        for (RecordedFrame frame : write.subList(0, FIRST_WRITE_ANSWERED)) {
            add(frames, frame, CLIENT, SECOND / 2);
        }
        for (RecordedFrame frame : write) {
            add(frames, frame, otherClient, 60 * SECOND + 9 * SECOND / 10);
        }
        for (RecordedFrame frame : write.subList(FIRST_WRITE_ANSWERED, write.size())) {
            add(frames, frame, CLIENT, 60 * SECOND + SECOND / 5);
        }
        assertSameWhateverTheNumberOfWorkers(frames);
    }

    @Test
    void anEarlierCaptureBehindALaterOneIsReadLikeIt() throws IOException {
        List<RecordedFrame> frames = new ArrayList<>();
        for (byte client = 1; client <= 20; client++) {
            for (RecordedFrame frame : write) {
                add(frames, frame, client, (40L - client / 11 * 36) * 100 * SECOND + client * 70 * SECOND);
            }
        }
        List<SensorEvent> events = assertSameWhateverTheNumberOfWorkers(frames);
        assertEquals(
                20, events.stream().filter(event -> isWholeFile(event)).count(), "files that are whole and closed");
    }

    private static boolean isWholeFile(SensorEvent event) {
        return event instanceof FileWrite file && file.closed() && file.sha256() != null;
    }

    private void add(List<RecordedFrame> frames, RecordedFrame frame, byte client, long afterStart) {
        byte[] bytes = frame.bytes().clone();
        int at = bytes[LAST_BYTE_OF_SOURCE] == CLIENT ? LAST_BYTE_OF_SOURCE : LAST_BYTE_OF_DESTINATION;
        bytes[at] = client;
        frames.add(frame.with(bytes)
                .at(start + afterStart + frame.epochNanos() - write.get(0).epochNanos()));
    }

    private List<SensorEvent> assertSameWhateverTheNumberOfWorkers(List<RecordedFrame> frames) throws IOException {
        List<SensorEvent> expected = eventsOf(frames, 0);
        for (int workers = 1; workers <= 3; workers++) {
            List<SensorEvent> events = eventsOf(frames, workers);
            assertEquals(json(expected), json(events), workers + " workers");
        }
        return expected;
    }

    private List<String> json(List<SensorEvent> events) {
        return events.stream().map(codec::toJson).toList();
    }

    private static List<SensorEvent> eventsOf(List<RecordedFrame> frames, int workers) throws IOException {
        RecordingOutput output = new RecordingOutput();
        Limits shared = CONFIG.limits().sharedBy(Math.max(1, workers));
        Pipeline pipeline = new Pipeline(
                workers,
                (number, reports) -> new CheckedLane(shared, CONFIG.spool(), CONFIG.signatureRoots(), reports),
                (sink, ledger) -> new FrameDecoder(CONFIG.limits(), ledger, new int[0], sink)::onFrame,
                output::detector,
                output);
        RunResult result = pipeline.run(new FramesInMemory(frames), (read, total) -> {});
        assertEquals(0, result.faults().count());
        return output.events();
    }
}
