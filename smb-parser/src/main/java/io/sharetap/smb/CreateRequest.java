package io.sharetap.smb;

import java.util.Objects;

/** Holds the request of a CREATE until it is answered. */
final class CreateRequest implements PendingRequest.Detail {
    /** The path inside the share; null where it could not be read, or the file was named by a number. */
    String path;

    boolean directory;
    boolean deleteOnClose;

    /** A repetition of an earlier request (SMB2_FLAGS_REPLAY_OPERATION): it makes no second open. */
    boolean replay;

    /** Reconnects a durable open, which had this FileId. */
    boolean reconnect;

    long oldPersistentFileId;
    long oldVolatileFileId;

    /** CreateGuid; both halves are zero where there is none. */
    long guidLow;

    long guidHigh;

    /** Several such requests were unanswered when an unknown FileId appeared: it may belong to any of them. */
    boolean ambiguous;

    /** SMB1: the answer says that it is a pipe or a printer. */
    boolean noFile;

    @Override
    public int chars() {
        return TableEntry.lengthOf(path);
    }

    /** Whether this repeats the request of an existing open, rather than asking for a second one. */
    boolean asksAgainFor(SmbOpen open) {
        boolean sameGuid =
                (guidLow | guidHigh) != 0 && open.createGuidLow == guidLow && open.createGuidHigh == guidHigh;
        return reconnect || sameGuid || replay && Objects.equals(path, open.path);
    }
}
