package io.sharetap.baseline;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Takes events in the order of their time, remembers 30 days of them, and says how usual each executable write is by
 * the complete days before its own.
 *
 * <p>What happens today is judged today and becomes history tomorrow: a day closes with the first event of a later day.
 * One thread owns a baseline.
 */
public interface Baseline extends AutoCloseable {
    /** The write will be observed after the one that is observed next: what it needs may be fetched meanwhile. */
    default void expect(FileWrite next, PlacementRule rule) {}

    /** Says how usual an executable write is, then takes it into its day; the answer is valid until the next. */
    Observation observe(FileWrite write, PlacementRule rule);

    /** The same for a write whose place is known whatever its executable; the answer can be kept. */
    default Rarity observe(FileWrite write, Placement placement) {
        return observe(write, (any, executable) -> placement).rarity();
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

    /** From now on another rarity makes an executable uncommon; days that have closed stay as they are. */
    default void judgeBy(Threshold executable) {}

    /** True: an event of this time would close the current day. */
    default boolean closesDay(long epochNanos) {
        return false;
    }

    /** True: an event of this time lies too far off to be judged; to observe its day counts it. */
    default boolean isFar(long epochNanos) {
        return false;
    }

    /** False: an event of this time is of a day that has closed, and leaves no trace. */
    default boolean counts(long epochNanos) {
        return true;
    }

    /**
     * Writes what has to be the same when events are taken once more after a kill, and is not in the maps: what was
     * seen of domain controllers today, and which events were set aside.
     */
    default void writeTo(DataOutput out) throws IOException {}

    /** Takes back what {@link #writeTo} wrote. */
    default void readFrom(DataInput in) throws IOException {}

    /** Says how far the baseline is; for alerts that stand by themselves, and for people. */
    Rarity.BaselineStatus status();

    /** What metrics and the closing summary show. */
    BaselineCounts counts();

    @Override
    void close();
}
