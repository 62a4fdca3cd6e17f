package io.sharetap.score;

import io.sharetap.event.FileWrite;
import io.sharetap.event.SmbContext;
import java.util.Objects;

/**
 * A cache of the places of recent folders, so that further writes to one cost neither time nor memory. It never changes
 * an answer, which depends only on the write.
 */
final class Places {
    private static final int SLOTS = 1 << 12;
    /** Longer paths are not cached, so that hostile ones cannot fill the memory. */
    private static final int PATH_CHARS_MAX = 512;

    private final DetectionLists lists;
    private final Known[] known = new Known[SLOTS];

    /** The place of all files whose path equals {@code path} up to the name. */
    private record Known(String tree, String share, String path, int folderChars, Place place) {
        boolean holds(String otherTree, String otherShare, String otherPath, int otherChars) {
            return folderChars == otherChars
                    && path.regionMatches(0, otherPath, 0, folderChars)
                    && Objects.equals(tree, otherTree)
                    && Objects.equals(share, otherShare);
        }
    }

    Places(DetectionLists lists) {
        this.lists = lists;
    }

    Place of(FileWrite write) {
        String path = write.path();
        SmbContext smb = write.smb();
        if (path == null || smb == null || path.length() > PATH_CHARS_MAX) {
            return lists.placeOf(write);
        }
        int folderChars = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1;
        if (!namesAFile(path, folderChars)) {
            return lists.placeOf(write);
        }
        int slot = slot(smb, path, folderChars);
        Known found = known[slot];
        if (found == null || !found.holds(smb.tree(), smb.share(), path, folderChars)) {
            found = new Known(smb.tree(), smb.share(), path, folderChars, lists.placeOf(write));
            known[slot] = found;
        }
        return found.place();
    }

    /** Whether the last part is a file's name; {@code ..} or nothing would change the folder. */
    private static boolean namesAFile(String path, int from) {
        for (int i = from; i < path.length(); i++) {
            if (path.charAt(i) != '.' && !Character.isWhitespace(path.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static int slot(SmbContext smb, String path, int folderChars) {
        int hash = Objects.hashCode(smb.tree()) * 31 + Objects.hashCode(smb.share());
        for (int i = 0; i < folderChars; i++) {
            hash = hash * 31 + path.charAt(i);
        }
        return (hash ^ hash >>> 15) & SLOTS - 1;
    }
}
