package io.sharetap.smb;

import java.util.Objects;

/** Holds what a CREATE asked for, until it is answered. */
final class CreateRequest implements PendingRequest.Detail {
    /** Inside the share; null: it could not be read, or the file was named by a number. */
    String path;

    boolean directory;
    boolean deleteOnClose;

    /** It says again what was said before (SMB2_FLAGS_REPLAY_OPERATION): no second open comes of it. */
    boolean replay;

    /** It takes up a durable open again, whose FileId was this. */
    boolean reconnect;

    long oldPersistentFileId;
    long oldVolatileFileId;

    /** CreateGuid, both zero without. */
    long guidLow;

    long guidHigh;

    /** Several such requests were unanswered when an unknown FileId came: it may be anyone's. */
    boolean ambiguous;

    /** SMB1: the answer says that it is a pipe or a printer. */
    boolean noFile;

    @Override
    public int chars() {
        return TableEntry.lengthOf(path);
    }

    /** True: it is no second open of the file, but the same again. */
    boolean asksAgainFor(SmbOpen open) {
        boolean sameGuid =
                (guidLow | guidHigh) != 0 && open.createGuidLow == guidLow && open.createGuidHigh == guidHigh;
        return reconnect || sameGuid || replay && Objects.equals(path, open.path);
    }
}
