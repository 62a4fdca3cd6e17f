package io.sharetap.smb;

/** Holds what a {@link BoundedTable} needs of each entry: a key of four numbers, its host pair's part, and links. */
abstract class TableEntry {
    long key0;
    long key1;
    long key2;
    long key3;
    TableEntry nextInBucket;
    TableEntry older;
    TableEntry newer;

    /** The host pair's part of the table, and the entry's neighbours in it; null: the entry is in no table. */
    HostPairs.Part part;

    TableEntry olderOfPart;
    TableEntry newerOfPart;

    /** The characters that are counted for it now. */
    int countedChars;

    /** Whether it is in its table. */
    final boolean listed() {
        return part != null;
    }

    final void key(long first, long second, long third, long fourth) {
        key0 = first;
        key1 = second;
        key2 = third;
        key3 = fourth;
    }

    final boolean hasKey(long first, long second, long third, long fourth) {
        return key0 == first && key1 == second && key2 == third && key3 == fourth;
    }

    /** The characters from the wire that it holds. */
    int chars() {
        return 0;
    }

    static int lengthOf(String text) {
        return text == null ? 0 : text.length();
    }
}
