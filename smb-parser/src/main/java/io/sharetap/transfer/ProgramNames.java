package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;

/**
 * Tells by its name that a new file is to be a program, before its first bytes: a sign for who has to choose what to
 * lose. What a file is, its content alone tells.
 */
final class ProgramNames {
    private static final String[] EXTENSIONS = {
        ".exe", ".dll", ".sys", ".scr", ".com", ".cpl", ".ocx", ".drv", ".pif", ".efi", ".mui"
    };

    /** Characters of each of these, the dot counted. */
    private static final int EXTENSION_CHARS = 4;

    /** Extensions of PE images; what has one is kept whatever it begins with, as headers may come last. */
    private static final String[] KEPT_EXTENSIONS = {
        "exe", "dll", "sys", "scr", "cpl", "com", "pif", "ocx", "drv", "efi", "mui", "ax", "tsp", "acm", "msstyles"
    };

    private ProgramNames() {}

    /** True: the client has made the file, or emptied it, or nobody has told yet; what is opened as it is was there. */
    static boolean begins(SmbOpen open) {
        boolean made = open.createSeen() && (!open.answered() || open.action() != SmbOpen.Action.OPENED);
        return made && open.path() != null && isProgram(open.path());
    }

    static boolean isProgram(String path) {
        int at = path.length() - EXTENSION_CHARS;
        if (at <= 0 || path.charAt(at) != '.') {
            return false;
        }
        for (String extension : EXTENSIONS) {
            if (is(path, at, path.length(), extension)) {
                return true;
            }
        }
        return false;
    }

    /** True: between these places stands the extension, in letters of either case. */
    static boolean is(String path, int from, int to, String extension) {
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

    /** True: the file or its stream has the extension of a PE image; null: the path is not known. */
    static boolean isKept(String path) {
        if (path == null) {
            return false;
        }
        int from = path.lastIndexOf('\\') + 1;
        int stream = path.indexOf(':', from);
        return stream < 0
                ? hasKeptExtension(path, from, path.length())
                : hasKeptExtension(path, from, stream) || hasKeptExtension(path, stream + 1, path.length());
    }

    private static boolean hasKeptExtension(String path, int from, int to) {
        int end = to;
        while (end > from && (path.charAt(end - 1) == '.' || path.charAt(end - 1) == ' ')) {
            end--; // Windows drops these
        }
        int dot = path.lastIndexOf('.', end - 1);
        if (dot < from) {
            return false;
        }
        for (int i = 0; i < KEPT_EXTENSIONS.length; i++) {
            if (is(path, dot + 1, end, KEPT_EXTENSIONS[i])) {
                return true;
            }
        }
        return false;
    }
}
