package io.sharetap.pe;

import io.sharetap.transfer.Content;

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
    public int read(long fileOffset, byte[] target, int targetAt, int count) {
        if (fileOffset < 0 || fileOffset >= bytes.length || fileOffset >= lackingFrom && fileOffset < lackingTo) {
            return 0;
        }
        long end = fileOffset < lackingFrom ? lackingFrom : bytes.length;
        int copied = (int) Math.min(count, end - fileOffset);
        System.arraycopy(bytes, (int) fileOffset, target, targetAt, copied);
        return copied;
    }
}
