package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.capture.FrameSink;
import io.sharetap.event.BlindSession;
import io.sharetap.event.Endpoints;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes lanes that report an event for each segment, at once or late. */
final class FakeLanes implements Lane.Factory {
    private static final long IDLE_NANOS = 60_000_000_000L;
    private static final int HOSTS = 37;

    private final AtomicBoolean sawAReleasedFrame = new AtomicBoolean();
    /** Frames whose connection was given up. */
    final Queue<Long> givenUp = new ConcurrentLinkedQueue<>();
    /** Names of the threads that had a lane. */
    final Set<String> threads = ConcurrentHashMap.newKeySet();

    private FakeSource source;
    private long failingFrame = -1;
    private boolean late;
    private boolean smbSeen;
    private boolean domainController;
    private long readyFrom = Long.MAX_VALUE;
    private long keepingFrames;

    FakeLanes everyTenthReportedLate() {
        late = true;
        return this;
    }

    FakeLanes failingOnFrame(long frame) {
        failingFrame = frame;
        return this;
    }

    FakeLanes checkingAgainst(FakeSource checked) {
        source = checked;
        return this;
    }

    FakeLanes reportingSmbSeen() {
        smbSeen = true;
        return this;
    }

    FakeLanes reportingADomainController() {
        domainController = true;
        return this;
    }

    FakeLanes neverReadyBefore(long nanos) {
        readyFrom = nanos;
        return this;
    }

    /** All payload of so many frames is kept, none of the next so many, and so on. */
    FakeLanes keepingByTurns(long frames) {
        keepingFrames = frames;
        return this;
    }

    boolean sawAReleasedFrame() {
        return sawAReleasedFrame.get();
    }

    /** Decodes a frame to a segment between two of many hosts, chosen by the frame's number. */
    static FrameSink decoder(SegmentSink sink, Ledger ledger) {
        Segment segment = new Segment();
        return (linkType, frame, wireBytes, epochNanos, frameNumber) -> {
            segment.epochNanos = epochNanos;
            segment.frameNumber = frameNumber;
            segment.sourceLow = frameNumber * 31 % HOSTS;
            segment.destinationLow = 1_000;
            segment.payload.wrap(frame, 0, 10);
            sink.onSegment(segment);
        };
    }

    static boolean isOfAFrame(SensorEvent event) {
        return event instanceof BlindSession;
    }

    static String line(SensorEvent event) {
        return event instanceof BlindSession
                ? "event " + event.epochNanos() + " " + event.client() + " " + event.position()
                : "day " + event.epochNanos();
    }

    @Override
    public Lane lane(int number, ReportSink sink) {
        return new FakeLane(sink);
    }

    private final class FakeLane implements Lane {
        private final ReportSink sink;
        private final Ledger ledger = new Ledger();
        private final ArrayDeque<SensorEvent> waiting = new ArrayDeque<>();

        private long keptBytes;

        FakeLane(ReportSink sink) {
            this.sink = sink;
        }

        @Override
        public void onSegment(Segment segment) {
            threads.add(Thread.currentThread().getName());
            if (source != null && segment.frameNumber <= source.releasedFrame()) {
                sawAReleasedFrame.set(true);
            }
            if (keepingFrames > 0 && segment.frameNumber / keepingFrames % 2 == 0) {
                keptBytes += segment.payload.length();
            }
            if (segment.frameNumber == failingFrame) {
                throw new IllegalStateException("on purpose");
            }
            if (smbSeen) {
                sink.onReport(new Report.SmbSeen(segment.epochNanos));
            }
            if (domainController) {
                sink.onReport(
                        new Report.ServedDomain(new IpAddress(0, 1_000), segment.epochNanos, segment.frameNumber));
            }
            SensorEvent event = eventOf(segment);
            if (late && segment.frameNumber % 10 == 0) {
                waiting.add(event);
            } else {
                sink.onReport(new Report.Happened(event));
            }
        }

        private static SensorEvent eventOf(Segment segment) {
            Endpoints hosts = new Endpoints(
                    new IpAddress(0, segment.sourceLow),
                    1,
                    null,
                    null,
                    new IpAddress(0, segment.destinationLow),
                    445,
                    null,
                    null,
                    null,
                    -1);
            return new BlindSession(segment.epochNanos, segment.frameNumber, "id", hosts, null, "encrypted");
        }

        @Override
        public void giveUp(Segment segment) {
            givenUp.add(segment.frameNumber);
        }

        @Override
        public void onTick(Moment now) {
            while (!waiting.isEmpty() && waiting.peek().epochNanos() < now.epochNanos() - IDLE_NANOS) {
                sink.onReport(new Report.Happened(waiting.remove()));
            }
        }

        @Override
        public long reportsFromNanos() {
            return waiting.isEmpty() ? readyFrom : waiting.peek().epochNanos();
        }

        @Override
        public void onEnd(Moment now) {
            waiting.forEach(event -> sink.onReport(new Report.Happened(event)));
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public long workBytes() {
            return keptBytes;
        }
    }
}
