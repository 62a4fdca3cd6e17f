package io.sharetap.fleet;

import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.FanOut;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Counts the destinations that clients reached within the last hour, and keeps these writes in a store. They have
 * numbered places there which are used again: to delete a write from a changelog costs as much as to add one.
 */
final class Reached {
    /** Bytes of a content's digest, which is all that a fan-out needs. */
    private static final int DIGEST = 2 * Long.BYTES;

    private final FanOut fanOut;
    private final long windowNanos;
    private final SectionStore store;
    private final ArrayDeque<Place> taken = new ArrayDeque<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int places;

    /** A place in use, with the time of its write. */
    private record Place(int number, long nanos) {}

    /** Begins with the writes in the store. */
    Reached(DetectorSettings settings, SectionStore store) {
        fanOut = new FanOut(settings.fanOutNanos(), settings.fanOutEntriesMax());
        windowNanos = settings.fanOutNanos();
        this.store = store;
        List<KeyValue<Bytes, byte[]>> kept = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(kept::add);
        }
        kept.sort(Comparator.comparingLong(each -> ByteBuffer.wrap(each.value).getLong()));
        for (KeyValue<Bytes, byte[]> each : kept) {
            ByteBuffer value = ByteBuffer.wrap(each.value);
            long nanos = value.getLong();
            IpAddress client = new IpAddress(value.getLong(), value.getLong());
            IpAddress destination = new IpAddress(value.getLong(), value.getLong());
            boolean uncommon = value.get() == 1;
            byte[] content = value.hasRemaining() ? new byte[DIGEST] : null;
            if (content != null) {
                value.get(content);
            }
            taken.add(new Place(ByteBuffer.wrap(each.key.get()).getInt(), nanos));
            fanOut.add(client, content, destination, uncommon, nanos);
        }
        places = kept.size();
    }

    /** Adds a write; {@link #fanOut} then has its counts. */
    void add(FileWrite write, boolean uncommonToUncommon) {
        while (!taken.isEmpty() && write.epochNanos() - taken.peekFirst().nanos() > windowNanos) {
            free.add(taken.removeFirst().number());
        }
        byte[] content = write.sha256() == null ? write.headSha256() : write.sha256();
        IpAddress client = write.clientIdentity();
        IpAddress destination = write.destinationIdentity();
        ByteBuffer value = ByteBuffer.allocate(5 * Long.BYTES + 1 + (content == null ? 0 : DIGEST))
                .putLong(write.epochNanos())
                .putLong(client.high())
                .putLong(client.low())
                .putLong(destination.high())
                .putLong(destination.low())
                .put((byte) (uncommonToUncommon ? 1 : 0));
        if (content != null) {
            value.put(content, 0, DIGEST);
        }
        Place place = new Place(free.isEmpty() ? places++ : free.removeFirst(), write.epochNanos());
        byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(place.number()).array();
        store.put(Bytes.wrap(key), value.array());
        taken.addLast(place);
        fanOut.add(client, content, destination, uncommonToUncommon, write.epochNanos());
    }

    FanOut fanOut() {
        return fanOut;
    }
}
