package io.sharetap.base;

/**
 * Names what is counted in the ordinary course of work, each with a sentence for people; oddities are in
 * {@link Anomaly}.
 */
public enum Count {
    FRAMES("Frames taken from the capture."),
    FRAME_BYTES("Bytes of those frames, as captured."),
    TUNNELS("Tunnel headers removed."),
    FRAGMENTS("Fragments of IP datagrams that may hold a segment."),
    DATAGRAMS_REASSEMBLED("IP datagrams put together from fragments."),
    OTHER_TRAFFIC("Packets that hold no TCP segment of SMB or DCE/RPC."),
    SEGMENTS("TCP segments on SMB ports."),
    CALL_SEGMENTS("TCP segments of DCE/RPC, on port 135 and those that were given out there."),
    CONNECTIONS("TCP connections on ports of SMB and of DCE/RPC."),
    GAP_BYTES("Bytes of TCP streams that were never seen."),
    NBSS_SEARCHED_BYTES("Bytes skipped in search of the next session message."),
    SMB_MESSAGES("SMB messages, each part of a compound counted."),
    SMB_STATUSES_UNSORTED("Answers not counted by their status, as servers sent too many different ones."),
    SMB_ENCRYPTED_MESSAGES("SMB messages that are encrypted."),
    SMB_DECRYPTED_MESSAGES("Encrypted messages that were decrypted and passed their authentication."),
    SMB_COMPRESSED_MESSAGES("SMB messages that are compressed."),
    SMB_IOCTLS_PASSED_OVER("IOCTL requests of SMB2 that change no content."),
    SMB_CREATE_CONTEXTS_PASSED_OVER("Contexts of CREATE requests that Sharetap does not need."),
    OPENS("Files opened."),
    PIPES("Named pipes opened."),
    WRITES("WRITE requests to files."),
    FILES_WRITTEN("Reports of written files."),
    FILES_REFUSED("Reports of files that the server refused to write."),
    SPOOLED_BYTES("Bytes of content that memory had no room for, put on disk."),
    KNOWN_BYTES("Bytes of programs not hashed again, as a program hashed before begins with the same bytes.");

    private final String sentence;

    Count(String sentence) {
        this.sentence = sentence;
    }

    /** What it counts, for people. */
    public String sentence() {
        return sentence;
    }

    /** The label under which metrics and summaries show it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
