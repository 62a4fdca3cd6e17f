package io.sharetap.baseline;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Takes events in the order of their time, remembers 30 days of them, and says how usual each executable write is,
 * judged by the complete days before its own.
 *
 * <p>What happens today is judged by the days before, and becomes history tomorrow: a day closes with the first event
 * of a later day. One thread owns a baseline.
 */
public interface Baseline extends AutoCloseable {
    /** Announces the write that will be observed after the next one, so that its entries can be fetched meanwhile. */
    default void expect(FileWrite next, PlacementRule rule) {}

    /** Says how usual an executable write is, then records it in its day; the answer is valid until the next call. */
    Observation observe(FileWrite write, PlacementRule rule);

    /** Like the other, for a write whose placement does not depend on its executable; the answer can be kept. */
    default Rarity observe(FileWrite write, Placement placement) {
        return observe(write, (any, executable) -> placement).rarity();
    }

    /** Notes that SMB was seen at this time, by an event that is no executable write: its day counts as observed. */
    void observeDay(long epochNanos);

    /** Notes an observed day, and the hosts that served SYSVOL or NETLOGON on it. */
    void observeDay(SensorDay day);

    /** Whether the host was seen to serve SYSVOL or NETLOGON within the window, or today. */
    boolean isDomainController(IpAddress host);

    /**
     * Notes that a write raised a high alert: its executable stays uncommon for 30 days for every client that was not
     * reported with it on an earlier day.
     */
    void markHighAlert(FileWrite write);

    /** Sets another threshold for executables; days that have closed stay as they were judged. */
    default void judgeBy(Threshold executable) {}

    /** Whether an event of this time would close the current day. */
    default boolean closesDay(long epochNanos) {
        return false;
    }

    /** Whether an event of this time lies too far off to be judged; {@link #observeDay} counts it as set aside. */
    default boolean isFar(long epochNanos) {
        return false;
    }

    /** Whether an event of this time is recorded; false where its day has closed. */
    default boolean counts(long epochNanos) {
        return true;
    }

    /**
     * Writes the state that is not in the maps, and must be the same when events are taken again after a kill: the
     * domain controllers seen today, and the events set aside.
     */
    default void writeTo(DataOutput out) throws IOException {}

    /** Restores what {@link #writeTo} wrote. */
    default void readFrom(DataInput in) throws IOException {}

    /** The state of the baseline, for alerts without a rarity of their own, and for people. */
    Rarity.BaselineStatus status();

    /** The numbers for metrics and the closing summary. */
    BaselineCounts counts();

    @Override
    void close();
}
