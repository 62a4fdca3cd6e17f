package io.sharetap.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what was found out about signatures: the same program is often written to many hosts. What is remembered
 * holds for an image with the same signatures and the same digests, and only where it does not depend on the time.
 */
final class KnownSignatures {
    private static final int REMEMBERED_MAX = 1_024;

    private record Known(Map<DigestName, byte[]> digests, SignatureFacts facts) {
        boolean isOf(ImageDigests image) {
            return digests.entrySet().stream()
                    .allMatch(digest -> Arrays.equals(
                            digest.getValue(), image.digest(digest.getKey().javaName())));
        }
    }

    private final Map<ByteBuffer, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** Stands for these signatures. */
    static ByteBuffer keyOf(List<byte[]> signatures) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] signature : signatures) {
                sha256.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(signature.length)
                        .flip());
                sha256.update(signature);
            }
            return ByteBuffer.wrap(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Null: nothing is known of these signatures on this image. */
    SignatureFacts find(ByteBuffer key, ImageDigests image) {
        Known found = known.get(key);
        return found != null && found.isOf(image) ? found.facts() : null;
    }

    /** The digests are those that were asked for of the image. */
    void remember(ByteBuffer key, Map<DigestName, byte[]> digests, SignatureFacts facts) {
        if (!digests.isEmpty()) {
            known.put(key, new Known(new EnumMap<>(digests), facts));
        }
    }
}
