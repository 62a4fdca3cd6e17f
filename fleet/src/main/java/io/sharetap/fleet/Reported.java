package io.sharetap.fleet;

import io.sharetap.event.Digests;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.event.SmbContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Remembers what was reported lately, to recognise what is not new: a record that continues another with the same
 * content and path, as a single sensor's detector does, and what another sensor saw, too.
 */
final class Reported {
    /** A record continues one of the last 5 minutes at most; twice that, since its end may have been reported late. */
    private static final long CONTINUATION_NANOS = 600_000_000_000L;

    private static final int KEY_BYTES = 16;

    private final MessageDigest digest = Digests.sha256();
    private final SectionStore store;
    private final long toleranceNanos;

    /** The result for a write. */
    enum News {
        NEW,
        /** It continues one with the same content and path. */
        NOTHING_NEW,
        /** Another sensor reported it. */
        TWICE
    }

    /** @param toleranceNanos the most by which the clocks of two sensors may differ */
    Reported(SectionStore store, long toleranceNanos) {
        this.store = store;
        this.toleranceNanos = toleranceNanos;
    }

    News add(FileWrite write) {
        long facts = facts(write);
        News news = News.NEW;
        if (write.continues() != null) {
            byte[] before = store.get(key(write.continues()));
            boolean same = before != null
                    && ByteBuffer.wrap(before).getLong() == facts
                    && Math.abs(write.epochNanos() - ByteBuffer.wrap(before).getLong(Long.BYTES)) <= CONTINUATION_NANOS;
            news = same ? News.NOTHING_NEW : News.NEW;
        }
        if (write.id() != null) {
            store.put(key(write.id()), value(facts, write.epochNanos()));
        }
        String fileId = write.smb() == null ? null : write.smb().fileId();
        if (fileId == null || news != News.NEW) {
            return news; // without its open it cannot be recognised
        }
        return addOnce(identity(write, write.smb(), facts), write.id(), write.epochNanos());
    }

    /**
     * As above, for executions. A call has no number of its own: the same call again, in the same session and pipe
     * within the tolerance, is taken for another sensor's report.
     */
    News add(ExecutionObserved run) {
        String facts = String.join(
                "\n",
                String.valueOf(run.via()),
                String.valueOf(run.act()),
                String.valueOf(run.name()),
                String.valueOf(run.command()),
                String.valueOf(run.operation()));
        return addOnce(identity(run, run.smb(), EventKey.hash(facts)), run.id(), run.epochNanos());
    }

    private News addOnce(Bytes identity, String id, long nanos) {
        byte[] before = store.get(identity);
        long ofOther = id == null ? 0 : EventKey.hash(id);
        if (before != null
                && ByteBuffer.wrap(before).getLong() != ofOther
                && Math.abs(nanos - ByteBuffer.wrap(before).getLong(Long.BYTES)) <= toleranceNanos) {
            return News.TWICE;
        }
        store.put(identity, value(ofOther, nanos));
        return News.NEW;
    }

    private Bytes key(String id) {
        return digest('i', ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The first bits of a digest: few enough to be stored, and so many that nobody finds a second write with the same.
     */
    private Bytes digest(char kind, ByteBuffer bytes) {
        digest.update((byte) kind);
        digest.update(bytes);
        return Bytes.wrap(Arrays.copyOf(digest.digest(), KEY_BYTES));
    }

    private static byte[] value(long what, long nanos) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(what).putLong(nanos).array();
    }

    /** A digest of hosts, session and open, and of what was done. */
    private Bytes identity(SensorEvent event, SmbContext smb, long facts) {
        ByteBuffer all = ByteBuffer.allocate(7 * Long.BYTES)
                .putLong(event.client().high())
                .putLong(event.client().low())
                .putLong(event.destination().high())
                .putLong(event.destination().low())
                .putLong(EventKey.hash(smb == null ? null : smb.fileId()))
                .putLong(EventKey.hash(smb == null ? null : smb.sessionId()))
                .putLong(facts);
        return digest('w', all.flip());
    }

    private static long facts(FileWrite write) {
        byte[] content = write.sha256() == null ? write.headSha256() : write.sha256();
        long facts = write.path() == null ? 0 : EventKey.hash(write.path() + '\n' + write.size());
        return facts * 31 + Arrays.hashCode(content);
    }

    /** Forgets what is older than this moment. */
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
