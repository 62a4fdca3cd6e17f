package io.sharetap.transfer;

import io.sharetap.transfer.AssembledFile.Range;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers digests of parts of contents, by the hash of the whole content. The same program is often written to many
 * hosts, and to compute such a digest anew each time would cost as much as the hash.
 */
final class DigestMemory {
    private static final int REMEMBERED_MAX = 1_024;

    /** Says of what a digest is. */
    record Key(ByteBuffer sha256, String algorithm, List<Range> leftOut) {
        Key(byte[] sha256, String algorithm, List<Range> leftOut) {
            this(ByteBuffer.wrap(sha256), algorithm, List.copyOf(leftOut));
        }

        /**
         * Written by hand, like {@link #hashCode}: the methods generated for records are slow until they are compiled.
         */
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

    /** The digest; null where it is not known. */
    byte[] find(Key key) {
        return digests.get(key);
    }

    void remember(Key key, byte[] digest) {
        digests.put(key, digest);
    }
}
