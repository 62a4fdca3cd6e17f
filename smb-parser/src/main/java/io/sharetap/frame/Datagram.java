package io.sharetap.frame;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.util.Arrays;

/**
 * Takes the fragments of one IP datagram in any order; where two overlap, the bytes that came first stay. The memory is
 * its own and is never used again, so a segment in it stays readable as long as anyone holds it.
 */
final class Datagram {
    /** The bytes begin with the two addresses, each in a field as long as an IPv6 address. */
    static final int SOURCE_AT = 0;

    static final int DESTINATION_AT = 16;
    static final int BODY_AT = 32;

    private static final int UNKNOWN = -1;
    /** Rough memory cost of the object without its arrays. */
    private static final int OVERHEAD_BYTES = 256;

    private final Fragments.Key key;
    private final Fragments.Part part;
    private final long firstNanos;
    /**
     * The addresses, then the body from {@code base} on: where a late fragment comes first, no room is kept before it.
     */
    private byte[] bytes = new byte[BODY_AT];

    private int base;
    /** Ranges of the body that have come: sorted and disjoint, {@code to} not included. */
    private int[] from = new int[4];

    private int[] to = new int[4];
    private int ranges;
    private int totalLength = UNKNOWN;
    private int protocol = UNKNOWN;
    /** The offset in the body from which bytes are lacking because of a snap length. */
    private int captureEnd = Integer.MAX_VALUE;

    Datagram(Fragments.Key key, Fragments.Part part, long firstNanos) {
        this.key = key;
        this.part = part;
        this.firstNanos = firstNanos;
    }

    Fragments.Key key() {
        return key;
    }

    /** The account of the host pair on which this datagram's bytes are counted. */
    Fragments.Part part() {
        return part;
    }

    long firstNanos() {
        return firstNanos;
    }

    /** The protocol of the body's first header, as the first fragment gives it: RFC 8200, 4.5. */
    int protocol() {
        return protocol;
    }

    int heldBytes() {
        return bytes.length + from.length * 2 * Integer.BYTES + OVERHEAD_BYTES;
    }

    /** The complete datagram, valid for as long as it is held. */
    ByteWindow window() {
        return new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    int end() {
        return BODY_AT + Math.min(totalLength, captureEnd);
    }

    int wireEnd() {
        return BODY_AT + totalLength;
    }

    boolean isComplete() {
        return totalLength != UNKNOWN && ranges > 0 && from[0] == 0 && to[0] >= totalLength;
    }

    void addresses(ByteWindow source, int sourceAt, int destinationAt, int addressLength) {
        source.copyTo(sourceAt, bytes, SOURCE_AT, addressLength);
        source.copyTo(destinationAt, bytes, DESTINATION_AT, addressLength);
    }

    /**
     * Adds a fragment: {@code length} bytes on the wire, of which {@code captured} are there at {@code at}.
     *
     * @return false: it contradicts what came before
     */
    boolean add(ByteWindow source, int at, int offset, int length, int captured, boolean last, int protocol) {
        int end = offset + length;
        boolean agrees = totalLength == UNKNOWN || (last ? end == totalLength : end <= totalLength);
        if (last && totalLength == UNKNOWN) {
            totalLength = end;
            agrees = ranges == 0 || to[ranges - 1] <= end;
        }
        if (offset == 0 && this.protocol == UNKNOWN) {
            this.protocol = protocol;
        }
        makeRoom(offset, offset + captured);
        agrees &= fill(source, at, offset, end, offset + captured);
        if (captured < length) {
            captureEnd = Math.min(captureEnd, offset + captured);
        }
        cover(offset, end);
        return agrees;
    }

    private void makeRoom(int start, int end) {
        int roomEnd = base + bytes.length - BODY_AT;
        if (ranges == 0) {
            base = start;
            bytes = Arrays.copyOf(bytes, BODY_AT + end - start);
        } else if (start < base) {
            byte[] wider = new byte[BODY_AT + Math.max(end, roomEnd) - start];
            System.arraycopy(bytes, 0, wider, 0, BODY_AT);
            System.arraycopy(bytes, BODY_AT, wider, BODY_AT + base - start, roomEnd - base);
            base = start;
            bytes = wider;
        } else if (end > roomEnd) {
            int roomy = Math.min(Fragments.BODY_LENGTH_MAX - base, 2 * (roomEnd - base));
            bytes = Arrays.copyOf(bytes, BODY_AT + Math.max(roomy, end - base));
        }
    }

    private int indexOf(int place) {
        return BODY_AT + place - base;
    }

    /** Copies the bytes that are new. Returns false where bytes that came before differ. */
    private boolean fill(ByteWindow source, int at, int offset, int end, int capturedEnd) {
        boolean agrees = true;
        int place = offset;
        int range = 0;
        while (place < end) {
            while (range < ranges && to[range] <= place) {
                range++;
            }
            boolean known = range < ranges && from[range] <= place;
            int stop = range == ranges ? end : Math.min(end, known ? to[range] : from[range]);
            int count = Math.min(stop, capturedEnd) - place;
            if (known) {
                agrees &= count <= 0 || isSame(source, at + place - offset, place, count);
            } else if (count > 0) {
                source.copyTo(at + place - offset, bytes, indexOf(place), count);
            }
            place = stop;
        }
        return agrees;
    }

    private boolean isSame(ByteWindow source, int at, int place, int count) {
        int comparable = Math.min(place + count, captureEnd) - place;
        for (int i = 0; i < comparable; i++) {
            if ((byte) source.u8(at + i) != bytes[indexOf(place + i)]) {
                return false;
            }
        }
        return true;
    }

    /** Merges a range with those that it touches. */
    private void cover(int start, int end) {
        int first = 0;
        while (first < ranges && to[first] < start) {
            first++;
        }
        int behind = first;
        while (behind < ranges && from[behind] <= end) {
            behind++;
        }
        if (behind == first) {
            insert(first, start, end);
            return;
        }
        from[first] = Math.min(from[first], start);
        to[first] = Math.max(to[behind - 1], end);
        int rest = ranges - behind;
        System.arraycopy(from, behind, from, first + 1, rest);
        System.arraycopy(to, behind, to, first + 1, rest);
        ranges = first + 1 + rest;
    }

    private void insert(int index, int start, int end) {
        if (ranges == from.length) {
            from = Arrays.copyOf(from, ranges * 2);
            to = Arrays.copyOf(to, ranges * 2);
        }
        System.arraycopy(from, index, from, index + 1, ranges - index);
        System.arraycopy(to, index, to, index + 1, ranges - index);
        from[index] = start;
        to[index] = end;
        ranges++;
    }
}
