package io.sharetap.smb;

/** What a {@link BoundedTable} needs of each thing it holds: a key of four numbers, whose it is, and links. */
abstract class TableEntry {
    long key0;
    long key1;
    long key2;
    long key3;
    TableEntry nextInBucket;
    TableEntry older;
    TableEntry newer;

    /** What its hosts have in the table, and its neighbours there; null: it is in no table. */
    HostPairs.Part part;

    TableEntry olderOfPart;
    TableEntry newerOfPart;

    /** The characters that are counted for it. */
    int countedChars;

    /** True: it is in its table. */
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

    /** The characters of what it remembers from the wire. */
    int chars() {
        return 0;
    }

    static int lengthOf(String text) {
        return text == null ? 0 : text.length();
    }
}
