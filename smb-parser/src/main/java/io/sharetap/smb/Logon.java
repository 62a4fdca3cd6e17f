package io.sharetap.smb;

/** Holds the names that one step of a logon tells of the user and the hosts; null where it does not. */
final class Logon implements PendingRequest.Detail {
    String userName;
    String userDomain;
    String clientName;
    String serverName;

    /** The client gave no name and no proof of identity. */
    boolean anonymous;

    @Override
    public int chars() {
        return TableEntry.lengthOf(userName)
                + TableEntry.lengthOf(userDomain)
                + TableEntry.lengthOf(clientName)
                + TableEntry.lengthOf(serverName);
    }

    /** {@code DOMAIN\\user}, as far as these are known; null where no user is named. */
    String shownUser() {
        if (anonymous) {
            return "(anonymous)";
        }
        return userDomain == null || userName == null ? userName : userDomain + '\\' + userName;
    }

    /** Adds these names to the session. */
    void addTo(SmbSession session) {
        if (anonymous) {
            session.logonKind = LogonKind.ANONYMOUS;
            session.userName = null;
            session.userDomain = null;
        }
        session.userName = userName != null ? userName : session.userName;
        session.userDomain = userDomain != null ? userDomain : session.userDomain;
        session.clientName = clientName != null ? clientName : session.clientName;
        session.serverName = serverName != null ? serverName : session.serverName;
    }
}
