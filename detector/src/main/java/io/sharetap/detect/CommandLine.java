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

    /** A path of more characters is not compared: nothing is known of its folder. */
    private static final int FOLDER_CHARS_MAX = 1_024;

    private final Words words;
    private final Words withoutCarets;

    /** A command that a host was made to run; null: unknown. */
    CommandLine(String command) {
        words = command == null
                ? null
                : new Words(command.toLowerCase(Locale.ROOT).replace('/', '\\'));
        // cmd.exe takes an escape character out of what it runs, and a file's name may have one.
        withoutCarets = words == null || words.text.indexOf('^') < 0 ? null : new Words(words.text.replace("^", ""));
    }

    /** As below, by the path of the write and, where it went to a drive's share or ADMIN$, also by its folder. */
    boolean mayRun(FileWrite write) {
        return mayRun(write.smb() == null ? null : write.smb().share(), write.path());
    }

    /**
     * Whether the command names the file; true also where either is not known. Folders are compared only where both are
     * known: a command may say {@code %systemroot%}, and the place of most shares on the host's disk cannot be seen.
     * Windows adds {@code .exe} to a name without an extension (CreateProcess), so such a command names that file too.
     *
     * @param share to which the file was written; null: unknown
     * @param path of the file in its share, a stream as {@code name:stream}; null: unknown
     */
    boolean mayRun(String share, String path) {
        if (words == null || path == null) {
            return true;
        }
        String file = path.toLowerCase(Locale.ROOT);
        String name = file.substring(file.lastIndexOf('\\') + 1);
        String folder = folderOf(share, file.substring(0, file.length() - name.length()));
        return words.nameFile(name, folder) || withoutCarets != null && withoutCarets.nameFile(name, folder);
    }

    /** A command's text, in small letters. It comes from strangers, so it is looked through once for each name. */
    private static final class Words {
        private final String text;
        /** A path with blanks may also be unquoted, if nothing comes before it. */
        private final boolean startsPath;

        Words(String text) {
            this.text = text;
            startsPath = text.length() > 2 && text.charAt(1) == ':' && text.indexOf(".exe ") < 0;
        }

        boolean nameFile(String name, String folder) {
            return names(name, folder)
                    || name.endsWith(RUN_WITHOUT_SAYING)
                            && names(name.substring(0, name.length() - RUN_WITHOUT_SAYING.length()), folder);
        }

        /** Whether the name occurs as a whole name, and not in another folder. */
        private boolean names(String name, String folder) {
            if (name.isEmpty()) {
                return false;
            }
            int quoteAt = -1;
            int blankAt = -1;
            int looked = 0;
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
                for (; looked <= at; looked++) {
                    quoteAt = text.charAt(looked) == '"' ? looked : quoteAt;
                    blankAt = text.charAt(looked) == ' ' ? looked : blankAt;
                }
                int from = quoteAt < 0 && blankAt >= 0 && !startsPath ? blankAt + 1 : quoteAt + 1;
                if (isWhole(at, at + name.length())
                        && (at - from > FOLDER_CHARS_MAX || mayBeIn(text.substring(from, at), folder))) {
                    return true;
                }
            }
            return false;
        }

        private boolean isWhole(int at, int end) {
            return (at == 0 || !isOfName(text.charAt(at - 1))) && (end == text.length() || !isOfName(text.charAt(end)));
        }
    }

    private static boolean isOfName(char character) {
        return Character.isLetterOrDigit(character) || "._-$~".indexOf(character) >= 0;
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
