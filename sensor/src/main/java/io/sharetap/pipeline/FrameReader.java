package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.capture.FrameSink;
import io.sharetap.capture.PacketSource;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;
import java.util.concurrent.locks.LockSupport;

/**
 * Pulls frames from the source, has them decoded to segments, and deals these to the lanes by the pair of inner hosts,
 * or, for a channel, by the pair of its session's hosts. At every full second of the capture's clock each lane gets a
 * tick, at the same frame whatever the number of lanes.
 */
final class FrameReader implements FrameSink, SegmentSink {
    private static final int FRAMES_A_POLL = 512;
    private static final long TICK_NANOS = 1_000_000_000L;

    /** In the year 2116. Sums of a capture time and a duration stay far below the range of 64 bits. */
    static final long TIME_NANOS_MAX = 1L << 62;

    private static final long PAUSE_NANOS = 50_000;
    private static final long LIVE_PAUSE_NANOS = 1_000_000;

    private final LaneInlet[] lanes;
    private final FrameSink decoder;
    private final Ledger ledger;
    private final Faults faults;
    private final CaptureClock clock = new CaptureClock();
    /** Null: nothing is dropped, the source waits. */
    private final Shedding shedding;

    private final Channels channels;

    private PacketSource source;
    private long nextTickNanos = Long.MIN_VALUE;
    private volatile long tickedNanos;
    private long frameNumber;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    /** Makes the decoder that gives its segments to this sink. */
    interface DecoderFactory {
        FrameSink decoder(SegmentSink sink, Ledger ledger);
    }

    /**
     * Makes a reader.
     *
     * @param shedding drops some segments of a live source; null: none
     */
    FrameReader(LaneInlet[] lanes, DecoderFactory decoders, Ledger ledger, Faults faults, Shedding shedding) {
        this.shedding = shedding;
        this.channels = new Channels(ledger);
        this.lanes = lanes;
        this.decoder = decoders.decoder(this, ledger);
        this.ledger = ledger;
        this.faults = faults;
    }

    /** Reads until the input ends or {@code running} says no; then every lane gets its end. */
    void run(PacketSource packets, Running running, Progress progress) {
        source = packets;
        while (running.goOn()) {
            if (shedding != null) {
                shedding.onMemory(source.usedPercent());
            }
            int given = source.poll(this, FRAMES_A_POLL);
            long done = flush();
            if (given < 0) {
                break;
            }
            source.release(done);
            progress.onProgress(source.bytesRead(), source.bytesTotal());
            if (given == 0) {
                onQuiet(source.quietNanos());
                LockSupport.parkNanos(source.isLive() ? LIVE_PAUSE_NANOS : PAUSE_NANOS);
            }
        }
        long endNanos = Math.max(0, lastNanos);
        for (LaneInlet lane : lanes) {
            lane.onEnd(endNanos, frameNumber, clock.nanos());
        }
        for (LaneInlet lane : lanes) {
            lane.awaitEnd();
        }
    }

    /** No frame comes, but time goes on: idle connections and files end, and events that are complete are reported. */
    private void onQuiet(long epochNanos) {
        if (epochNanos != PacketSource.UNKNOWN_TIME) {
            clock.onPacket(epochNanos);
            if (clock.nanos() >= nextTickNanos) {
                tick();
            }
        }
    }

    /** Says whether to go on reading. */
    interface Running {
        boolean goOn();
    }

    /** Hands over what was gathered. Returns the frame up to which no lane reads any more. */
    private long flush() {
        long done = frameNumber;
        for (LaneInlet lane : lanes) {
            lane.flush(frameNumber);
            done = Math.min(done, lane.doneFrame(frameNumber));
        }
        return done;
    }

    @Override
    public void onFrame(int linkType, ByteWindow frame, int wireBytes, long captureNanos, long number) {
        long epochNanos = possible(captureNanos);
        frameNumber = number;
        firstNanos = Math.min(firstNanos, epochNanos);
        lastNanos = Math.max(lastNanos, epochNanos);
        clock.onPacket(epochNanos);
        if (clock.nanos() >= nextTickNanos) {
            tick();
        }
        try {
            decoder.onFrame(linkType, frame, wireBytes, epochNanos, number);
        } catch (RuntimeException | Error e) {
            ledger.note(Anomaly.FRAME_HANDLING_FAILED);
            faults.note("frame " + number, e);
        }
    }

    private long possible(long captureNanos) {
        if (captureNanos >= 0 && captureNanos <= TIME_NANOS_MAX) {
            return captureNanos;
        }
        ledger.note(Anomaly.CAPTURE_TIME_IMPOSSIBLE);
        return captureNanos < 0 ? 0 : TIME_NANOS_MAX;
    }

    private void tick() {
        long tickNanos = clock.nanos() - Math.floorMod(clock.nanos(), TICK_NANOS);
        nextTickNanos = tickNanos + TICK_NANOS;
        if (shedding != null) {
            shedding.onTick();
        }
        tickedNanos = clock.latestNanos();
        for (LaneInlet lane : lanes) {
            lane.onTick(clock.epochNanosAt(tickNanos), frameNumber, tickNanos);
            lane.flush(frameNumber - 1); // the source may wait long for the next frame
        }
    }

    @Override
    public void onSegment(Segment segment) {
        segment.clockNanos = clock.nanos();
        if (shedding != null && shedding.letsGo(segment)) {
            ledger.note(Anomaly.SEGMENT_LET_GO);
            source.onLetGo();
            return;
        }
        int lane = lanes.length == 1 ? 0 : laneOf(segment.hostPairHash());
        Channels.Channel channel = channels.of(segment);
        if (channel == null) {
            segment.home = null;
            lanes[lane].onSegment(segment);
        } else {
            onChannel(channel, segment, lane);
        }
    }

    /**
     * A connection has its own lane until the server grants that it joins its session; then it has the lane of the
     * session's hosts.
     */
    private void onChannel(Channels.Channel channel, Segment segment, int ownLane) {
        int lane = laneOf(channel.pairHash);
        segment.home = channel.joins ? null : channel.home;
        lanes[channel.joins ? ownLane : lane].onSegment(segment);
        if (!channel.joins) {
            return;
        }
        segment.home = channel.home;
        if (lane != ownLane) {
            lanes[ownLane].onLeave(segment);
        }
        lanes[lane].onJoin(segment);
    }

    private int laneOf(int hash) {
        return Integer.remainderUnsigned(hash, lanes.length);
    }

    /** Capture time of the last tick; 0: none yet. Any thread may ask. */
    long tickedNanos() {
        return tickedNanos;
    }

    /** Capture time of the earliest frame; -1: there was none. */
    long firstNanos() {
        return frameNumber == 0 ? -1 : firstNanos;
    }

    /** Capture time of the latest frame; -1: there was none. */
    long lastNanos() {
        return frameNumber == 0 ? -1 : lastNanos;
    }
}
