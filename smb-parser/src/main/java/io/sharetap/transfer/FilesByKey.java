package io.sharetap.transfer;

/**
 * Takes files under their keys and finds them again. The hashes stand side by side in an array of their own, so that a
 * file that is not the one is hardly ever looked at, nor are those around a file that leaves: most of them were last
 * touched thousands of files ago, and lie in no cache.
 */
final class FilesByKey {
    private static final int FIRST_PLACES = 64;
    /** Of so many places three may be taken. */
    private static final int OF_PLACES = 4;

    private static final int TAKEN_MAX = 3;
    /** Stands for the hash of an empty place. */
    private static final int EMPTY = 0;

    private int[] hashes = new int[FIRST_PLACES];
    private FileInAssembly[] files = new FileInAssembly[FIRST_PLACES];
    private int size;

    /** The file under this key; null: none. */
    FileInAssembly get(FileKey key) {
        int place = placeOf(key);
        return place < 0 ? null : files[place];
    }

    /** Puts a file under its own key, in place of the one that is there. */
    void put(FileInAssembly file) {
        int place = placeOf(file.key);
        if (place >= 0) {
            file.keyHash = hashes[place];
            files[place] = file;
            return;
        }
        if ((size + 1) * OF_PLACES > files.length * TAKEN_MAX) {
            grow();
        }
        file.keyHash = hashOf(file.key);
        insert(file.keyHash, file);
        size++;
    }

    /** Takes a file out that stands under its own key; true: it did. */
    boolean remove(FileInAssembly file) {
        int mask = files.length - 1;
        for (int at = file.keyHash & mask; hashes[at] != EMPTY; at = at + 1 & mask) {
            if (files[at] == file) {
                empty(at);
                size--;
                return true;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    /** -1: the key is not known. */
    private int placeOf(FileKey key) {
        int mask = files.length - 1;
        int hash = hashOf(key);
        for (int at = hash & mask; hashes[at] != EMPTY; at = at + 1 & mask) {
            if (hashes[at] == hash && files[at].key.equals(key)) {
                return at;
            }
        }
        return -1;
    }

    private void insert(int hash, FileInAssembly file) {
        int mask = files.length - 1;
        int at = hash & mask;
        while (hashes[at] != EMPTY) {
            at = at + 1 & mask;
        }
        hashes[at] = hash;
        files[at] = file;
    }

    /** Closes the hole that is left, so that what stands behind it is still found. */
    private void empty(int from) {
        int mask = files.length - 1;
        int hole = from;
        for (int at = hole + 1 & mask; hashes[at] != EMPTY; at = at + 1 & mask) {
            boolean mayMove = (at - hashes[at] & mask) >= (at - hole & mask);
            if (mayMove) {
                hashes[hole] = hashes[at];
                files[hole] = files[at];
                hole = at;
            }
        }
        hashes[hole] = EMPTY;
        files[hole] = null;
    }

    private void grow() {
        int[] oldHashes = hashes;
        FileInAssembly[] oldFiles = files;
        hashes = new int[2 * oldFiles.length];
        files = new FileInAssembly[hashes.length];
        for (int at = 0; at < oldFiles.length; at++) {
            if (oldHashes[at] != EMPTY) {
                insert(oldHashes[at], oldFiles[at]);
            }
        }
    }

    private int hashOf(FileKey key) {
        int hash = key.hashCode();
        return hash == EMPTY ? 1 : hash;
    }
}
