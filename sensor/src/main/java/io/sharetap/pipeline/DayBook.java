package io.sharetap.pipeline;

import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Remembers, for each day that is not closed, that SMB was seen, and which hosts served SYSVOL or NETLOGON. Gives the
 * day's event when it closes.
 */
final class DayBook {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    /** More domain controllers than any network has; a sender that fakes more gets no memory for them. */
    private static final int DOMAIN_CONTROLLERS_MAX = 1_000;

    private final TreeMap<Long, TreeSet<IpAddress>> open = new TreeMap<>();

    void smbSeen(long epochNanos) {
        day(epochNanos);
    }

    /** Notes a domain controller. Returns whether it is new on this day. */
    boolean servedDomain(IpAddress host, long epochNanos) {
        TreeSet<IpAddress> hosts = day(epochNanos);
        return hosts.size() < DOMAIN_CONTROLLERS_MAX && hosts.add(host);
    }

    private TreeSet<IpAddress> day(long epochNanos) {
        return open.computeIfAbsent(Math.floorDiv(epochNanos, DAY_NANOS), day -> new TreeSet<>());
    }

    /** Closes the earliest open day, if it ended before this time, and returns its event; otherwise null. */
    SensorDay closeNextBefore(long epochNanos) {
        if (open.isEmpty() || lastNanosOf(open.firstKey()) >= epochNanos) {
            return null;
        }
        return closeFirst(Long.MAX_VALUE);
    }

    /** Closes the earliest open day at this time, because the input ends; null where none is open. */
    SensorDay closeNextAt(long epochNanos) {
        return open.isEmpty() ? null : closeFirst(epochNanos);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(open.size());
        for (Map.Entry<Long, TreeSet<IpAddress>> day : open.entrySet()) {
            out.writeLong(day.getKey());
            out.writeInt(day.getValue().size());
            for (IpAddress host : day.getValue()) {
                out.writeLong(host.high());
                out.writeLong(host.low());
            }
        }
    }

    void readFrom(DataInput in) throws IOException {
        for (int days = in.readInt(); days > 0; days--) {
            TreeSet<IpAddress> hosts = day(in.readLong() * DAY_NANOS);
            for (int left = in.readInt(); left > 0; left--) {
                hosts.add(new IpAddress(in.readLong(), in.readLong()));
            }
        }
    }

    private SensorDay closeFirst(long latestNanos) {
        Map.Entry<Long, TreeSet<IpAddress>> day = open.pollFirstEntry();
        return new SensorDay(Math.min(lastNanosOf(day.getKey()), latestNanos), 0, List.copyOf(day.getValue()));
    }

    private static long lastNanosOf(long day) {
        return (day + 1) * DAY_NANOS - 1;
    }
}
