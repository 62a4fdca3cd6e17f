package io.sharetap.smb;

import java.util.Locale;

/** Says as whom a server accepted a client's logon. */
public enum LogonKind {
    /** An account that proved its identity. */
    USER,
    /** The server's guest account, whatever name the client gave ([MS-SMB2] 2.2.6, [MS-CIFS] 2.2.4.53.2). */
    GUEST,
    /** Nobody: the client gave no name and no proof ([MS-NLMP] 3.2.5.1.2), or the server says so. */
    ANONYMOUS;

    private final String shown = name().toLowerCase(Locale.ROOT);

    /** As records have it: {@code user}, {@code guest}, {@code anonymous}. */
    public String shown() {
        return shown;
    }
}
