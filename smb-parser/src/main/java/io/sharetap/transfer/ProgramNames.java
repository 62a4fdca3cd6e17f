package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;

/**
 * Tells by its name that a file is, or is to be, a PE image, before its first bytes: a sign for what to keep of it, and
 * for who has to choose what to lose. What a file is, its content alone tells.
 */
final class ProgramNames {
    /** Those that Windows gives to PE images; in small letters, without the dot. */
    private static final String[] EXTENSIONS = {
        "exe", "dll", "sys", "scr", "cpl", "com", "pif", "ocx", "drv", "efi", "mui", "ax", "tsp", "acm", "msstyles"
    };

    private ProgramNames() {}

    /** True: the client has made the file, or emptied it, or nobody has told yet; what is opened as it is was there. */
    static boolean begins(SmbOpen open) {
        boolean made = open.createSeen() && (!open.answered() || open.action() != SmbOpen.Action.OPENED);
        return made && isProgram(open.path());
    }

    /** True: the file or its stream has the extension of a PE image; null: the path is not known. */
    static boolean isProgram(String path) {
        if (path == null) {
            return false;
        }
        int from = path.lastIndexOf('\\') + 1;
        int stream = path.indexOf(':', from);
        return stream < 0
                ? hasExtension(path, from, path.length())
                : hasExtension(path, from, stream) || hasExtension(path, stream + 1, path.length());
    }

    private static boolean hasExtension(String path, int from, int to) {
        int end = to;
        while (end > from && (path.charAt(end - 1) == '.' || path.charAt(end - 1) == ' ')) {
            end--; // Windows drops these
        }
        int dot = path.lastIndexOf('.', end - 1);
        if (dot < from) {
            return false;
        }
        for (String extension : EXTENSIONS) {
            if (is(path, dot + 1, end, extension)) {
                return true;
            }
        }
        return false;
    }

    /** True: between these places stands the extension, in letters of either case. */
    private static boolean is(String path, int from, int to, String extension) {
        if (to - from != extension.length()) {
            return false;
        }
        for (int i = 0; i < extension.length(); i++) {
            char here = path.charAt(from + i);
            if ((here >= 'A' && here <= 'Z' ? here - 'A' + 'a' : here) != extension.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
