package io.sharetap.pe;

import io.sharetap.signature.HoldingTime;
import io.sharetap.transfer.AssembledFile.Range;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the facts of images by the hash of their whole content. The same program is often written to many hosts,
 * and to check its signature can take as long as to hash some megabytes.
 */
final class KnownImages {
    /** Some kilobytes each, per worker. */
    private static final int REMEMBERED_MAX = 512;

    private record Known(PeFacts facts, List<Range> leftOut, Map<String, byte[]> digests, HoldingTime holdingTime) {
        /**
         * Whether the content again gives the digests on which these facts rest. It may refuse, where that would be too
         * much work.
         */
        boolean restsOn(AskedDigests asked) {
            for (Map.Entry<String, byte[]> digest : digests.entrySet()) {
                if (!Arrays.equals(digest.getValue(), asked.of(digest.getKey(), leftOut))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<ByteBuffer, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /**
     * The facts of a complete content; null where they are not known.
     *
     * @param sha256 of the content
     * @param captureEpochSeconds the time at which its signature is judged
     */
    PeFacts find(byte[] sha256, AskedDigests digests, long captureEpochSeconds) {
        Known found = known.get(ByteBuffer.wrap(sha256));
        return found != null && found.holdingTime.holdsAt(captureEpochSeconds) && found.restsOn(digests)
                ? found.facts
                : null;
    }

    /** Remembers the facts of a complete content, which depend only on its bytes and these digests. */
    void remember(byte[] sha256, PeFacts facts, AskedDigests digests, HoldingTime holdingTime) {
        known.put(
                ByteBuffer.wrap(sha256),
                new Known(facts, digests.leftOut(), Map.copyOf(digests.answers()), holdingTime));
    }
}
