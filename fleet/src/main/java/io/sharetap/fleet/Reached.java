package io.sharetap.fleet;

import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.FanOut;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Follows which destinations clients reached within the last hour: a fan-out whose writes lie in a store, too. */
final class Reached {
    private static final int DIGEST = 32;

    private final FanOut fanOut;
    private final long windowNanos;
    private final KeyValueStore<Bytes, byte[]> store;
    private final ArrayDeque<byte[]> kept = new ArrayDeque<>();

    /** Begins with what the store holds. */
    Reached(DetectorSettings settings, KeyValueStore<Bytes, byte[]> store) {
        fanOut = new FanOut(settings.fanOutNanos(), settings.fanOutEntriesMax());
        windowNanos = settings.fanOutNanos();
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                ByteBuffer value = ByteBuffer.wrap(each.value);
                IpAddress client = new IpAddress(value.getLong(), value.getLong());
                IpAddress destination = new IpAddress(value.getLong(), value.getLong());
                boolean uncommon = value.get() == 1;
                byte[] content = value.hasRemaining() ? new byte[DIGEST] : null;
                if (content != null) {
                    value.get(content);
                }
                kept.add(each.key.get());
                fanOut.add(client, content, destination, uncommon, EventKey.nanos(each.key.get()));
            }
        }
    }

    /** Takes a write in; {@link #fanOut} then has its counts. */
    void add(byte[] key, FileWrite write, boolean uncommonToUncommon) {
        while (!kept.isEmpty() && write.epochNanos() - EventKey.nanos(kept.peekFirst()) > windowNanos) {
            store.delete(Bytes.wrap(kept.removeFirst()));
        }
        byte[] content = write.sha256() == null ? write.headSha256() : write.sha256();
        IpAddress client = write.clientIdentity();
        IpAddress destination = write.destinationIdentity();
        ByteBuffer value = ByteBuffer.allocate(4 * Long.BYTES + 1 + (content == null ? 0 : DIGEST))
                .putLong(client.high())
                .putLong(client.low())
                .putLong(destination.high())
                .putLong(destination.low())
                .put((byte) (uncommonToUncommon ? 1 : 0));
        if (content != null) {
            value.put(content);
        }
        store.put(Bytes.wrap(key), value.array());
        kept.addLast(key);
        fanOut.add(client, content, destination, uncommonToUncommon, write.epochNanos());
    }

    FanOut fanOut() {
        return fanOut;
    }
}
