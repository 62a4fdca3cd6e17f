package io.sharetap.score;

import io.sharetap.event.FileWrite;
import java.util.Locale;

/**
 * Holds the parts of a file's name as Windows takes them, in lower case.
 *
 * @param raw the last name of the path as on the wire, with its stream; empty: unknown
 * @param name without stream and without trailing dots and spaces
 * @param stream name of the alternate data stream; empty: none
 * @param extension behind the last dot, empty: none
 * @param innerExtension behind the dot before it, empty: none
 */
record FileNameParts(String raw, String name, String stream, String extension, String innerExtension) {
    private static final String SCREENSAVER = "scr";

    static FileNameParts of(FileWrite write) {
        String path = write.path() == null ? "" : write.path().replace('/', '\\');
        String raw = path.substring(path.lastIndexOf('\\') + 1);
        String lower = raw.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        String name = SharePath.trimmed(colon < 0 ? lower : lower.substring(0, colon));
        String stream = colon < 0 ? "" : streamName(lower.substring(colon + 1));
        if (stream.isEmpty() && write.stream() != null) {
            stream = streamName(write.stream().toLowerCase(Locale.ROOT));
        }
        int dot = name.lastIndexOf('.');
        String inner = dot < 0 ? "" : extensionOf(name.substring(0, dot).strip());
        return new FileNameParts(raw, name, stream, extensionOf(name), inner);
    }

    /** The stream {@code ::$DATA} is the file itself. */
    private static String streamName(String behindColon) {
        int type = behindColon.indexOf(':');
        return type < 0 ? behindColon : behindColon.substring(0, type);
    }

    static String extensionOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).strip();
    }

    /** Whether the file, or the stream that would run, has the extension of a screensaver. */
    boolean screensaver() {
        return extension.equals(SCREENSAVER) || extensionOf(stream).equals(SCREENSAVER);
    }

    /** The name without its extension. */
    String stem() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
