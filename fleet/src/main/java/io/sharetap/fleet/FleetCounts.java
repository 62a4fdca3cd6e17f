package io.sharetap.fleet;

import java.util.concurrent.atomic.LongAdder;

/** Counts what this instance did since its start; the steps' threads write, any thread reads. */
final class FleetCounts {
    private final LongAdder events = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder twice = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder stray = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder judged = new LongAdder();
    private final LongAdder candidates = new LongAdder();
    private final LongAdder alerts = new LongAdder();
    private final LongAdder faults = new LongAdder();

    void event() {
        events.increment();
    }

    void write() {
        writes.increment();
    }

    void twice() {
        twice.increment();
    }

    void late() {
        late.increment();
    }

    void stray() {
        stray.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }

    void wasJudged() {
        judged.increment();
    }

    void candidate() {
        candidates.increment();
    }

    void alert() {
        alerts.increment();
    }

    /** A thread failed and was replaced. */
    void fault() {
        faults.increment();
    }

    long events() {
        return events.sum();
    }

    long writes() {
        return writes.sum();
    }

    long seenTwice() {
        return twice.sum();
    }

    long lateEvents() {
        return late.sum();
    }

    long strays() {
        return stray.sum();
    }

    long deadLetters() {
        return deadLetters.sum();
    }

    long judged() {
        return judged.sum();
    }

    long candidates() {
        return candidates.sum();
    }

    long alerts() {
        return alerts.sum();
    }

    long faults() {
        return faults.sum();
    }
}
