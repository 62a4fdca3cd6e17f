package io.sharetap.event;

/** Takes the parts of a path inside a share: {@code folder\name.extension:stream}. */
public final class FilePath {
    private FilePath() {}

    /** The part after the last {@code \}: {@code name.extension:stream}. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('\\') + 1);
    }

    /**
     * The part after the last dot of the name, as written; of a stream, that of the stream's name, since the stream is
     * what would run. Null where there is none.
     */
    public static String extension(String path) {
        String name = name(path);
        String last = name.substring(name.lastIndexOf(':') + 1);
        int dot = last.lastIndexOf('.');
        return dot < 0 || dot == last.length() - 1 ? null : last.substring(dot + 1);
    }
}
