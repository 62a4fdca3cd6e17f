package io.sharetap.transfer;

/** Takes a content on, in its order, out of an array of its own. */
interface HashTarget {
    /** Where the next bytes are to be put, from its beginning on. */
    byte[] room();

    /** The first {@code count} bytes of the room that it gave last are the next of the content. */
    void took(byte[] room, int count);
}
