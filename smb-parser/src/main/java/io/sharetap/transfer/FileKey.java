package io.sharetap.transfer;

import io.sharetap.base.Hosts;
import io.sharetap.base.KeyMixing;
import io.sharetap.smb.SmbOpen;
import java.util.Locale;

/**
 * Names a file as one client sees it on one server. Names compare without case ([MS-FSCC] 2.1.5), and the server's
 * address stands for all names by which the client calls it.
 */
record FileKey(long clientHigh, long clientLow, long serverHigh, long serverLow, String share, String path, int hash) {
    /** Separates the numbers of session and tree; no share's name contains it. */
    private static final char NO_SHARE = '/';

    /** Stores the hash: a forgotten file's names are in no cache, and need not be read. */
    private FileKey(long clientHigh, long clientLow, long serverHigh, long serverLow, String share, String path) {
        this(
                clientHigh,
                clientLow,
                serverHigh,
                serverLow,
                share,
                path,
                hashOf(clientHigh, clientLow, serverHigh, serverLow, share, path));
    }

    /** Written by hand: the method generated for records is slow until it is compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileKey key
                && hash == key.hash
                && path.equals(key.path)
                && share.equals(key.share)
                && clientLow == key.clientLow
                && serverLow == key.serverLow
                && clientHigh == key.clientHigh
                && serverHigh == key.serverHigh;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private static int hashOf(
            long clientHigh, long clientLow, long serverHigh, long serverLow, String share, String path) {
        long hash = KeyMixing.mix(KeyMixing.SEED, clientHigh, clientLow, serverHigh, serverLow);
        hash = KeyMixing.mix(KeyMixing.mix(hash, share), path);
        return (int) (hash >>> 32);
    }

    /** The key of an open's own file; null: its path is unknown. */
    static FileKey of(SmbOpen open) {
        return of(open, open.path());
    }

    /** Null: the path is unknown, so no other open can be known to be of the same file. */
    static FileKey of(SmbOpen open, String path) {
        if (path == null) {
            return null;
        }
        return of(open, shareOf(open), path);
    }

    /** The key that a path had while the share of its tree was not known. */
    static FileKey ofUnnamedShare(SmbOpen open, String path) {
        return of(open, treeOf(open), path);
    }

    /** Whether the share of the open's tree is known. */
    static boolean namesShare(SmbOpen open) {
        return open.tree() != null && open.tree().share() != null;
    }

    /** Whether the share is not known, but may become so. */
    boolean ofUnnamedShare() {
        return share.indexOf(NO_SHARE) >= 0;
    }

    private static FileKey of(SmbOpen open, String share, String path) {
        Hosts home = open.connection().home();
        return new FileKey(
                home.firstHigh(),
                home.firstLow(),
                home.secondHigh(),
                home.secondLow(),
                share,
                path.toLowerCase(Locale.ROOT));
    }

    /** Whether the file is on the share of this open. */
    boolean isOfShare(SmbOpen open) {
        return share.equals(shareOf(open));
    }

    private static String shareOf(SmbOpen open) {
        return namesShare(open) ? open.tree().shareLowerCase() : treeOf(open);
    }

    /** Stands for a share without a name: the tree of a session. */
    private static String treeOf(SmbOpen open) {
        return Long.toHexString(open.session().sessionId()) + NO_SHARE + Long.toHexString(open.treeId());
    }
}
