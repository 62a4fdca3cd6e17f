package io.sharetap.transfer;

import io.sharetap.transfer.AssembledFile.Range;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers digests of parts of contents by the hash of all: the same program is often written to many hosts, and going
 * through it a second time each time would cost as much as its hash.
 */
final class DigestMemory {
    private static final int REMEMBERED_MAX = 1_024;

    /** What a digest is of. */
    record Key(ByteBuffer sha256, String algorithm, List<Range> leftOut) {
        Key(byte[] sha256, String algorithm, List<Range> leftOut) {
            this(ByteBuffer.wrap(sha256), algorithm, List.copyOf(leftOut));
        }

        /** Written out as {@link #hashCode} is, since those that the language makes are slow to begin with. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && sha256.equals(key.sha256)
                    && algorithm.equals(key.algorithm)
                    && leftOut.equals(key.leftOut);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * sha256.hashCode() + algorithm.hashCode()) + leftOut.hashCode();
        }
    }

    private final Map<Key, byte[]> digests = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** Null: it is not known. */
    byte[] find(Key key) {
        return digests.get(key);
    }

    void remember(Key key, byte[] digest) {
        digests.put(key, digest);
    }
}
