package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Remembers which hosts showed themselves domain controllers on the current day. */
final class ControllersOfDay implements Iterable<IpAddress> {
    /** More than any network has; a sender that fakes more gets no memory for them. */
    private static final int MAX = 4_096;

    private final Set<IpAddress> hosts = new LinkedHashSet<>();

    void add(IpAddress host) {
        if (hosts.size() < MAX) {
            hosts.add(host);
        }
    }

    boolean holds(IpAddress host) {
        return hosts.contains(host);
    }

    void clear() {
        hosts.clear();
    }

    @Override
    public Iterator<IpAddress> iterator() {
        return hosts.iterator();
    }

    void writeTo(DataOutput out, long day) throws IOException {
        out.writeLong(day);
        out.writeInt(hosts.size());
        for (IpAddress host : hosts) {
            out.writeLong(host.high());
            out.writeLong(host.low());
        }
    }

    /**
     * Restores the hosts that were written, if they are of this day; those of a day that has closed since are in the
     * maps.
     */
    void readFrom(DataInput in, long day) throws IOException {
        hosts.clear();
        boolean current = in.readLong() == day;
        int count = in.readInt();
        if (count < 0 || count > MAX) {
            throw new IOException("no number of domain controllers: " + count);
        }
        for (int left = count; left > 0; left--) {
            IpAddress host = new IpAddress(in.readLong(), in.readLong());
            if (current) {
                hosts.add(host);
            }
        }
    }
}
