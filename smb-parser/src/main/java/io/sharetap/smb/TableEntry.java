package io.sharetap.smb;

/** What a {@link BoundedTable} needs of each thing it holds: a key of four numbers, and links. */
abstract class TableEntry {
    long key0;
    long key1;
    long key2;
    long key3;
    boolean listed;
    TableEntry nextInBucket;
    TableEntry older;
    TableEntry newer;

    final void key(long first, long second, long third, long fourth) {
        key0 = first;
        key1 = second;
        key2 = third;
        key3 = fourth;
    }

    final boolean hasKey(long first, long second, long third, long fourth) {
        return key0 == first && key1 == second && key2 == third && key3 == fourth;
    }
}
