package io.sharetap.pe;

import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.Content;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Content in an array, of which a part may be lacking. */
record ArrayContent(byte[] bytes, int lackingFrom, int lackingTo) implements Content {
    ArrayContent(byte[] bytes) {
        this(bytes, bytes.length, bytes.length);
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean whole() {
        return lackingFrom >= lackingTo;
    }

    @Override
    public int read(long fileOffset, byte[] target, int targetAt, int count) {
        if (fileOffset < 0 || fileOffset >= bytes.length || fileOffset >= lackingFrom && fileOffset < lackingTo) {
            return 0;
        }
        long end = fileOffset < lackingFrom ? lackingFrom : bytes.length;
        int copied = (int) Math.min(count, end - fileOffset);
        System.arraycopy(bytes, (int) fileOffset, target, targetAt, copied);
        return copied;
    }

    @Override
    public byte[] digest(String algorithm, List<AssembledFile.Range> leftOut) {
        return digestOf(this, algorithm, leftOut);
    }

    /** The digest of a content but for ranges in their order; null: bytes are lacking. */
    static byte[] digestOf(Content content, String algorithm, List<AssembledFile.Range> leftOut) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            long at = 0;
            for (AssembledFile.Range range : leftOut) {
                if (!feed(digest, content, at, range.from())) {
                    return null;
                }
                at = Math.max(at, range.to());
            }
            return feed(digest, content, at, content.size()) ? digest.digest() : null;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean feed(MessageDigest digest, Content content, long from, long to) {
        byte[] piece = new byte[4_096];
        long at = from;
        while (at < Math.min(to, content.size())) {
            int count = content.read(at, piece, 0, (int) Math.min(piece.length, to - at));
            if (count == 0) {
                return false;
            }
            digest.update(piece, 0, count);
            at += count;
        }
        return true;
    }
}
