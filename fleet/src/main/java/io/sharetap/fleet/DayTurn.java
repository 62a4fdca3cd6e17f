package io.sharetap.fleet;

import io.sharetap.baseline.ObservedDays;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Closes a day in all parts and opens the next: has the destinations counted that received executables, has the
 * executables' step say which days were similar ones, and then announces the numbers by which the next day is judged.
 * Nothing of that day is judged before.
 */
final class DayTurn {
    private static final Bytes KEY = Bytes.wrap(new byte[] {0});

    /** The key of observed days that wait for their day. */
    private static final Bytes SEEDED = Bytes.wrap(new byte[] {1});

    /** What it waits for. */
    private enum Phase {
        /** For all parts to be done with the day. */
        OPEN,
        /** For the destinations' step to count. */
        COUNTING,
        /** For all parts to close the day. */
        CLOSING
    }

    private final SectionStore store;
    private final Outbox outbox;
    private final int parts;
    private final ObservedDays days;
    private Phase phase = Phase.OPEN;
    private long next = ObservedDays.NONE;
    private int answers;
    private long known;

    DayTurn(FleetSettings settings, SectionStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
        parts = settings.parts().count();
        days = new ObservedDays(settings.baseline());
        byte[] kept = store.get(KEY);
        if (kept != null) {
            ByteBuffer in = ByteBuffer.wrap(kept);
            long day = in.getLong();
            long bits = in.getLong();
            boolean active = in.get() == 1;
            if (day != ObservedDays.NONE) {
                days.resume(day, bits, active);
            }
            phase = Phase.values()[in.get()];
            next = in.getLong();
            answers = in.getInt();
            known = in.getLong();
        }
    }

    private void save() {
        store.put(
                KEY,
                ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES + 2)
                        .putLong(days.day())
                        .putLong(days.observedBits())
                        .put((byte) (days.active() ? 1 : 0))
                        .put((byte) phase.ordinal())
                        .putLong(next)
                        .putInt(answers)
                        .putLong(known)
                        .array());
    }

    /** The day that is being judged. */
    long day() {
        return days.day();
    }

    /** Begins to close the day, if all parts are done with it and an event of a later day has come. */
    void begin(Letter.Progress[] progress) {
        if (phase != Phase.OPEN) {
            return;
        }
        long first = Long.MAX_VALUE;
        for (Letter.Progress each : progress) {
            if (each.openDay() != days.day() || !each.done()) {
                return;
            }
            first = each.nextDay() == ObservedDays.NONE ? first : Math.min(first, each.nextDay());
        }
        if (first == Long.MAX_VALUE) {
            return;
        }
        for (Letter.Progress each : progress) {
            if (each.completeNanos() < ObservedDays.startNanos(first)) {
                return;
            }
        }
        turnTo(first);
    }

    private void turnTo(long day) {
        next = day;
        expect(Phase.COUNTING);
        for (int part = 0; part < parts; part++) {
            outbox.toDestinations(part, new Letter.Count(days.day(), next));
        }
        outbox.hurry();
    }

    /**
     * All entries of a stored baseline have been sent. If no day was opened yet, the baseline's last day opens;
     * otherwise its observed days count from the next day on.
     */
    void onSeeded(Letter.Seeded seeded) {
        store.put(SEEDED, new LetterCodec().serialize("seeded", seeded));
        if (days.day() == ObservedDays.NONE && phase == Phase.OPEN) {
            turnTo(seeded.day());
        } else {
            uniteSeeded();
            save();
        }
    }

    /** Adds the waiting observed days, once their day has come. */
    private void uniteSeeded() {
        byte[] kept = store.get(SEEDED);
        if (kept != null
                && new LetterCodec().deserialize("seeded", kept) instanceof Letter.Seeded seeded
                && seeded.day() <= days.day()) {
            days.unite(seeded.day(), seeded.observedBits(), seeded.active());
            store.delete(SEEDED);
        }
    }

    private void expect(Phase then) {
        phase = then;
        answers = 0;
        known = 0;
        save();
    }

    private boolean allAnswered(long more) {
        known += more;
        answers++;
        save();
        return answers == parts;
    }

    void onCounted(Letter.Counted counted) {
        if (phase == Phase.COUNTING && allAnswered(counted.known())) {
            long all = known;
            expect(Phase.CLOSING);
            for (int part = 0; part < parts; part++) {
                outbox.toExecutables(part, new Letter.Close(days.day(), next, all));
            }
            outbox.hurry();
        }
    }

    /** Takes a part's end of the day. Returns the day that opens if that was the last part; otherwise null. */
    Letter.Open onEnded(Letter.Ended ended) {
        if (phase != Phase.CLOSING || !allAnswered(ended.known())) {
            return null;
        }
        days.begin(next);
        uniteSeeded();
        Letter.Open open = new Letter.Open(
                next, known, days.status().state(), days.status().observedDays());
        expect(Phase.OPEN);
        outbox.toAllClients(open);
        outbox.hurry();
        return open;
    }
}
