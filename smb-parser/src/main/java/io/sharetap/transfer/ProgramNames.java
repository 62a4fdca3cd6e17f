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

    private ProgramNames() {}

    /** True: the client has made the file, or emptied it, or nobody has told yet; what is opened as it is was there. */
    static boolean begins(SmbOpen open) {
        boolean made = open.createSeen() && (!open.answered() || open.action() != SmbOpen.Action.OPENED);
        return made && open.path() != null && isProgram(open.path());
    }

    static boolean isProgram(String path) {
        for (String extension : EXTENSIONS) {
            int at = path.length() - extension.length();
            if (at > 0 && path.regionMatches(true, at, extension, 0, extension.length())) {
                return true;
            }
        }
        return false;
    }
}
