package io.sharetap.detect;

import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which host had an address at a time. It is read from the files of DHCP servers ({@link LeaseFormats}) in the
 * order in which they were written: a later line for an address ends an earlier lease of another host. Immutable once
 * read.
 */
public final class LeaseTable {
    /** The begin of a lease whose begin is not told. */
    static final long ALWAYS = Long.MIN_VALUE;
    /** The end of a lease that does not end. */
    static final long NEVER = Long.MAX_VALUE;

    /** A table that knows no host. */
    public static final LeaseTable EMPTY = new LeaseTable();

    private final Map<IpAddress, List<Lease>> byAddress = new HashMap<>();
    private int refusedLines;

    /** The address was this host's from a time on, {@code toNanos} not included. */
    private record Lease(long fromNanos, long toNanos, LeasedHost host) {
        boolean isOf(LeasedHost other) {
            return host.identity().equals(other.identity());
        }

        Lease until(long nanos) {
            return new Lease(fromNanos, Math.min(toNanos, nanos), host);
        }
    }

    LeaseTable() {}

    /**
     * Reads the text of a lease table, of whichever server.
     *
     * @throws IllegalArgumentException no line of it is a lease
     */
    public static LeaseTable parse(String text) {
        LeaseTable table = new LeaseTable();
        LeaseFormats.read(text, table);
        if (table.byAddress.isEmpty() && table.refusedLines > 0) {
            throw new IllegalArgumentException("no lease of dnsmasq, ISC dhcpd, Kea or CSV is in it");
        }
        return table;
    }

    /** Both tables; where both know an address, the leases of the other count as the later ones. */
    public LeaseTable with(LeaseTable other) {
        LeaseTable both = new LeaseTable();
        byAddress.forEach((address, leases) -> both.byAddress.put(address, new ArrayList<>(leases)));
        other.byAddress.forEach((address, leases) ->
                leases.forEach(lease -> both.add(address, lease.fromNanos(), lease.toNanos(), lease.host())));
        both.refusedLines = refusedLines + other.refusedLines;
        return both;
    }

    /**
     * This table, continued by a newer reading of it. Some formats do not tell when a lease began, so a host that is
     * new in the reading has its address from {@code readNanos} on.
     */
    public LeaseTable followedBy(LeaseTable newer, long readNanos) {
        LeaseTable both = new LeaseTable();
        byAddress.forEach((address, leases) -> both.byAddress.put(address, new ArrayList<>(leases)));
        newer.byAddress.forEach((address, leases) -> leases.forEach(lease -> {
            List<Lease> before = byAddress.getOrDefault(address, List.of());
            boolean known = before.stream().anyMatch(each -> each.isOf(lease.host()));
            long from = lease.fromNanos() == ALWAYS && !before.isEmpty() && !known ? readNanos : lease.fromNanos();
            both.add(address, from, lease.toNanos(), lease.host());
        }));
        both.refusedLines = newer.refusedLines;
        return both;
    }

    void add(IpAddress address, long fromNanos, long toNanos, LeasedHost host) {
        List<Lease> leases = byAddress.computeIfAbsent(address, any -> new ArrayList<>(1));
        int last = leases.size() - 1;
        if (last >= 0
                && leases.get(last).isOf(host)
                && fromNanos <= leases.get(last).toNanos()) {
            // The lease was prolonged, or released early.
            long from = Math.min(fromNanos, leases.get(last).fromNanos());
            leases.set(
                    last,
                    new Lease(
                            from,
                            toNanos,
                            host.name() == null ? leases.get(last).host() : host));
            return;
        }
        if (last >= 0) {
            leases.set(last, leases.get(last).until(fromNanos));
        }
        leases.add(new Lease(fromNanos, toNanos, host));
    }

    void refuseLine() {
        refusedLines++;
    }

    /** Lines that are no lease. */
    public int refusedLines() {
        return refusedLines;
    }

    boolean isEmpty() {
        return byAddress.isEmpty();
    }

    /** The host that had the address; null where none is known. */
    LeasedHost hostAt(IpAddress address, long epochNanos) {
        List<Lease> leases = byAddress.get(address);
        for (int i = leases == null ? -1 : leases.size() - 1; i >= 0; i--) {
            Lease lease = leases.get(i);
            if (lease.fromNanos() <= epochNanos) {
                return epochNanos < lease.toNanos() ? lease.host() : null;
            }
        }
        return null;
    }
}
