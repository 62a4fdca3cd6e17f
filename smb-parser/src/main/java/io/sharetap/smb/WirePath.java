package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Makes paths and names from the bytes of the wire. */
final class WirePath {
    private static final String DEFAULT_STREAM_TYPE = ":$DATA";

    /** Names of pipes that mark an open as not a file's where its TREE_CONNECT was not seen. */
    private static final Set<String> PIPES = Set.of(
            "atsvc",
            "browser",
            "eventlog",
            "epmapper",
            "initshutdown",
            "keysvc",
            "lsarpc",
            "lsass",
            "mdssvc",
            "netdfs",
            "netlogon",
            "ntsvcs",
            "plugplay",
            "protected_storage",
            "router",
            "samr",
            "scerpc",
            "spoolss",
            "srvsvc",
            "svcctl",
            "tapsrv",
            "trkwks",
            "winreg",
            "wkssvc");

    private WirePath() {}

    /** The UTF-16LE text of {@code bytes} bytes from {@code at} on, which must lie inside; it ends before a NUL. */
    static String text(ByteWindow window, int at, int bytes) {
        if (bytes < 2) {
            return "";
        }
        byte[] copy = new byte[bytes & ~1];
        window.copyTo(at, copy, 0, copy.length);
        // Nearly all names consist of characters below 256, which need no decoder.
        int count = 0;
        while (2 * count < copy.length && copy[2 * count + 1] == 0 && copy[2 * count] != 0) {
            count++;
        }
        if (2 * count == copy.length || copy[2 * count] == 0 && copy[2 * count + 1] == 0) {
            for (int i = 1; i < count; i++) {
                copy[i] = copy[2 * i];
            }
            return new String(copy, 0, count, StandardCharsets.ISO_8859_1);
        }
        String text = new String(copy, StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /**
     * The path inside the share: no separator in front, {@code name:stream} without the stream's type ([MS-FSCC]
     * 2.1.5.3).
     */
    static String insideShare(String wire) {
        int from = 0;
        while (from < wire.length() && isSeparator(wire.charAt(from))) {
            from++;
        }
        String path = plain(wire.substring(from).replace('/', '\\'));
        int typeAt = path.length() - DEFAULT_STREAM_TYPE.length();
        if (typeAt >= 0 && path.regionMatches(true, typeAt, DEFAULT_STREAM_TYPE, 0, DEFAULT_STREAM_TYPE.length())) {
            path = path.substring(0, typeAt);
        }
        return path.endsWith(":") ? path.substring(0, path.length() - 1) : path;
    }

    /**
     * The path as servers that accept it resolve it: without repeated separators, and without {@code ..} and the name
     * before it.
     */
    private static String plain(String path) {
        if (!path.contains("\\\\") && !path.contains("..")) {
            return path;
        }
        StringBuilder plain = new StringBuilder(path.length());
        for (int from = 0; from <= path.length(); ) {
            int end = path.indexOf('\\', from);
            end = end < 0 ? path.length() : end;
            if (end - from == 2 && path.startsWith("..", from)) {
                plain.setLength(Math.max(0, plain.lastIndexOf("\\")));
            } else if (end > from) {
                plain.append(plain.length() == 0 ? "" : "\\").append(path, from, end);
            }
            from = end + 1;
        }
        return plain.toString();
    }

    /** The path after a rename of itself or of a directory above it; null where it is neither. */
    static String moved(String path, String oldPath, String newPath) {
        int length = oldPath.length();
        boolean concerned = path.regionMatches(true, 0, oldPath, 0, length)
                && (path.length() == length || path.charAt(length) == '\\' || path.charAt(length) == ':');
        return concerned ? newPath + path.substring(length) : null;
    }

    /**
     * The path inside the share where the client wrote {@code server\share\path}, as in DFS ([MS-SMB2] 3.3.5.9);
     * {@code share} is null where it is not known.
     */
    static String insideDfs(String wire, String share) {
        String path = insideShare(wire);
        int serverEnd = path.indexOf('\\');
        if (serverEnd < 0) {
            return path;
        }
        int shareEnd = path.indexOf('\\', serverEnd + 1);
        String named = path.substring(serverEnd + 1, shareEnd < 0 ? path.length() : shareEnd);
        if (share != null && !share.equalsIgnoreCase(named)) {
            return path;
        }
        return shareEnd < 0 ? "" : path.substring(shareEnd + 1);
    }

    /** The path after a rename of {@code old}: a target {@code :stream} stays in the same file. */
    static String renamed(String old, String target) {
        if (!target.startsWith(":") || old == null) {
            return target;
        }
        int streamAt = old.indexOf(':', old.lastIndexOf('\\') + 1);
        String base = streamAt < 0 ? old : old.substring(0, streamAt);
        return base + target;
    }

    /** The server's name in {@code \\\\server\\share}; null where there is none, or it is an address. */
    static String serverOf(String unc) {
        int end = unc.indexOf('\\', 2);
        String server = unc.startsWith("\\\\") && end > 2 ? unc.substring(2, end) : "";
        boolean address = server.indexOf(':') >= 0 || server.matches("[0-9.]*");
        return address ? null : server;
    }

    /** Whether this is the name of a well-known pipe. */
    static boolean namesPipe(String path) {
        return path != null && PIPES.contains(path.toLowerCase(Locale.ROOT));
    }

    private static boolean isSeparator(char character) {
        return character == '\\' || character == '/';
    }
}
