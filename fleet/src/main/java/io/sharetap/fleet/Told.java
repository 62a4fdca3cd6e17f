package io.sharetap.fleet;

import io.sharetap.event.FileWrite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Remembers what was told of late, to know what tells nothing new: a record that goes on from another with the same
 * content and path, as a single sensor's detector does, and a write that another sensor saw as well.
 */
final class Told {
    /** A record goes on from one of the last 5 minutes; twice that, since its end may have been told late. */
    private static final long CONTINUATION_NANOS = 600_000_000_000L;

    private final KeyValueStore<Bytes, byte[]> store;
    private final long toleranceNanos;

    /** What becomes of a write. */
    enum News {
        NEWS,
        /** It goes on from one that had the same content and path. */
        NOTHING_NEW,
        /** Another sensor told it. */
        TWICE
    }

    /** @param toleranceNanos by so much the clocks of two sensors may differ */
    Told(KeyValueStore<Bytes, byte[]> store, long toleranceNanos) {
        this.store = store;
        this.toleranceNanos = toleranceNanos;
    }

    News add(FileWrite write) {
        long facts = facts(write);
        News news = News.NEWS;
        if (write.continues() != null) {
            byte[] before = store.get(key(write.continues()));
            boolean same = before != null
                    && ByteBuffer.wrap(before).getLong() == facts
                    && Math.abs(write.epochNanos() - ByteBuffer.wrap(before).getLong(Long.BYTES)) <= CONTINUATION_NANOS;
            news = same ? News.NOTHING_NEW : News.NEWS;
        }
        if (write.id() != null) {
            store.put(key(write.id()), value(facts, write.epochNanos()));
        }
        Bytes identity = identity(write, facts);
        if (identity != null && news == News.NEWS) {
            byte[] before = store.get(identity);
            long ofOther = write.id() == null ? 0 : EventKey.hash(write.id());
            if (before != null
                    && ByteBuffer.wrap(before).getLong() != ofOther
                    && Math.abs(write.epochNanos() - ByteBuffer.wrap(before).getLong(Long.BYTES)) <= toleranceNanos) {
                return News.TWICE;
            }
            store.put(identity, value(ofOther, write.epochNanos()));
        }
        return news;
    }

    private static Bytes key(String id) {
        return Bytes.wrap(id.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] value(long what, long nanos) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(what).putLong(nanos).array();
    }

    /** Hosts, session and open, and what was written; null: the open is not known. */
    private static Bytes identity(FileWrite write, long facts) {
        String fileId = write.smb() == null ? null : write.smb().fileId();
        if (fileId == null) {
            return null;
        }
        return Bytes.wrap(ByteBuffer.allocate(1 + 7 * Long.BYTES)
                .put((byte) 0)
                .putLong(write.client().high())
                .putLong(write.client().low())
                .putLong(write.destination().high())
                .putLong(write.destination().low())
                .putLong(EventKey.hash(fileId))
                .putLong(EventKey.hash(write.smb().sessionId()))
                .putLong(facts)
                .array());
    }

    private static long facts(FileWrite write) {
        byte[] content = write.sha256() == null ? write.headSha256() : write.sha256();
        long facts = write.path() == null ? 0 : EventKey.hash(write.path() + '\n' + write.size());
        return facts * 31 + Arrays.hashCode(content);
    }

    /** Forgets what lies before a moment. */
    void forgetBefore(long nanos) {
        List<Bytes> past = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                if (ByteBuffer.wrap(each.value).getLong(Long.BYTES) < nanos) {
                    past.add(each.key);
                }
            }
        }
        past.forEach(store::delete);
    }
}
