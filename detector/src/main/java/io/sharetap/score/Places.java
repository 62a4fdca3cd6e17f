package io.sharetap.score;

import io.sharetap.event.FileWrite;
import io.sharetap.event.SmbContext;
import java.util.Objects;

/**
 * Remembers where the writes to the last folders went, so that one more write to a folder costs neither time nor
 * memory. What it says of a write depends on that write alone.
 */
final class Places {
    private static final int SLOTS = 1 << 12;
    /** A longer path is read anew each time, so that hostile ones do not fill the memory. */
    private static final int PATH_CHARS_MAX = 512;

    private final DetectionLists lists;
    private final Known[] known = new Known[SLOTS];

    /** The place of all files whose path is that of {@code path} up to the name. */
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

    /** False where the last part changes the folder: {@code ..}, or nothing. */
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
