package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/**
 * Passes segments and ticks to a lane, and keeps the lane alive: where our own code fails, the fault is counted, the
 * connection is dropped, and the next segment is tried.
 */
final class LaneFeed {
    // A lane has much work once a quarter of its payload takes much work, until it is less than an eighth.
    private static final int MUCH_PART = 4;
    private static final int LITTLE_PART = 8;

    private final Lane lane;
    private final ReportSink reports;
    private final Faults faults;

    private final long judgedBytes;
    private long payloadBytes;
    private long workBytesBefore;
    private volatile boolean hasMuchWork;

    /** As of the last tick, for other threads. */
    private volatile long tickedNanos;

    private volatile long heldBytes;
    private volatile int connections;

    /**
     * Leads into a lane.
     *
     * @param judgedBytes as {@link WorkerPlan#judgedBytes}
     */
    LaneFeed(Lane lane, ReportSink reports, Faults faults, int judgedBytes) {
        this.judgedBytes = judgedBytes == 0 ? Long.MAX_VALUE : judgedBytes;
        this.lane = lane;
        this.reports = reports;
        this.faults = faults;
    }

    void onSegment(Segment segment) {
        try {
            lane.onSegment(segment);
        } catch (RuntimeException | Error e) {
            failed("frame " + segment.frameNumber, e);
            giveUp(segment);
        }
        payloadBytes += segment.payload.length();
        if (payloadBytes >= judgedBytes) {
            judgeWork();
        }
    }

    private void judgeWork() {
        long workBytes = lane.workBytes();
        hasMuchWork = workBytes - workBytesBefore > payloadBytes / (hasMuchWork ? LITTLE_PART : MUCH_PART);
        workBytesBefore = workBytes;
        payloadBytes = 0;
    }

    private void giveUp(Segment segment) {
        try {
            lane.giveUp(segment);
        } catch (RuntimeException | Error e) {
            failed("giving up the connection of frame " + segment.frameNumber, e);
        }
    }

    void onLeave(Segment segment) {
        try {
            lane.leave(segment);
        } catch (RuntimeException | Error e) {
            failed("the connection that is another's behind frame " + segment.frameNumber, e);
        }
    }

    void onJoin(Segment segment) {
        try {
            lane.join(segment);
        } catch (RuntimeException | Error e) {
            failed("the channel that is granted by frame " + segment.frameNumber, e);
            giveUp(segment);
        }
    }

    void onTick(Moment now) {
        try {
            lane.onTick(now);
        } catch (RuntimeException | Error e) {
            failed("the tick at frame " + now.frameNumber(), e);
        }
        tickedNanos = now.epochNanos();
        heldBytes = lane.heldBytes();
        connections = lane.connections();
        // Never later than the tick itself: whatever happens from now on is no older.
        long heldBackNanos = Math.max(0, now.clockNanos() - lane.reportsFromNanos());
        reports.onReport(new Report.Tick(now.epochNanos() - heldBackNanos));
    }

    void onEnd(Moment now) {
        try {
            lane.onEnd(now);
        } catch (RuntimeException | Error e) {
            failed("the end of the input", e);
        }
        reports.onReport(new Report.End(now.epochNanos()));
    }

    /** See {@link Lane#help}. */
    boolean help() {
        return lane.help();
    }

    /** Whether much of the recent payload was kept and hashed, or decrypted. Any thread may ask. */
    boolean hasMuchWork() {
        return hasMuchWork;
    }

    /** Capture time of its last tick; 0: none yet. Any thread may ask for this and the following. */
    long tickedNanos() {
        return tickedNanos;
    }

    long heldBytes() {
        return heldBytes;
    }

    int connections() {
        return connections;
    }

    private void failed(String doing, Throwable cause) {
        lane.ledger().note(Anomaly.FRAME_HANDLING_FAILED);
        faults.note(doing, cause);
    }
}
