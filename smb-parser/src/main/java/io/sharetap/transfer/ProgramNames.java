package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;

/**
 * Tells by its name that a file is, or will be, a PE image, before its first bytes come. That only decides what to
 * keep, and what to lose; what a file is, its content decides.
 */
final class ProgramNames {
    /** Extensions that Windows uses for PE images; lower case, without the dot. */
    private static final String[] EXTENSIONS = {
        "exe", "dll", "sys", "scr", "cpl", "com", "pif", "ocx", "drv", "efi", "mui", "ax", "tsp", "acm", "msstyles"
    };

    private ProgramNames() {}

    /**
     * Whether the client created or emptied the file, or that is not known yet. A file that is opened as it is was
     * there before.
     */
    static boolean begins(SmbOpen open) {
        boolean made = open.createSeen() && (!open.answered() || open.action() != SmbOpen.Action.OPENED);
        return made && isProgram(open.path());
    }

    /**
     * Whether the file or its stream has the extension of a PE image; false where the path is null, which means
     * unknown.
     */
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

    /** Whether the extension is between these positions, in letters of either case. */
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
