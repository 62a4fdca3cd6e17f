package io.sharetap.event;

/** Takes the parts of a path inside a share: {@code folder\name.extension:stream}. */
public final class FilePath {
    private FilePath() {}

    /** What follows the last {@code \}: {@code name.extension:stream}. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('\\') + 1);
    }

    /**
     * What follows the last dot of the name, of the stream's name where it is a stream (that is what runs), as written;
     * null: there is none.
     */
    public static String extension(String path) {
        String name = name(path);
        String last = name.substring(name.lastIndexOf(':') + 1);
        int dot = last.lastIndexOf('.');
        return dot < 0 || dot == last.length() - 1 ? null : last.substring(dot + 1);
    }
}
