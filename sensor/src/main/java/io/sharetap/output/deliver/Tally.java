package io.sharetap.output.deliver;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what became of messages; any thread may count and read. */
final class Tally {
    private final AtomicLong taken = new AtomicLong();
    private final Map<Loss, AtomicLong> lost = new EnumMap<>(Loss.class);
    private final AtomicLong reconnects = new AtomicLong();
    private volatile boolean up = true;
    private volatile long lastErrorMillis;

    Tally() {
        for (Loss reason : Loss.values()) {
            lost.put(reason, new AtomicLong());
        }
    }

    void taken() {
        taken.incrementAndGet();
    }

    void lost(Loss reason, int count) {
        lost.get(reason).addAndGet(count);
    }

    void failed() {
        up = false;
        lastErrorMillis = System.currentTimeMillis();
    }

    void reconnecting() {
        reconnects.incrementAndGet();
    }

    void works() {
        up = true;
    }

    OutputCounts counts(String name, Backlog.Fill fill) {
        Map<Loss, Long> losses = new EnumMap<>(Loss.class);
        lost.forEach((reason, count) -> losses.put(reason, count.get()));
        return new OutputCounts(
                name,
                taken.get(),
                fill.memoryRecords(),
                fill.memoryBytes(),
                fill.spilledRecords(),
                fill.spilledBytes(),
                losses,
                reconnects.get(),
                up,
                lastErrorMillis);
    }
}
