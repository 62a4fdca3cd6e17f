package io.sharetap.smb;

import java.util.Locale;

/** Says whom a server took a client for that logged on. */
public enum LogonKind {
    /** An account proved who it is. */
    USER,
    /** The server let the client in as its guest, whoever it said it was ([MS-SMB2] 2.2.6, [MS-CIFS] 2.2.4.53.2). */
    GUEST,
    /** The client named nobody and proved nothing ([MS-NLMP] 3.2.5.1.2), or the server says so. */
    ANONYMOUS;

    private final String shown = name().toLowerCase(Locale.ROOT);

    /** As records have it: {@code user}, {@code guest}, {@code anonymous}. */
    public String shown() {
        return shown;
    }
}
