package io.sharetap.baseline;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;

/**
 * Takes events in the order of their time, remembers 30 days of them, and says how usual each executable write is by
 * the complete days before its own.
 *
 * <p>What happens today is judged today and becomes history tomorrow: a day closes with the first event of a later day.
 * One thread owns a baseline.
 */
public interface Baseline extends AutoCloseable {
    /** Says how usual an executable write is, then takes it into its day. */
    Rarity observe(FileWrite write, PlacementRule rule);

    /** The same for a write whose place is known whatever its executable. */
    default Rarity observe(FileWrite write, Placement placement) {
        return observe(write, (any, executable) -> placement);
    }

    /** Notes that SMB was seen at this time, by an event that is no executable write: its day was observed. */
    void observeDay(long epochNanos);

    /** Notes an observed day, and the hosts that served SYSVOL or NETLOGON on it. */
    void observeDay(SensorDay day);

    /** True: the host was seen to serve SYSVOL or NETLOGON within the window, or today. */
    boolean isDomainController(IpAddress host);

    /**
     * Notes that a write raised a high alert: its executable stays uncommon for 30 days for every client that was not
     * reported with it on an earlier day.
     */
    void markHighAlert(FileWrite write);

    /** Says how far the baseline is; for alerts that stand by themselves, and for people. */
    Rarity.BaselineStatus status();

    /** What metrics and the closing summary show. */
    BaselineCounts counts();

    @Override
    void close();
}
