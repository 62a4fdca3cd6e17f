package io.sharetap.pe;

import io.sharetap.signature.HoldingTime;
import io.sharetap.transfer.AssembledFile.Range;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what images say of themselves by the hash of their whole content: the same program is often written to many
 * hosts, and to check its signature can take as long as to hash some megabytes.
 */
final class KnownImages {
    /** Of some kilobytes each, in each worker. */
    private static final int REMEMBERED_MAX = 512;

    private record Known(PeFacts facts, List<Range> leftOut, Map<String, byte[]> digests, HoldingTime holdingTime) {
        /** True: the content gives the digests again, which it may refuse for the work that it has made. */
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
     * What would be found of a content that is all there; null: it is not known.
     *
     * @param sha256 of the content
     * @param captureEpochSeconds the time at which its signature is looked at
     */
    PeFacts find(byte[] sha256, AskedDigests digests, long captureEpochSeconds) {
        Known found = known.get(ByteBuffer.wrap(sha256));
        return found != null && found.holdingTime.holdsAt(captureEpochSeconds) && found.restsOn(digests)
                ? found.facts
                : null;
    }

    /** Remembers what was found of a content that is all there, by nothing but its bytes and these digests. */
    void remember(byte[] sha256, PeFacts facts, AskedDigests digests, HoldingTime holdingTime) {
        known.put(
                ByteBuffer.wrap(sha256),
                new Known(facts, digests.leftOut(), Map.copyOf(digests.answers()), holdingTime));
    }
}
