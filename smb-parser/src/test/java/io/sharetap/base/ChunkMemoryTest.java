package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link ChunkMemory}: what it gives out, when it grows, and when it gives memory back to the machine. */
class ChunkMemoryTest {
    private static final int CHUNK_BYTES = 16;
    private static final int SLAB = 64;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ChunkMemory memory = new ChunkMemory(CHUNK_BYTES, SLAB, 4 * SLAB + 10);
    private long clockNanos;

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void givesOutTheLowestFreeChunkUpToItsBound() {
        for (int chunk = 0; chunk < 4 * SLAB + 10; chunk++) {
            assertEquals(chunk, memory.take());
        }
        assertEquals(ChunkMemory.NONE, memory.take());
        assertEquals(4 * SLAB + 10, memory.chunks());
        memory.release(200);
        memory.release(70);
        memory.release(71);
        assertEquals(70, memory.take());
        assertEquals(71, memory.take());
        assertEquals(200, memory.take());
        assertEquals(ChunkMemory.NONE, memory.take());
    }

    @Test
    void chunksDoNotOverlap() {
        List<Integer> chunks = take(3 * SLAB);
        for (int chunk : chunks) {
            for (int at = 0; at < CHUNK_BYTES; at++) {
                memory.slabOf(chunk).setByte(memory.offsetOf(chunk) + at, chunk);
            }
        }
        for (int chunk : chunks) {
            for (int at = 0; at < CHUNK_BYTES; at++) {
                assertEquals((byte) chunk, memory.slabOf(chunk).getByte(memory.offsetOf(chunk) + at));
            }
        }
    }

    @Test
    void whatOnePeakNeededGoesBackAfterTwoSpans() {
        List<Integer> peak = take(4 * SLAB);
        seconds(1);
        peak.subList(10, peak.size()).forEach(memory::release);
        seconds(50);
        assertEquals(4 * SLAB, memory.chunks());
        seconds(130);
        assertEquals(SLAB, memory.chunks());
        assertEquals(10, memory.taken());
        assertEquals(10, memory.take());
    }

    @Test
    void whatIsNeededEveryTenSecondsStays() {
        seconds(1);
        for (int loop = 0; loop < 60; loop++) {
            List<Integer> peak = take(3 * SLAB - 5);
            peak.forEach(memory::release);
            seconds(10);
            assertEquals(3 * SLAB, memory.chunks(), "after " + loop);
        }
    }

    @Test
    void aSlabOfWhichAChunkIsTakenStays() {
        List<Integer> peak = take(4 * SLAB);
        int last = peak.remove(4 * SLAB - 1);
        peak.forEach(memory::release);
        seconds(300);
        assertEquals(4 * SLAB, memory.chunks());
        memory.slabOf(last).setByte(memory.offsetOf(last), 1);
        memory.release(last);
        seconds(300);
        assertEquals(0, memory.chunks());
        assertEquals(0, memory.take());
    }

    @Test
    void aClockThatLeapsDaysGivesBackOnlyWhatIsFree() {
        List<Integer> chunks = take(2 * SLAB);
        clockNanos += TimeUnit.DAYS.toNanos(40);
        seconds(1);
        clockNanos += TimeUnit.DAYS.toNanos(40);
        seconds(1);
        assertEquals(2 * SLAB, memory.chunks());
        chunks.forEach(memory::release);
        assertEquals(0, memory.taken());
    }

    @Test
    void takesAndReleasesLikeASet() {
        Random random = new Random(7);
        TreeSet<Integer> free = new TreeSet<>();
        List<Integer> taken = new ArrayList<>();
        int most = 0;
        for (int step = 0; step < 200_000; step++) {
            boolean grow = random.nextInt(2000) < 1000 + (step / 5000 % 2 == 0 ? 60 : -60);
            if (grow) {
                int chunk = memory.take();
                int expected = free.isEmpty() ? taken.size() : free.first();
                if (chunk == ChunkMemory.NONE) {
                    assertEquals(4 * SLAB + 10, taken.size());
                } else {
                    assertEquals(expected, chunk);
                    free.remove(chunk);
                    taken.add(chunk);
                }
            } else if (!taken.isEmpty()) {
                int chunk = taken.remove(random.nextInt(taken.size()));
                memory.release(chunk);
                free.add(chunk);
            }
            if (step % 16 == 0) {
                clockNanos += SECOND;
                memory.giveBack(clockNanos);
                most = Math.max(most, memory.chunks());
                free.tailSet(memory.chunks()).clear();
            }
            assertEquals(taken.size(), memory.taken());
            assertTrue(memory.chunks() >= memory.taken());
        }
        assertEquals(4 * SLAB + 10, most);
    }

    private List<Integer> take(int count) {
        List<Integer> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(memory.take());
        }
        return chunks;
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            clockNanos += SECOND;
            memory.giveBack(clockNanos);
        }
    }
}
