package io.sharetap.score;

import io.sharetap.event.FileWrite;
import io.sharetap.event.SmbContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds a path in the one form in which lists and places compare it: lower case, no streams, no trailing dots or
 * spaces, {@code .} and {@code ..} resolved, {@code /} read as {@code \}. Short 8.3 names stay as they are.
 *
 * <p>Where the path may be a DFS path, which begins with server and share ([MS-SMB2] 3.3.5.9,
 * SMB2_FLAGS_DFS_OPERATIONS), there is a second reading without these two.
 *
 * @param share lower case; empty: unknown
 * @param rawFolder the part before the file's name, as on the wire; null: no path is known
 * @param folders from the share's root down, without the file
 * @param withoutServer folders without a leading server and share; null: the path does not begin with them
 * @param serverNamed the server before the share is the one of the tree, so the second reading is the right one
 */
record SharePath(
        String share, String rawFolder, List<String> folders, List<String> withoutServer, boolean serverNamed) {
    private static final String WINDOWS = "windows";
    private static final String ADMIN_SHARE = "admin$";

    static SharePath of(FileWrite write) {
        SmbContext smb = write.smb();
        String tree = smb == null || smb.tree() == null ? "" : lower(smb.tree());
        String share = shareOf(smb);
        List<String> folders = folders(write.path());
        boolean shareInside =
                folders.size() >= 2 && !share.isEmpty() && folders.get(1).equals(share);
        // A file in the share's root is server\share\file: two folders before the name.
        List<String> rest = shareInside ? folders.subList(2, folders.size()) : null;
        boolean serverNamed = shareInside && tree.startsWith("\\\\" + folders.get(0) + '\\');
        return new SharePath(share, rawFolder(write.path()), folders, rest, serverNamed);
    }

    private static String rawFolder(String path) {
        return path == null
                ? null
                : path.substring(0, Math.max(0, path.replace('/', '\\').lastIndexOf('\\')));
    }

    boolean isKnown() {
        return rawFolder != null;
    }

    /** The share's name in lower case; empty: unknown. */
    static String shareOf(SmbContext smb) {
        if (smb == null || smb.share() == null && smb.tree() == null) {
            return "";
        }
        return trimmed(lower(
                smb.share() != null
                        ? smb.share()
                        : smb.tree().substring(smb.tree().lastIndexOf('\\') + 1)));
    }

    private static List<String> folders(String path) {
        List<String> names = new ArrayList<>();
        if (path == null) {
            return names;
        }
        String text = lower(path).replace('/', '\\');
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\\', from);
            end = end < 0 ? text.length() : end;
            descend(names, text.substring(from, end));
            from = end + 1;
        }
        if (!names.isEmpty()) {
            names.remove(names.size() - 1);
        }
        return names;
    }

    private static void descend(List<String> names, String part) {
        if (part.isBlank() || part.equals(".")) {
            return;
        }
        if (part.equals("..")) {
            if (!names.isEmpty()) {
                names.remove(names.size() - 1);
            }
            return;
        }
        // NTFS accepts "Windows:$I30:$INDEX_ALLOCATION" as a name of the folder itself.
        int stream = part.indexOf(':');
        names.add(trimmed(stream < 0 ? part : part.substring(0, stream)));
    }

    /** The name without trailing dots and spaces, which Windows drops. */
    static String trimmed(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether the share is ADMIN$, or a drive's, such as {@code C$}. */
    boolean onAdminShare() {
        return share.equals(ADMIN_SHARE) || onDriveShare();
    }

    private boolean onDriveShare() {
        return share.length() == 2 && share.charAt(1) == '$' && share.charAt(0) >= 'a' && share.charAt(0) <= 'z';
    }

    /** The folders counted from the drive's root: ADMIN$ is {@code C:\Windows}, {@code C$} is {@code C:\}. */
    List<String> onDrive(List<String> inShare) {
        if (!share.equals(ADMIN_SHARE)) {
            return inShare;
        }
        List<String> onDrive = new ArrayList<>(inShare.size() + 1);
        onDrive.add(WINDOWS);
        onDrive.addAll(inShare);
        return onDrive;
    }

    /**
     * Share and first folder, {@code admin$\ccmcache}; {@code admin$\} for the root, {@code admin$\?} where unknown.
     */
    String place() {
        if (!isKnown()) {
            return share + "\\?";
        }
        List<String> inShare = serverNamed ? withoutServer : folders;
        return share + '\\' + (inShare.isEmpty() ? "" : inShare.get(0));
    }

    /** The folder for people: {@code C:\Windows\Temp}, or the share and its folders where the drive is not known. */
    String shown() {
        String folder = !isKnown() || rawFolder.isEmpty() ? "" : '\\' + rawFolder;
        if (share.equals(ADMIN_SHARE)) {
            return "C:\\Windows" + folder;
        }
        String drive = share.substring(0, 1).toUpperCase(Locale.ROOT) + ':';
        return onDriveShare() ? drive + (folder.isEmpty() ? "\\" : folder) : share + folder;
    }
}
