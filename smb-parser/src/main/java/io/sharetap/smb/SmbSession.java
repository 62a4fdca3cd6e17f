package io.sharetap.smb;

import io.sharetap.tcp.Connection;
import io.sharetap.unseal.CipherKeys;

/**
 * Holds what is known of one SMB session of a server: who logged on, by which name, in which dialect.
 *
 * <p>A session belongs to the server and its SessionId (SMB1: connection and UID), not to the TCP connection ([MS-SMB2]
 * 3.3.1.8). Texts are null where the packets did not tell. Read outside of this room, written inside.
 */
public final class SmbSession extends TableEntry {
    final Connection connection;
    long sessionId;
    String dialect;
    String userName;
    String userDomain;
    String clientName;
    String serverName;

    /** Tells sessions of one worker apart, also two that had the same SessionId one after the other. */
    long serial;

    /** The two hosts of its connection. */
    HostPairs.Pair hosts;

    TreeConnect firstTree;

    /** The connections that carry it, by number. */
    long[] channels = new long[1];

    int channelCount;

    /** One bit for each reason to be blind that was told. */
    int blindReasons;

    /** The server granted the logon in sight. */
    boolean established;

    /** Null: no answer of the server said it. */
    LogonKind logonKind;

    /** The client was seen to log on, before anything else was seen of the session. */
    boolean logonSeen;

    /** Its user is the client's word alone, as the answer was not seen yet. */
    boolean userUnconfirmed;

    /** The frame in which it was first met. */
    long firstFrame;

    /** By which its messages are encrypted; null: not known. */
    CipherKeys cipherKeys;

    /** Encrypted messages, one after the other, that they did not open. */
    int failedInARow;

    /** Which of the users' secrets, one after the other, were in force then. */
    int failedByGeneration;

    /** It opened a pipe. */
    boolean pipes;

    /** It ended or was evicted. */
    boolean gone;

    /** What its two hosts did out of sight. */
    UnseenChanges unseenChanges;

    SmbSession(Connection connection, long sessionId, UnseenChanges unseenChanges) {
        this.connection = connection;
        this.sessionId = sessionId;
        this.unseenChanges = unseenChanges;
    }

    @Override
    int chars() {
        return lengthOf(userName) + lengthOf(userDomain) + lengthOf(clientName) + lengthOf(serverName);
    }

    /** The connection on which the session was first seen. */
    public Connection connection() {
        return connection;
    }

    /** SessionId of SMB2, UID of SMB1. */
    public long sessionId() {
        return sessionId;
    }

    /**
     * {@code 1}, {@code 2.0.2}, {@code 2.1}, {@code 3.0}, {@code 3.0.2} or {@code 3.1.1}; null where not negotiated in
     * sight.
     */
    public String dialect() {
        return dialect;
    }

    /** Whom the server took the client for; null: not seen. */
    public LogonKind logonKind() {
        return logonKind;
    }

    /**
     * False: its logon came before the capture, or was lost. Who it is may be known all the same, where the client
     * proved it once more.
     */
    public boolean logonSeen() {
        return logonSeen;
    }

    /** The user as NTLMSSP names it. */
    public String userName() {
        return userName;
    }

    /** The user's domain, or the Kerberos realm where that is all there is. */
    public String userDomain() {
        return userDomain;
    }

    /** The workstation name that the client claims (NTLMSSP). */
    public String clientName() {
        return clientName;
    }

    /** The server's own name, from NTLMSSP's target info, the Kerberos service or the share's path. */
    public String serverName() {
        return serverName;
    }

    /** When files of its client on its server may have changed out of sight. */
    public UnseenChanges unseenChanges() {
        return unseenChanges;
    }

    /** The client asks for a logon. Once trees were used in it, it is one more, and the first was missed. */
    void onLogonAsked() {
        logonSeen |= firstTree == null;
    }

    /** What the client says of itself, of whom nothing is known; the answer may never be seen. */
    void onClaim(Logon claim) {
        if (userName == null && logonKind == null) {
            claim.tell(this);
            userUnconfirmed = true;
        }
    }

    /**
     * The server granted a logon.
     *
     * @param claim what the client said of itself; null: not seen
     */
    void onGranted(Logon claim, boolean asGuest, boolean asNobody) {
        established = true;
        userUnconfirmed = false;
        boolean anonymous = asNobody || claim != null && claim.anonymous;
        logonKind = anonymous ? LogonKind.ANONYMOUS : asGuest ? LogonKind.GUEST : LogonKind.USER;
        if (claim != null) {
            claim.tell(this);
        }
    }

    /** A logon was refused, and with it what the client said of itself. */
    void onRefused() {
        logonSeen &= established;
        if (userUnconfirmed) {
            userUnconfirmed = false;
            logonKind = null;
            userName = null;
            userDomain = null;
            clientName = null;
        }
    }

    /** True: it is SMB1's, and belongs to one connection. */
    boolean ofUid() {
        return key3 < 0;
    }
}
