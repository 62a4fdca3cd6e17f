package io.sharetap.smb;

/**
 * Holds what is known of one tree connect: the share behind a TreeId ([MS-SMB2] 2.2.9, 2.2.10).
 *
 * @param treeId TreeId of SMB2, TID of SMB1
 * @param path {@code \\server\share} as the client wrote it
 * @param share the share's name alone
 */
public record SmbTree(long treeId, String path, String share, Kind kind) {
    /** ShareType of the answer; {@code UNKNOWN} where it was not seen. */
    public enum Kind {
        DISK,
        PIPE,
        PRINT,
        UNKNOWN
    }
}
