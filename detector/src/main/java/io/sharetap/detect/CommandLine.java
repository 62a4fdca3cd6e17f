package io.sharetap.detect;

import io.sharetap.event.FileWrite;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells whether a command that a host was made to run is about a certain file. */
final class CommandLine {
    private static final String RUN_WITHOUT_SAYING = ".exe";
    private static final String WINDOWS = "c:\\windows\\";
    private static final int SHARE_CHARS = 2; // C$

    /** Prefixes that stand for folders whose place is known, as in a default installation. */
    private static final List<Map.Entry<String, String>> KNOWN = List.of(
            Map.entry("\\??\\", ""),
            Map.entry("\\\\?\\", ""),
            Map.entry("%systemroot%\\", WINDOWS),
            Map.entry("%windir%\\", WINDOWS),
            Map.entry("\\systemroot\\", WINDOWS),
            Map.entry("%systemdrive%\\", "c:\\"));

    private CommandLine() {}

    /** As below, by the path of the write and, where it went to a drive's share or ADMIN$, also by its folder. */
    static boolean mayRun(String command, FileWrite write) {
        return mayRun(command, write.smb() == null ? null : write.smb().share(), write.path());
    }

    /**
     * Whether the command names the file; true also where either is not known. Folders are compared only where both are
     * known: a command may say {@code %systemroot%}, and the place of most shares on the host's disk cannot be seen.
     * Windows adds {@code .exe} to a name without an extension (CreateProcess), so such a command names that file too.
     *
     * @param command what is run; null: unknown
     * @param share to which the file was written; null: unknown
     * @param path of the file in its share, a stream as {@code name:stream}; null: unknown
     */
    static boolean mayRun(String command, String share, String path) {
        if (command == null || path == null) {
            return true;
        }
        String words = command.toLowerCase(Locale.ROOT).replace('/', '\\');
        // cmd.exe takes an escape character out of what it runs, and a file's name may have one.
        return namesFile(words, share, path)
                || words.indexOf('^') >= 0 && namesFile(words.replace("^", ""), share, path);
    }

    private static boolean namesFile(String words, String share, String path) {
        String file = path.toLowerCase(Locale.ROOT);
        String name = file.substring(file.lastIndexOf('\\') + 1);
        String folder = folderOf(share, file.substring(0, file.length() - name.length()));
        return names(words, name, folder)
                || name.endsWith(RUN_WITHOUT_SAYING)
                        && names(words, name.substring(0, name.length() - RUN_WITHOUT_SAYING.length()), folder);
    }

    /** Whether the name occurs in the words as a whole name, and not in another folder. */
    private static boolean names(String words, String name, String folder) {
        if (name.isEmpty()) {
            return false;
        }
        for (int at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !isOfName(words.charAt(at - 1)))
                    && (end == words.length() || !isOfName(words.charAt(end)))
                    && mayBeIn(folderIn(words, at), folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfName(char character) {
        return Character.isLetterOrDigit(character) || "._-$~".indexOf(character) >= 0;
    }

    /** The folder before the name: from the quotation mark on or, without one, from the last blank. */
    private static String folderIn(String words, int nameAt) {
        int quote = words.lastIndexOf('"', nameAt);
        int from = quote + 1;
        if (quote < 0) {
            int blank = words.lastIndexOf(' ', nameAt);
            // A path with blanks may also be unquoted, if nothing comes before it.
            from = blank >= 0 && !startsPath(words) ? blank + 1 : 0;
        }
        return words.substring(from, nameAt);
    }

    private static boolean startsPath(String words) {
        return words.length() > 2 && words.charAt(1) == ':' && words.indexOf(".exe ") < 0;
    }

    /** Whether both may be the same folder; false only where both are known and differ. */
    private static boolean mayBeIn(String named, String folder) {
        String place = placeOf(named);
        if (place == null || folder == null) {
            return true;
        }
        if (place.startsWith("\\\\")) {
            int shareAt = place.indexOf('\\', 2) + 1;
            int end = place.indexOf('\\', shareAt);
            String namedFolder =
                    shareAt <= 0 || end < 0 ? null : folderOf(place.substring(shareAt, end), place.substring(end + 1));
            return namedFolder == null || namedFolder.equals(folder);
        }
        return place.equals(folder);
    }

    /** The folder as a path on the host's disk, or as a UNC path; null where that cannot be told. */
    private static String placeOf(String named) {
        String place = named;
        for (Map.Entry<String, String> each : KNOWN) {
            if (place.startsWith(each.getKey())) {
                place = each.getValue() + place.substring(each.getKey().length());
            }
        }
        boolean unc = place.startsWith("\\\\");
        boolean drive = place.length() > 2 && place.charAt(1) == ':' && place.charAt(2) == '\\';
        boolean plain = place.indexOf('%') < 0 && place.indexOf('~') < 0 && !place.contains("..");
        return (unc || drive) && plain ? place : null;
    }

    /** The place of a share's folder on the host's disk; null where that cannot be seen. */
    private static String folderOf(String share, String folder) {
        if (share == null) {
            return null;
        }
        String name = share.toLowerCase(Locale.ROOT);
        if (name.equals("admin$")) {
            return WINDOWS + folder;
        }
        boolean drive = name.length() == SHARE_CHARS && name.charAt(1) == '$' && Character.isLetter(name.charAt(0));
        return drive ? name.charAt(0) + ":\\" + folder : null;
    }
}
