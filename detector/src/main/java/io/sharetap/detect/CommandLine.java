package io.sharetap.detect;

import java.util.Locale;

/** Tells whether a command that a host was made to run is about a certain file. */
final class CommandLine {
    private static final String RUN_WITHOUT_SAYING = ".exe";

    private CommandLine() {}

    /**
     * True: the command names the file, or one of the two is not known. Only names are compared, not folders: a share's
     * path on the host's disk is not seen, and a command may say {@code %systemroot%}. Windows adds {@code .exe} to a
     * name without an extension (CreateProcess), so such a command names that file too.
     *
     * @param command what is run; null: unknown
     * @param path of the file in its share, a stream as {@code name:stream}; null: unknown
     */
    static boolean mayRun(String command, String path) {
        if (command == null || path == null) {
            return true;
        }
        String words = command.toLowerCase(Locale.ROOT);
        String name = path.substring(path.lastIndexOf('\\') + 1).toLowerCase(Locale.ROOT);
        return names(words, name)
                || name.endsWith(RUN_WITHOUT_SAYING)
                        && names(words, name.substring(0, name.length() - RUN_WITHOUT_SAYING.length()));
    }

    /** True: the name stands in the words, and no longer name does there. */
    private static boolean names(String words, String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !isOfName(words.charAt(at - 1)))
                    && (end == words.length() || !isOfName(words.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfName(char character) {
        return Character.isLetterOrDigit(character) || "._-$~".indexOf(character) >= 0;
    }
}
