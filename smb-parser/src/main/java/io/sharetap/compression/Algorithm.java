package io.sharetap.compression;

/** The algorithms of SMB2 compression ([MS-SMB2] 2.2.3.1.3); an ordinal is its number on the wire. */
enum Algorithm {
    NONE,
    LZNT1,
    LZ77,
    LZ77_HUFFMAN,
    PATTERN_V1,
    LZ4;

    private static final Algorithm[] ALL = values();

    /** The algorithm of a number, or null: one that is not documented. */
    static Algorithm of(int number) {
        return number < ALL.length ? ALL[number] : null;
    }

    /** Whether a chained payload of it begins with the size that it expands to ([MS-SMB2] 2.2.42.2.1). */
    boolean hasOriginalSize() {
        return this != NONE && this != PATTERN_V1;
    }
}
