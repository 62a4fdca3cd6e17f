package io.sharetap.detect;

import io.sharetap.event.ClientAct;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import java.util.function.Supplier;

/** Names the hosts of an event by the leases of their addresses at its time. */
final class LeaseNames {
    private final Supplier<LeaseTable> leases;

    LeaseNames(Supplier<LeaseTable> leases) {
        this.leases = leases;
    }

    /** Whether there is a lease table, so that hosts may be named. */
    boolean areKept() {
        return !leases.get().isEmpty();
    }

    /** The event with its hosts named; names that it already has are kept. */
    SensorEvent named(SensorEvent event) {
        LeaseTable table = leases.get();
        if (table.isEmpty()) {
            return event;
        }
        if (event instanceof FileWrite write) {
            return named(write, table);
        }
        if (event instanceof ExecutionObserved seen) {
            Endpoints hosts = named(seen.endpoints(), seen.epochNanos(), table);
            return hosts == seen.endpoints() ? seen : seen.with(hosts);
        }
        if (event instanceof ClientAct act) {
            Endpoints hosts = named(act.endpoints(), act.epochNanos(), table);
            return hosts == act.endpoints() ? act : act.with(hosts);
        }
        return event;
    }

    private static FileWrite named(FileWrite write, LeaseTable table) {
        Endpoints hosts = named(write.endpoints(), write.epochNanos(), table);
        return hosts == write.endpoints() ? write : write.with(write.epochNanos(), hosts);
    }

    private static Endpoints named(Endpoints hosts, long epochNanos, LeaseTable table) {
        LeasedHost client = hosts.clientHost() != null ? hosts.clientHost() : table.hostAt(hosts.client(), epochNanos);
        LeasedHost destination = hosts.destinationHost() != null
                ? hosts.destinationHost()
                : table.hostAt(hosts.destination(), epochNanos);
        boolean news = client != hosts.clientHost() || destination != hosts.destinationHost();
        return news ? hosts.with(client, destination) : hosts;
    }

    /** Identifies the host that had an address at a time. */
    IpAddress identity(IpAddress address, long epochNanos) {
        LeasedHost host = leases.get().hostAt(address, epochNanos);
        return host == null ? address : host.identity();
    }

    /** The day with its hosts identified. */
    SensorDay identities(SensorDay day) {
        return new SensorDay(
                day.epochNanos(),
                day.position(),
                day.domainControllers().stream()
                        .map(host -> identity(host, day.epochNanos()))
                        .toList());
    }
}
