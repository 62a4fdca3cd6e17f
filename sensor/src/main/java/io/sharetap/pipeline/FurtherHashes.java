package io.sharetap.pipeline;

import io.sharetap.event.Digests;
import io.sharetap.transfer.AssembledFile;
import java.security.MessageDigest;
import java.util.List;

/**
 * Computes further hashes of executables, where the settings ask for them, from the content that is kept until the file
 * is reported.
 */
final class FurtherHashes {
    private static final int BLOCK_BYTES = 64 << 10;

    private final MessageDigest md5;
    private final MessageDigest sha1;
    private final byte[] block = new byte[BLOCK_BYTES];

    /** Null: not asked for, or not every byte is known. */
    record Hashes(byte[] md5, byte[] sha1) {
        static final Hashes NONE = new Hashes(null, null);
    }

    /** @param names of the hashes to compute: {@code md5}, {@code sha1} */
    FurtherHashes(List<String> names) {
        md5 = names.contains("md5") ? Digests.of("MD5") : null;
        sha1 = names.contains("sha1") ? Digests.of("SHA-1") : null;
    }

    Hashes of(AssembledFile file) {
        boolean asked = md5 != null || sha1 != null;
        if (!asked || file.sha256() == null || file.content() == null) {
            return Hashes.NONE;
        }
        for (long at = 0; at < file.size(); ) {
            int count = file.content().read(at, block, 0, (int) Math.min(block.length, file.size() - at));
            if (count <= 0) {
                reset(md5);
                reset(sha1);
                return Hashes.NONE;
            }
            update(md5, count);
            update(sha1, count);
            at += count;
        }
        return new Hashes(md5 == null ? null : md5.digest(), sha1 == null ? null : sha1.digest());
    }

    private void update(MessageDigest digest, int count) {
        if (digest != null) {
            digest.update(block, 0, count);
        }
    }

    private static void reset(MessageDigest digest) {
        if (digest != null) {
            digest.reset();
        }
    }
}
