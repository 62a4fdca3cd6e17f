package io.sharetap.benchmarks.quality;

import io.sharetap.baseline.Baseline;
import io.sharetap.baseline.BaselineCounts;
import io.sharetap.baseline.Observation;
import io.sharetap.baseline.PlacementRule;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what raised a high alert to itself instead of telling the baseline. Writes are judged as ever, but when a day
 * closes the baseline goes by numbers alone: an executable that many hosts got that day is no similar activity of
 * theirs, though it is held uncommon.
 */
final class HoldsAside implements Baseline {
    private static final long DAY = 86_400 * Stage.SECOND;
    private static final int HOLD_DAYS = 30;

    private final Baseline baseline;
    /** Day of the last high alert of an executable. */
    private final Map<ByteBuffer, Long> held = new HashMap<>();
    /** Day of the first report of an executable with a client. */
    private final Map<Reported, Long> reported = new HashMap<>();

    private record Reported(ByteBuffer executable, IpAddress client) {}

    HoldsAside(Baseline baseline) {
        this.baseline = baseline;
    }

    @Override
    public Rarity observe(FileWrite write, PlacementRule rule) {
        boolean holds = holds(write);
        Rarity rarity = baseline.observe(write, (any, executable) -> rule.placementOf(any, spread(executable, holds)))
                .rarity();
        return new Rarity(held(rarity.executable(), holds), rarity.destination(), rarity.client(), rarity.baseline());
    }

    private boolean holds(FileWrite write) {
        long day = write.epochNanos() / DAY;
        ByteBuffer executable = ByteBuffer.wrap(write.sha256());
        Long last = held.get(executable);
        Long first = reported.get(new Reported(executable, write.client()));
        return last != null && day - last <= HOLD_DAYS && (first == null || first >= day);
    }

    private record Spread(long destinations, long knownDestinations, boolean heldUncommon)
            implements Observation.Spread {}

    private static Observation.Spread spread(Observation.Spread executable, boolean holds) {
        return new Spread(executable.destinations(), executable.knownDestinations(), holds);
    }

    private static Rarity.ExecutableHistory held(Rarity.ExecutableHistory history, boolean holds) {
        return new Rarity.ExecutableHistory(
                history.destinations(),
                history.knownDestinations(),
                history.days(),
                history.firstSeenNanos(),
                history.lastSeenNanos(),
                history.partial(),
                holds);
    }

    @Override
    public void markHighAlert(FileWrite write) {
        long day = write.epochNanos() / DAY;
        ByteBuffer executable = ByteBuffer.wrap(write.sha256());
        held.put(executable, day);
        reported.putIfAbsent(new Reported(executable, write.client()), day);
    }

    @Override
    public void observeDay(long epochNanos) {
        baseline.observeDay(epochNanos);
    }

    @Override
    public void observeDay(SensorDay day) {
        baseline.observeDay(day);
    }

    @Override
    public boolean isDomainController(IpAddress host) {
        return baseline.isDomainController(host);
    }

    @Override
    public Rarity.BaselineStatus status() {
        return baseline.status();
    }

    @Override
    public BaselineCounts counts() {
        return baseline.counts();
    }

    @Override
    public void close() {
        baseline.close();
    }
}
