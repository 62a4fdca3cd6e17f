package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import io.sharetap.signature.TrustedRoots;
import io.sharetap.transfer.Hashing;
import java.nio.file.Path;
import java.util.List;

/** A lane that is held to its limits, and to giving back all that it took. */
final class CheckedLane implements Lane {
    private final Limits limits;
    private final SmbLane lane;

    CheckedLane(Limits limits, Path spoolFolder, TrustedRoots roots, ReportSink reports) {
        this.limits = limits;
        lane = new SmbLane(
                limits,
                spoolFolder,
                roots,
                null,
                List.of(),
                new ExtractedExecutables(null),
                new ProgramPairs(),
                Hashing.alone(),
                reports);
    }

    @Override
    public void onSegment(Segment segment) {
        lane.onSegment(segment);
    }

    @Override
    public void giveUp(Segment segment) {
        lane.giveUp(segment);
    }

    @Override
    public void onTick(Moment now) {
        lane.onTick(now);
        long heldMax = limits.reorderBytesMax()
                + limits.gatherBytesInAllMax()
                + limits.contentBytesMax()
                + limits.spoolBytesMax();
        assertTrue(lane.heldBytes() <= heldMax, lane.heldBytes() + " bytes are held");
        assertTrue(lane.connections() <= limits.connectionsMax(), lane.connections() + " connections");
    }

    @Override
    public long reportsFromNanos() {
        return lane.reportsFromNanos();
    }

    @Override
    public void onEnd(Moment now) {
        lane.onEnd(now);
        assertEquals(0, lane.heldBytes(), "bytes that are held at the end");
        assertEquals(0, lane.connections(), "connections at the end");
    }

    @Override
    public long workBytes() {
        return lane.workBytes();
    }

    @Override
    public Ledger ledger() {
        return lane.ledger();
    }
}
