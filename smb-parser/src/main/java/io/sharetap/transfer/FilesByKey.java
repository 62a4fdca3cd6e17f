package io.sharetap.transfer;

/**
 * Finds files by their keys; a hash table. The hashes are in an array of their own. So files other than the one sought
 * are hardly ever touched, not even those around a removed one: most were last touched thousands of files ago, and are
 * in no cache.
 */
final class FilesByKey {
    private static final int FIRST_PLACES = 64;
    /** Of so many places, at most three are taken. */
    private static final int OF_PLACES = 4;

    private static final int TAKEN_MAX = 3;
    /** Stands for the hash of an empty place. */
    private static final int EMPTY = 0;

    private int[] hashes = new int[FIRST_PLACES];
    private FileInAssembly[] files = new FileInAssembly[FIRST_PLACES];
    private int size;

    /** The file with this key; null where there is none. */
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

    /** Removes a file that is under its own key. Returns whether it was there. */
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

    /** The place of a key; -1 where it is not known. */
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

    /** Closes the gap that is left, so that displaced entries behind it are still found. */
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
