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
    /** No network has as many; whoever makes up more gets no memory for them. */
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

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(hosts.size());
        for (IpAddress host : hosts) {
            out.writeLong(host.high());
            out.writeLong(host.low());
        }
    }

    void readFrom(DataInput in) throws IOException {
        hosts.clear();
        int count = in.readInt();
        if (count < 0 || count > MAX) {
            throw new IOException("no number of domain controllers: " + count);
        }
        for (int left = count; left > 0; left--) {
            hosts.add(new IpAddress(in.readLong(), in.readLong()));
        }
    }
}
