package io.sharetap.smb;

import java.util.Locale;

/**
 * Holds what is known of one tree connect: the share behind a TreeId ([MS-SMB2] 2.2.9, 2.2.10).
 *
 * @param treeId TreeId of SMB2, TID of SMB1
 * @param path {@code \\server\share} as the client wrote it
 * @param share the share's name alone
 * @param shareLowerCase the same in lower case, as shares are told apart
 */
public record SmbTree(long treeId, String path, String share, Kind kind, String shareLowerCase) {
    /** Derives the share's name in lower case. */
    public SmbTree(long treeId, String path, String share, Kind kind) {
        this(treeId, path, share, kind, share == null ? null : share.toLowerCase(Locale.ROOT));
    }

    /** ShareType of the answer; {@code UNKNOWN} where it was not seen. */
    public enum Kind {
        DISK,
        PIPE,
        PRINT,
        UNKNOWN
    }
}
