package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * Takes fragments of IPv4 (RFC 791, 3.2) and IPv6 (RFC 8200, 4.5) and gives each datagram when its last one comes.
 * Bounded by datagrams, bytes and packet time; the oldest goes first. Fragments are rare where SMB is, so this
 * allocates.
 */
final class Fragments {
    /** The most that an IP datagram carries. */
    static final int BODY_LENGTH_MAX = 65_535;

    private static final int V4_ADDRESS_LENGTH = 4;
    private static final int V6_ADDRESS_LENGTH = 16;

    private final Limits limits;
    private final Ledger ledger;
    /** In the order in which they began. */
    private final LinkedHashMap<Key, Datagram> unfinished = new LinkedHashMap<>();

    private long heldBytes;

    /** The VLAN belongs to it: the same addresses may live in several. */
    private record Key(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int identification,
            int protocol,
            int vlanId) {}

    Fragments(Limits limits, Ledger ledger) {
        this.limits = limits;
        this.ledger = ledger;
    }

    /**
     * One fragment, from {@code at} to {@code end}, or {@code wireEnd} on the wire.
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
        // All but the last are cut at multiples of eight, or the next could have no offset.
        if (length <= 0 || offset + length > BODY_LENGTH_MAX || more && length % 8 != 0) {
            ledger.note(Anomaly.IP_FRAGMENT_INVALID);
            return null;
        }
        Key key = key(surroundings, identification, protocol, bytes);
        Datagram datagram = unfinished.get(key);
        if (datagram == null) {
            datagram = new Datagram(surroundings.epochNanos());
            int addressLength = surroundings.six() ? V6_ADDRESS_LENGTH : V4_ADDRESS_LENGTH;
            datagram.addresses(bytes, surroundings.sourceAt(), surroundings.destinationAt(), addressLength);
            unfinished.put(key, datagram);
        } else {
            heldBytes -= datagram.heldBytes();
        }
        if (!datagram.add(bytes, at, offset, length, Math.max(0, end - at), !more, protocol)) {
            ledger.note(Anomaly.IP_FRAGMENTS_CONFLICT);
        }
        if (datagram.isComplete()) {
            unfinished.remove(key);
            ledger.count(Count.DATAGRAMS_REASSEMBLED);
            return datagram;
        }
        heldBytes += datagram.heldBytes();
        evict();
        return null;
    }

    private static Key key(Surroundings hosts, int identification, int protocol, ByteWindow bytes) {
        int source = hosts.sourceAt();
        int destination = hosts.destinationAt();
        if (!hosts.six()) {
            return new Key(
                    0, bytes.u32be(source), 0, bytes.u32be(destination), identification, protocol, hosts.vlanId());
        }
        return new Key(
                bytes.i64be(source),
                bytes.i64be(source + 8),
                bytes.i64be(destination),
                bytes.i64be(destination + 8),
                identification,
                0, // in IPv6 only the first fragment's counts
                hosts.vlanId());
    }

    private void expire(long nowNanos) {
        while (!unfinished.isEmpty()) {
            Datagram oldest = unfinished.values().iterator().next();
            // Either way: another capture may begin earlier.
            if (Math.abs(nowNanos - oldest.firstNanos()) < limits.fragmentNanos()) {
                return;
            }
            dropOldest(Anomaly.IP_FRAGMENTS_EXPIRED);
        }
    }

    private void evict() {
        while (unfinished.size() > limits.fragmentDatagramsMax() || heldBytes > limits.fragmentBytesMax()) {
            dropOldest(Anomaly.IP_FRAGMENTS_FULL);
        }
    }

    private void dropOldest(Anomaly why) {
        Iterator<Datagram> oldest = unfinished.values().iterator();
        heldBytes -= oldest.next().heldBytes();
        oldest.remove();
        ledger.note(why);
    }

    int unfinished() {
        return unfinished.size();
    }

    long heldBytes() {
        return heldBytes;
    }
}
