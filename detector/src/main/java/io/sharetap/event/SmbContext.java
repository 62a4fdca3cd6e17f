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
 * @param encrypted messages about it were encrypted, and were decrypted with a given key
 * @param logon as whom the server accepted the client: {@code user}, {@code guest}, {@code anonymous}
 * @param logonSeen false: the session's logon came before the capture, or was lost
 */
public record SmbContext(
        String dialect,
        String sessionId,
        String fileId,
        String tree,
        String share,
        String userName,
        String userDomain,
        boolean encrypted,
        String logon,
        boolean logonSeen) {

    /** {@code logon} of a client that gave neither a name nor proof. */
    public static final String ANONYMOUS = "anonymous";

    /** {@code logon} of a client that the server accepted as its guest. */
    public static final String GUEST = "guest";

    /** An unencrypted session, of whose logon only the user is known. */
    public SmbContext(
            String dialect,
            String sessionId,
            String fileId,
            String tree,
            String share,
            String userName,
            String userDomain) {
        this(dialect, sessionId, fileId, tree, share, userName, userDomain, false, null, true);
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
                && !encrypted
                && logon == null
                && logonSeen;
    }
}
