package io.sharetap.smb;

import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;

/** Takes what is learnt of sessions beside their files. */
public interface SessionSink {
    /** SMB was seen on this connection: its first message of a known protocol, and again each hour of packet time. */
    void onSmbSeen(Connection connection, Moment now);

    /** The server granted a tree connect. */
    void onTree(SmbSession session, SmbTree tree, Moment now);

    /**
     * The server refused a logon.
     *
     * @param user whom the client named, with the domain in front where it named one; null: not seen
     */
    default void onRefusedLogon(Connection connection, String user, Moment now) {}

    /** The server refused the client a share, {@code \\\\server\\share}: it may not have it, or it is none. */
    default void onRefusedTree(SmbSession session, String path, Moment now) {}

    /** The server refused the client a file or a pipe, as it may not have it; {@code path} inside the share. */
    default void onRefusedOpen(SmbSession session, SmbTree tree, String path, Moment now) {}

    /** The client read the beginning of a file that has a program's first two bytes. Called once an open. */
    default void onProgramRead(SmbOpen open, Moment now) {}

    /**
     * An open is used whose CREATE was not seen between these two hosts: before the capture began, it may be, or on a
     * channel of the session between other addresses of theirs.
     */
    default void onOpenMet(SmbOpen open, Moment now) {}

    /** Something of this session cannot be seen. Called once a session and reason. */
    void onBlind(SmbSession session, BlindReason reason, Moment now);

    /** Names a way to be blind. */
    enum BlindReason {
        ENCRYPTED,
        COMPRESSED,
        ONE_SIDED,
        DESYNCHRONISED,
        EVICTED
    }
}
