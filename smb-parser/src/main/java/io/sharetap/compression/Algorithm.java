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

    /** The algorithm with this number on the wire; null where none is documented. */
    static Algorithm of(int number) {
        return number < ALL.length ? ALL[number] : null;
    }

    /** Whether a chained payload of this algorithm begins with its expanded size ([MS-SMB2] 2.2.42.2.1). */
    boolean hasOriginalSize() {
        return this != NONE && this != PATTERN_V1;
    }
}
