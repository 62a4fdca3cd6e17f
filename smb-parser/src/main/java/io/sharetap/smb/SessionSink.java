package io.sharetap.smb;

import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;

/** Takes what is learnt of sessions apart from their files. */
public interface SessionSink {
    /**
     * SMB was seen on this connection: at its first message of a known protocol, and again once an hour of packet time.
     */
    void onSmbSeen(Connection connection, Moment now);

    /** The server granted a tree connect. */
    void onTree(SmbSession session, SmbTree tree, Moment now);

    /**
     * The server refused a logon.
     *
     * @param user the name that the client gave, with its domain in front if it gave one; null: not seen
     */
    default void onRefusedLogon(Connection connection, String user, Moment now) {}

    /**
     * The server refused the client a share, {@code \\\\server\\share}: for want of rights, or because it does not
     * exist.
     */
    default void onRefusedTree(SmbSession session, String path, Moment now) {}

    /** The server refused the client a file or pipe for want of rights; {@code path} inside the share. */
    default void onRefusedOpen(SmbSession session, SmbTree tree, String path, Moment now) {}

    /** The client read the beginning of a file that starts with a program's first two bytes. Called once per open. */
    default void onProgramRead(SmbOpen open, Moment now) {}

    /**
     * An open is used whose CREATE was not seen between these two hosts: it came before the capture began, or on a
     * channel of the session between other addresses of the same hosts.
     */
    default void onOpenMet(SmbOpen open, Moment now) {}

    /** Something of this session cannot be seen. Called once per session and reason. */
    void onBlind(SmbSession session, BlindReason reason, Moment now);

    /** Names a reason to be blind. */
    enum BlindReason {
        ENCRYPTED,
        COMPRESSED,
        ONE_SIDED,
        DESYNCHRONISED,
        EVICTED
    }
}
