package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Hosts;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Share;
import io.sharetap.base.Shares;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * Takes fragments of IPv4 (RFC 791, 3.2) and IPv6 (RFC 8200, 4.5) and gives each datagram once its last fragment has
 * come. Bounded in datagrams, bytes and packet time. Where room is needed, the oldest datagram is dropped: of the host
 * pair that takes more than its fair share, if there is one. Fragments are rare where SMB is used, so this class
 * allocates.
 */
final class Fragments {
    /** The longest body of an IP datagram. */
    static final int BODY_LENGTH_MAX = 65_535;

    private static final int V4_ADDRESS_LENGTH = 4;
    private static final int V6_ADDRESS_LENGTH = 16;

    private final Limits limits;
    private final Ledger ledger;
    /** In the order in which they began. */
    private final LinkedHashMap<Key, Datagram> unfinished = new LinkedHashMap<>();

    private final Map<Hosts, Part> parts = new HashMap<>();
    private final Shares shares;
    /** What a datagram counts besides its bytes, so that the bounds in bytes and in datagrams are kept by one sum. */
    private final long datagramWeight;

    private long heldBytes;

    /** The unfinished datagrams from one host to another, in the order in which they began. */
    static final class Part extends Share {
        private final Hosts hosts;
        private final LinkedHashSet<Datagram> unfinished = new LinkedHashSet<>();

        private Part(Hosts hosts) {
            this.hosts = hosts;
        }
    }

    /** Includes the VLAN: the same addresses may be used in several. */
    record Key(Hosts hosts, int identification, int protocol, int vlanId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = hosts.compareTo(other.hosts);
            order = order != 0 ? order : Integer.compare(identification, other.identification);
            order = order != 0 ? order : Integer.compare(protocol, other.protocol);
            return order != 0 ? order : Integer.compare(vlanId, other.vlanId);
        }
    }

    Fragments(Limits limits, Ledger ledger) {
        this.limits = limits;
        this.ledger = ledger;
        datagramWeight = Math.max(1, limits.fragmentBytesMax() / Math.max(1, limits.fragmentDatagramsMax()));
        shares = new Shares(limits.fragmentDatagramsMax() * datagramWeight + limits.fragmentBytesMax());
    }

    /**
     * Takes one fragment, from {@code at} to {@code end}, or to {@code wireEnd} on the wire.
     *
     * @param surroundings knows the hosts
     * @return the datagram, if it is complete now; otherwise null
     */
    Datagram add(
            Surroundings surroundings,
            int identification,
            int protocol,
            int offset,
            boolean more,
            ByteWindow bytes,
            int at,
            int end,
            int wireEnd) {
        ledger.count(Count.FRAGMENTS);
        expire(surroundings.epochNanos());
        int length = wireEnd - at;
        // All fragments but the last have a multiple of eight bytes, as offsets count in units of eight.
        if (length <= 0 || offset + length > BODY_LENGTH_MAX || more && length % 8 != 0) {
            ledger.note(Anomaly.IP_FRAGMENT_INVALID);
            return null;
        }
        Key key = key(surroundings, identification, protocol, bytes);
        Datagram datagram = unfinished.get(key);
        if (datagram == null) {
            datagram = new Datagram(key, parts.computeIfAbsent(key.hosts(), Part::new), surroundings.epochNanos());
            int addressLength = surroundings.six() ? V6_ADDRESS_LENGTH : V4_ADDRESS_LENGTH;
            datagram.addresses(bytes, surroundings.sourceAt(), surroundings.destinationAt(), addressLength);
            unfinished.put(key, datagram);
            datagram.part().unfinished.add(datagram);
        } else {
            count(datagram, -1);
        }
        if (!datagram.add(bytes, at, offset, length, Math.max(0, end - at), !more, protocol)) {
            ledger.note(Anomaly.IP_FRAGMENTS_CONFLICT);
        }
        if (datagram.isComplete()) {
            remove(datagram);
            ledger.count(Count.DATAGRAMS_REASSEMBLED);
            return datagram;
        }
        count(datagram, 1);
        evict();
        return null;
    }

    /** Adds the bytes that a datagram holds to the sums, or subtracts them where {@code sign} is -1. */
    private void count(Datagram datagram, int sign) {
        heldBytes += sign * datagram.heldBytes();
        shares.add(datagram.part(), sign * (datagram.heldBytes() + datagramWeight));
    }

    private void remove(Datagram datagram) {
        unfinished.remove(datagram.key());
        Part part = datagram.part();
        part.unfinished.remove(datagram);
        if (part.unfinished.isEmpty()) {
            parts.remove(part.hosts);
        }
    }

    private static Key key(Surroundings hosts, int identification, int protocol, ByteWindow bytes) {
        int source = hosts.sourceAt();
        int destination = hosts.destinationAt();
        if (!hosts.six()) {
            return new Key(
                    new Hosts(0, bytes.u32be(source), 0, bytes.u32be(destination)),
                    identification,
                    protocol,
                    hosts.vlanId());
        }
        return new Key(
                new Hosts(
                        bytes.i64be(source),
                        bytes.i64be(source + 8),
                        bytes.i64be(destination),
                        bytes.i64be(destination + 8)),
                identification,
                0, // in IPv6 only the first fragment's protocol counts
                hosts.vlanId());
    }

    private void expire(long nowNanos) {
        while (!unfinished.isEmpty()) {
            Datagram oldest = unfinished.values().iterator().next();
            // A difference in either direction: the next capture may begin earlier than this one.
            if (Math.abs(nowNanos - oldest.firstNanos()) < limits.fragmentNanos()) {
                return;
            }
            drop(oldest, Anomaly.IP_FRAGMENTS_EXPIRED);
        }
    }

    private void evict() {
        while (unfinished.size() > limits.fragmentDatagramsMax() || heldBytes > limits.fragmentBytesMax()) {
            Part largest = (Part) shares.largest();
            Datagram oldest = largest == null
                    ? unfinished.values().iterator().next()
                    : largest.unfinished.iterator().next();
            drop(oldest, Anomaly.IP_FRAGMENTS_FULL);
        }
    }

    private void drop(Datagram datagram, Anomaly why) {
        count(datagram, -1);
        remove(datagram);
        ledger.note(why);
    }

    int unfinished() {
        return unfinished.size();
    }

    long heldBytes() {
        return heldBytes;
    }
}
