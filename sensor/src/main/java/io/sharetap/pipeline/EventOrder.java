package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.detect.Detector;
import io.sharetap.event.EventCodec;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes the reports of all lanes and gives their events to the detector in {@link SensorEvent#ORDER}: the same order
 * however many lanes there are, and however fast each of them runs.
 *
 * <p>Every lane gets the same ticks. The reports between two ticks are the same, whichever lane did the work. So events
 * leave only at a tick that all lanes have reached: those that are older than the tick, and older than any event that a
 * lane may still report (a file that becomes idle is reported late, with the time of its last byte).
 */
final class EventOrder {
    /** Position of an event that was revealed by no frame. */
    static final long NO_POSITION = 0;

    /** Bytes of heap allowed for each event that may be held back: most are smaller, few much larger. */
    static final long BYTES_PER_EVENT = 480;

    /** Events that wait for a tick may take this fraction in addition, plus the bytes that held events leave free. */
    private static final int PENDING_SHARE = 4;

    private final ArrayDeque<Report>[] pending;
    private final int[] ticksPending;
    private final boolean[] ended;
    private final HeldEvents held = new HeldEvents();
    private final List<Report.ServedDomain> served = new ArrayList<>();
    private final DayBook days = new DayBook();
    private final UsedApart usedApart;
    private final Supplier<Detector> detector;
    private final Ledger ledger;
    private final int heldMax;
    private final long bytesHeldMax;
    private final Faults faults;
    private Runnable beforeDayCloses = () -> {};
    private boolean atEachTick;
    /** The event that is being given to the detector; null: none. It is not lost if the detector fails on it. */
    private HeldEvent giving;

    private long releasedNanos = Long.MIN_VALUE;
    private long pendingBytes;
    private long heldBytes;
    private long arrivals;
    private long lastPacketNanos = Long.MIN_VALUE;

    /**
     * Makes the order of some lanes.
     *
     * @param detector asked for only when the first event leaves, so that it has time to open
     * @param heldMax the most events held back; beyond, the oldest leave, and order may suffer
     */
    @SuppressWarnings("unchecked")
    EventOrder(int lanes, int heldMax, Supplier<Detector> detector, Ledger ledger, Faults faults) {
        this.pending = new ArrayDeque[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            pending[lane] = new ArrayDeque<>();
        }
        this.ticksPending = new int[lanes];
        this.ended = new boolean[lanes];
        this.heldMax = heldMax;
        bytesHeldMax = heldMax * BYTES_PER_EVENT;
        this.detector = detector;
        this.ledger = ledger;
        usedApart = new UsedApart(ledger);
        this.faults = faults;
    }

    void onReport(int lane, Report report) {
        enqueue(lane, report);
        if (pending[lane].size() > heldMax || pendingBytes + heldBytes > bytesHeldMax + bytesHeldMax / PENDING_SHARE) {
            mergeBeforeTheirTick();
        }
        if (report instanceof Report.Tick) {
            ticksPending[lane]++;
            mergeWhatIsReady();
        } else if (report instanceof Report.End end) {
            lastPacketNanos = end.epochNanos();
            ended[lane] = true;
            mergeWhatIsReady();
        }
    }

    /**
     * For live sources: events leave at the next tick, and do not wait for files that others still have open. Time is
     * reported, too.
     */
    void releaseAtEachTick() {
        atEachTick = true;
    }

    /** Sets the action to run before the detector gets the first event of a later day. */
    void beforeDayCloses(Runnable action) {
        beforeDayCloses = action;
    }

    /** Writes the events that came and were not judged yet; only for a single lane. */
    void writeTo(DataOutput out, EventCodec codec) throws IOException {
        out.writeLong(releasedNanos);
        days.writeTo(out);
        List<HeldEvent> waiting = held.all();
        if (giving != null) {
            waiting.add(giving);
        }
        out.writeInt(waiting.size());
        for (HeldEvent each : waiting) {
            out.writeBoolean(each == giving);
            codec.writeTo(out, each.event());
        }
        out.writeInt(pending[0].size());
        for (Report report : pending[0]) {
            boolean happened = report instanceof Report.Happened;
            out.writeBoolean(happened);
            if (happened) {
                codec.writeTo(out, ((Report.Happened) report).event());
            } else {
                out.writeLong(((Report.SmbSeen) report).epochNanos());
            }
        }
    }

    /** Restores what {@link #writeTo} wrote. */
    void readFrom(DataInput in, EventCodec codec) throws IOException {
        releasedNanos = in.readLong();
        days.readFrom(in);
        HeldEvent next = null;
        for (int left = in.readInt(); left > 0; left--) {
            boolean wasNext = in.readBoolean();
            HeldEvent each = new HeldEvent(codec.readFrom(in), arrivals++, false);
            if (wasNext) {
                next = each;
            } else {
                hold(each);
            }
        }
        for (int left = in.readInt(); left > 0; left--) {
            boolean happened = in.readBoolean();
            enqueue(0, happened ? new Report.Happened(codec.readFrom(in)) : new Report.SmbSeen(in.readLong()));
        }
        if (next != null) {
            give(next);
        }
        release(releasedNanos);
    }

    private void enqueue(int lane, Report report) {
        pending[lane].add(report);
        if (report instanceof Report.Happened happened) {
            pendingBytes += happened.weight();
        }
    }

    /**
     * Merges reports before their tick, since too many have come, or one lane is too far behind. Events that a slow
     * lane has still to report may then leave after later ones.
     */
    private void mergeBeforeTheirTick() {
        for (ArrayDeque<Report> reports : pending) {
            reports.removeIf(report -> {
                boolean timeless = report instanceof Report.Tick || report instanceof Report.End;
                if (!timeless) {
                    merge(report);
                }
                return !timeless;
            });
        }
        giveUpOrder();
    }

    private void mergeWhatIsReady() {
        while (everyLaneHasATick()) {
            long watermark = Long.MAX_VALUE;
            for (int lane = 0; lane < pending.length; lane++) {
                watermark = Math.min(watermark, mergeUpToTick(lane));
            }
            noteDomainControllers();
            release(watermark);
        }
        if (everyLaneIsAtItsEnd()) {
            try {
                for (ArrayDeque<Report> reports : pending) {
                    reports.forEach(this::merge);
                    reports.clear();
                }
                noteDomainControllers();
            } finally {
                finish(); // held events are given, whatever failed
            }
        }
    }

    private boolean everyLaneHasATick() {
        for (int ticks : ticksPending) {
            if (ticks == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean everyLaneIsAtItsEnd() {
        for (int lane = 0; lane < ended.length; lane++) {
            if (!ended[lane] || ticksPending[lane] > 0) {
                return false;
            }
        }
        return true;
    }

    /** Merges a lane's reports up to its next tick. Returns the time before which it has nothing more to report. */
    private long mergeUpToTick(int lane) {
        ticksPending[lane]--;
        while (true) {
            Report report = pending[lane].remove();
            if (report instanceof Report.Tick tick) {
                return tick.reportsFromNanos();
            }
            merge(report);
        }
    }

    private void merge(Report report) {
        if (report instanceof Report.Happened happened) {
            HeldEvent one = new HeldEvent(happened, arrivals++);
            pendingBytes -= one.weight();
            hold(one);
        } else if (report instanceof Report.SmbSeen seen) {
            days.smbSeen(seen.epochNanos());
        } else if (report instanceof Report.ServedDomain domain) {
            served.add(domain);
        } else if (report instanceof Report.OpenMet use) {
            usedApart.note(use);
        }
    }

    /**
     * Reports domain controllers to the detector at once, not only at the day's close: writes to them on the day on
     * which they are first seen are judged accordingly. The earliest sight counts, whichever lane had it.
     */
    private void noteDomainControllers() {
        if (served.isEmpty()) {
            return;
        }
        served.sort(Comparator.comparingLong(Report.ServedDomain::epochNanos)
                .thenComparingLong(Report.ServedDomain::frameNumber));
        for (Report.ServedDomain domain : served) {
            if (days.servedDomain(domain.host(), domain.epochNanos())) {
                SensorDay sight = new SensorDay(domain.epochNanos(), domain.frameNumber(), List.of(domain.host()));
                hold(new HeldEvent(sight, arrivals++, true));
            }
        }
        served.clear();
    }

    private void hold(HeldEvent one) {
        heldBytes += one.weight();
        held.add(one);
    }

    private void release(long watermark) {
        releasedNanos = watermark;
        while (!held.isEmpty() && (atEachTick || held.peek().epochNanos() < watermark)) {
            giveOldest();
        }
        giveUpOrder();
        closeDaysBefore(watermark);
        if (atEachTick) {
            reportTime(watermark);
        }
    }

    private void reportTime(long epochNanos) {
        try {
            detector.get().onTime(epochNanos);
        } catch (RuntimeException | Error e) {
            ledger.note(Anomaly.EVENT_HANDLING_FAILED);
            faults.note("the time " + epochNanos + " ns", e);
        }
    }

    private void giveUpOrder() {
        while (held.size() > heldMax || heldBytes > bytesHeldMax && !held.isEmpty()) {
            ledger.note(Anomaly.EVENT_ORDER_GIVEN_UP);
            giveOldest();
        }
    }

    private void giveOldest() {
        HeldEvent oldest = held.peek();
        closeDaysBefore(oldest.epochNanos());
        held.remove();
        heldBytes -= oldest.weight();
        give(oldest);
    }

    private void closeDaysBefore(long epochNanos) {
        for (SensorDay day = days.closeNextBefore(epochNanos); day != null; day = days.closeNextBefore(epochNanos)) {
            give(new HeldEvent(day, 0, false));
        }
    }

    private void give(HeldEvent next) {
        SensorEvent event = next.event();
        giving = next;
        try {
            if (detector.get().closesDay(event.epochNanos())) {
                beforeDayCloses.run();
            }
            giving = null;
            if (next.sight()) {
                ((SensorDay) event)
                        .domainControllers()
                        .forEach(host -> detector.get().onDomainController(host, event.epochNanos()));
            } else {
                expectNext();
                detector.get().onEvent(usedApart.judged(event));
            }
        } catch (RuntimeException | Error e) {
            giving = null;
            ledger.note(Anomaly.EVENT_HANDLING_FAILED);
            faults.note("the event at " + event.epochNanos() + " ns, frame " + event.position(), e);
        }
    }

    /** Announces the event that most likely comes after the current one. */
    private void expectNext() {
        HeldEvent next = held.peek();
        if (next != null && !next.sight()) {
            try {
                detector.get().expect(next.event());
            } catch (RuntimeException e) {
                // The failure is counted when the event itself is given.
            }
        }
    }

    private void finish() {
        while (!held.isEmpty()) {
            giveOldest();
        }
        for (SensorDay day = days.closeNextAt(lastPacketNanos); day != null; day = days.closeNextAt(lastPacketNanos)) {
            give(new HeldEvent(day, 0, false));
        }
        try {
            detector.get().onEnd(lastPacketNanos);
        } catch (RuntimeException | Error e) {
            ledger.note(Anomaly.EVENT_HANDLING_FAILED);
            faults.note("the end of the events", e);
        }
    }
}
