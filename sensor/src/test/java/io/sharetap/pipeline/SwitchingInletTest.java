package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SwitchingInletTest {
    private static final int PAYLOAD_BYTES = 1_000;
    private static final int JUDGED_BYTES = 10 * PAYLOAD_BYTES;
    private static int made;

    /** Of this test alone: the thread of the test before may still be about to end. */
    private final String worker = "switching-worker-" + ++made;

    private final Faults faults = new Faults();
    private final NotingLane lane = new NotingLane();
    private final LaneFeed feed = new LaneFeed(lane, report -> {}, faults, JUDGED_BYTES);
    private final LaneInlet inlet = new SwitchingInlet(feed, () -> new RingInlet(feed, worker, faults));
    private final ByteWindow frame = new ByteWindow().wrap(Unpooled.buffer(PAYLOAD_BYTES), 0, PAYLOAD_BYTES);
    private long frames;

    /** Notes each frame and who played it; of each payload it keeps as much as it is told to. */
    private static final class NotingLane extends IdleLane {
        /** Kept by one thread at a time, as all that a lane has: no lock, so that a wrong turn can be seen. */
        private final List<Long> played = new ArrayList<>();

        private final List<String> threads = new ArrayList<>();
        private long keptBytes;
        private volatile boolean keeps;
        private boolean ended;

        @Override
        public void onSegment(Segment segment) {
            played.add(segment.frameNumber);
            threads.add(Thread.currentThread().getName());
            keptBytes += keeps ? segment.payload.length() : 0;
        }

        @Override
        public void onEnd(Moment now) {
            ended = true;
        }

        @Override
        public long workBytes() {
            return keptBytes;
        }
    }

    private void play(int count) {
        Segment segment = new Segment();
        for (int i = 0; i < count; i++) {
            segment.frameNumber = ++frames;
            segment.payload.wrap(frame, 0, PAYLOAD_BYTES);
            inlet.onSegment(segment);
        }
    }

    /** Plays until the lane's work is judged as wanted. */
    private void playUntilJudged(boolean much) {
        lane.keeps = much;
        while (feed.hasMuchWork() != much) {
            play(1);
            inlet.flush(frames);
        }
        inlet.flush(frames);
    }

    private String threadOf(long frameNumber) {
        return lane.threads.get(lane.played.indexOf(frameNumber));
    }

    private void end() {
        inlet.onEnd(1, frames, 1);
        inlet.awaitEnd();
    }

    private boolean workerLives() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(worker));
    }

    @Test
    void aLaneOfLittleWorkIsPlayedByTheReader() {
        lane.keeps = false;
        play(100);
        inlet.flush(frames);
        assertEquals(frames, inlet.doneFrame(frames));
        end();
        String reader = threadOf(1);
        assertNotEquals(worker, reader);
        assertEquals(List.of(reader), lane.threads.stream().distinct().toList());
        assertFalse(workerLives());
        assertTrue(lane.ended);
    }

    @Test
    void aLaneThatKeepsMuchGetsAThreadUntilItKeepsLittle() throws InterruptedException {
        playUntilJudged(true);
        long handedOver = frames + 1;
        play(50);
        playUntilJudged(false);
        long takenBack = frames + 1;
        play(50);
        inlet.flush(frames);
        assertEquals(frames, inlet.doneFrame(frames));
        end();
        assertNotEquals(worker, threadOf(handedOver - 1));
        assertEquals(worker, threadOf(handedOver));
        assertEquals(worker, threadOf(handedOver + 49));
        assertEquals(threadOf(1), threadOf(takenBack));
        assertEquals(threadOf(1), threadOf(frames));
        assertEquals(LongStream.rangeClosed(1, frames).boxed().toList(), lane.played);
        assertEquals(0, faults.count());
        for (int i = 0; i < 600 && workerLives(); i++) {
            Thread.sleep(100);
        }
        assertFalse(workerLives(), "its thread is still there");
    }

    @Test
    void aQuarterOfThePayloadIsMuchAndAnEighthLittle() {
        List<Integer> parts = List.of(2, 3, 2, 1, 2, 3); // of each ten
        List<Boolean> judged = new ArrayList<>();
        Segment segment = new Segment();
        for (int part : parts) {
            for (int i = 0; i < 10; i++) {
                segment.payload.wrap(frame, 0, PAYLOAD_BYTES);
                lane.keeps = i < part;
                feed.onSegment(segment);
            }
            judged.add(feed.hasMuchWork());
        }
        assertEquals(List.of(false, true, true, false, false, true), judged);
    }

    @Test
    void theEndIsSeenWhoeverHasTheLane() {
        playUntilJudged(true);
        play(3);
        end();
        assertTrue(lane.ended);
        assertEquals(new TreeSet<>(lane.played).size(), lane.played.size());
        assertEquals(frames, lane.played.size());
    }
}
