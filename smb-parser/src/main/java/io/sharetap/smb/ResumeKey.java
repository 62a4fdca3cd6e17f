package io.sharetap.smb;

/** Names an open as the source of server-side copies: the 24 bytes of [MS-SMB2] 2.2.32.3, and the host pair. */
final class ResumeKey extends TableEntry {
    final SmbOpen open;

    ResumeKey(SmbOpen open, long server, long first, long second, long third) {
        this.open = open;
        key(server, first, second, third);
    }
}
