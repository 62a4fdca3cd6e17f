package io.sharetap.smb;

import io.sharetap.base.KeyMixing;
import java.util.function.Consumer;

/**
 * Finds the opens of one file: those that were granted to the same two hosts on the same share by the same path, the
 * case of letters aside. The opens carry the links themselves, so that it takes a place in an array for each. The hash
 * is seeded: nobody can choose paths that share a bucket.
 */
final class OpensByPath {
    private static final int FIRST_BUCKETS = 64;
    private static final int CHARS_A_WORD = Long.SIZE / Character.SIZE;

    private SmbOpen[] buckets = new SmbOpen[FIRST_BUCKETS];
    private int size;

    /** Takes the open in, or out, or to another path, by what is known of it now. */
    void update(SmbOpen open) {
        boolean ofFile = open.answered && !open.hidden && !open.directory && !open.replaced && !open.gone;
        String path = ofFile ? open.path : null;
        if (path == open.listedPath) {
            return;
        }
        if (open.listedPath != null) {
            unlink(open);
        }
        open.listedPath = path;
        if (path != null) {
            open.pathHash = hashOf(open);
            link(open);
        }
    }

    /** Shows the other opens of the file that an open leads to by its path. */
    void eachOther(SmbOpen open, Consumer<SmbOpen> sink) {
        int hash = open.listedPath == open.path ? open.pathHash : hashOf(open);
        SmbOpen next = buckets[hash & buckets.length - 1];
        while (next != null) {
            SmbOpen other = next;
            next = other.nextByPath;
            if (other != open && other.pathHash == hash && areOfOneFile(open, other)) {
                sink.accept(other);
            }
        }
    }

    private static boolean areOfOneFile(SmbOpen one, SmbOpen other) {
        return one.session.hosts == other.session.hosts
                && one.path.equalsIgnoreCase(other.path)
                && one.in.isOfSameShare(other.in);
    }

    private void link(SmbOpen open) {
        if (size >= buckets.length) {
            grow();
        }
        size++;
        put(open);
    }

    private void put(SmbOpen open) {
        int bucket = open.pathHash & buckets.length - 1;
        SmbOpen first = buckets[bucket];
        open.nextByPath = first;
        open.previousByPath = null;
        if (first != null) {
            first.previousByPath = open;
        }
        buckets[bucket] = open;
    }

    private void unlink(SmbOpen open) {
        size--;
        if (open.previousByPath == null) {
            buckets[open.pathHash & buckets.length - 1] = open.nextByPath;
        } else {
            open.previousByPath.nextByPath = open.nextByPath;
        }
        if (open.nextByPath != null) {
            open.nextByPath.previousByPath = open.previousByPath;
        }
        open.previousByPath = null;
        open.nextByPath = null;
    }

    private void grow() {
        SmbOpen[] old = buckets;
        buckets = new SmbOpen[2 * old.length];
        for (SmbOpen first : old) {
            SmbOpen next = first;
            while (next != null) {
                SmbOpen open = next;
                next = open.nextByPath;
                put(open);
            }
        }
    }

    /** Of the two hosts and the path: paths that {@code equalsIgnoreCase} finds equal have the same. */
    private static int hashOf(SmbOpen open) {
        String path = open.path;
        long hash = KeyMixing.mix(KeyMixing.SEED ^ path.length());
        long word = System.identityHashCode(open.session.hosts);
        for (int i = 0; i < path.length(); i++) {
            if (i % CHARS_A_WORD == 0) {
                hash = KeyMixing.mix(hash ^ word);
                word = 0;
            }
            word = word << Character.SIZE | withoutCase(path.charAt(i));
        }
        return (int) (KeyMixing.mix(hash ^ word) >>> Integer.SIZE);
    }

    private static char withoutCase(char one) {
        if (one < 0x80) {
            return one >= 'A' && one <= 'Z' ? (char) (one + 'a' - 'A') : one;
        }
        return Character.toLowerCase(Character.toUpperCase(one));
    }
}
