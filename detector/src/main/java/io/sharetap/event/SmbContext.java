package io.sharetap.event;

/**
 * Says in which SMB session an event happened. Texts are null where unknown.
 *
 * @param dialect {@code 1}, {@code 2.0.2} to {@code 3.1.1}
 * @param sessionId hexadecimal
 * @param fileId hexadecimal: persistent and volatile half; SMB1: FID
 * @param tree {@code \\server\share}
 * @param share the share's name alone
 * @param userName {@code user.name}
 * @param userDomain {@code user.domain}
 * @param encrypted messages about it were encrypted, and were seen into by a key
 */
public record SmbContext(
        String dialect,
        String sessionId,
        String fileId,
        String tree,
        String share,
        String userName,
        String userDomain,
        boolean encrypted) {

    /** A session in the clear. */
    public SmbContext(
            String dialect,
            String sessionId,
            String fileId,
            String tree,
            String share,
            String userName,
            String userDomain) {
        this(dialect, sessionId, fileId, tree, share, userName, userDomain, false);
    }

    /** True: nothing is known. */
    boolean isEmpty() {
        return dialect == null
                && sessionId == null
                && fileId == null
                && tree == null
                && share == null
                && userName == null
                && userDomain == null
                && !encrypted;
    }
}
