package io.sharetap.transfer;

/** Takes a content in order, through arrays of its own. */
interface HashTarget {
    /** The array into which the next bytes are to be put, from its beginning on. */
    byte[] room();

    /** The first {@code count} bytes of the array given last are the next bytes of the content. */
    void took(byte[] room, int count);
}
