package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.sharetap.base.ByteWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FrameRingTest {
    private static final int CAPACITY = 4_096;
    private static final int FRAME_BYTES = 1_000;

    private final Memory data = new Memory(FRAME_BYTES);
    private final ByteWindow window = new ByteWindow();
    private final List<String> taken = new ArrayList<>();
    private FrameRing ring;
    private long number;

    @BeforeEach
    void make() {
        LibpcapHere.need();
        ring = new FrameRing(CAPACITY);
    }

    @AfterEach
    void giveBack() {
        if (ring != null) {
            ring.close();
        }
    }

    private boolean put(int bytes, int content, long epochNanos) {
        data.setMemory(0, FRAME_BYTES, (byte) content);
        return ring.put(1, Pointer.nativeValue(data), bytes, bytes + 7, epochNanos, epochNanos + 5);
    }

    private void take() {
        assertTrue(ring.hasNext());
        ring.take(
                (linkType, frame, wireBytes, epochNanos, frameNumber) -> taken.add(linkType + " " + frame.length() + " "
                        + wireBytes + " " + epochNanos + " " + frameNumber + " " + frame.u8(frame.length() - 1)),
                window,
                ++number);
    }

    @Test
    void givesFramesAsTheyWerePut() {
        assertFalse(ring.hasNext());
        assertTrue(put(60, 7, 1_000));
        assertTrue(put(61, 8, 2_000));
        assertEquals(1_000, ring.hasNext() ? ring.epochNanos() : 0);
        assertEquals(1_005, ring.arrivedNanos());
        take();
        take();
        assertEquals(List.of("1 60 67 1000 1 7", "1 61 68 2000 2 8"), taken);
        assertFalse(ring.hasNext());
    }

    @Test
    void takesNoMoreWhenFullUntilFramesAreReleased() {
        while (put(FRAME_BYTES, 1, 0)) {
            number++;
        }
        assertEquals(3, number);
        number = 0;
        take();
        assertFalse(put(FRAME_BYTES, 2, 0), "taken, and still being read");
        ring.release(1);
        assertTrue(put(FRAME_BYTES, 2, 0));
    }

    @Test
    void keepsFramesThatWereNotReleased() {
        put(100, 1, 0);
        put(100, 2, 0);
        put(100, 3, 0);
        take();
        take();
        long used = ring.usedBytes();
        ring.release(1);
        assertTrue(ring.usedBytes() < used);
        long kept = ring.usedBytes();
        ring.release(1);
        assertEquals(kept, ring.usedBytes());
        ring.release(100);
        assertTrue(ring.usedBytes() > 0, "one was not even taken");
        take();
        ring.release(100);
        assertEquals(0, ring.usedBytes());
    }

    /** One thread puts, another takes; frames of all lengths, so that each meets the end of the memory everywhere. */
    @Test
    @Timeout(60)
    void handsOverBetweenTwoThreads() throws InterruptedException {
        int frames = 200_000;
        long seed = 11;
        AtomicLong refused = new AtomicLong();
        Thread capturing = new Thread(() -> {
            Random random = new Random(seed);
            for (int i = 0; i < frames; i++) {
                int bytes = 1 + random.nextInt(FRAME_BYTES);
                while (!put(bytes, i, i)) {
                    refused.incrementAndGet();
                    Thread.yield();
                }
            }
        });
        capturing.start();
        Random random = new Random(seed);
        Random releases = new Random(seed + 1);
        for (int i = 0; i < frames; ) {
            if (!ring.hasNext()) {
                Thread.yield();
                continue;
            }
            int bytes = 1 + random.nextInt(FRAME_BYTES);
            take();
            String expected = "1 " + bytes + " " + (bytes + 7) + " " + i + " " + ++i + " " + (i - 1 & 0xFF);
            assertEquals(expected, taken.remove(0), "seed " + seed);
            ring.release(number - releases.nextInt(3));
        }
        capturing.join();
        ring.release(number);
        assertEquals(0, ring.usedBytes());
    }
}
