package io.sharetap.smb;

import io.sharetap.base.Moment;

/**
 * Describes the SMB2 unit that is being read, by its header; one for each direction of a connection. Also holds what a
 * compound hands on from one request to the next ([MS-SMB2] 3.3.5.2.7.2). Reused.
 */
final class Smb2Unit extends SmbUnit {
    static final long ALL_ONES = -1L;
    private static final long ALL_ONES_TREE = 0xFFFF_FFFFL;

    /** Its length, up to the next unit or the message's end. */
    int bytes;

    /** The begin of the next unit, counted from this one's; 0: there is none. */
    int next;

    int flags;
    long messageId;
    long sessionId;
    long treeId;

    /** The request is related: it takes over session, tree and file of the one before. */
    boolean related;

    /** The file that the compound is about: an open, whose CREATE may be unanswered, or only a FileId, or none. */
    SmbOpen open;

    boolean fileIdKnown;
    long persistentFileId;
    long volatileFileId;

    Smb2Unit(ConnectionState connection) {
        super(connection);
    }

    /** A message begins. */
    void beginMessage(MessageCursor from) {
        beginIn(from);
        number = -1;
        asked = null;
        forgetOpen();
    }

    @Override
    long requestId() {
        return messageId;
    }

    /** The compound's next requests are about no known file. */
    void forgetOpen() {
        open = null;
        fileIdKnown = false;
    }

    /** Takes the unit's header. */
    void begin(Smb2HeaderView header, boolean request) {
        at = cursor.unitAt();
        number++;
        command = header.command();
        flags = header.flags();
        status = header.status();
        messageId = header.messageId();
        boolean takesOver = number > 0 && (flags & Smb2HeaderView.FLAG_RELATED) != 0;
        related = request && takesOver;
        if (!related) {
            // Answers to related requests repeat the identifiers of those, even if they are all ones.
            sessionId = takesOver && header.sessionId() == ALL_ONES ? sessionId : header.sessionId();
            treeId = takesOver && header.treeId() == ALL_ONES_TREE ? treeId : header.treeId();
            asked = null;
            forgetOpen();
        }
    }

    /** Whether another unit follows in the compound, which may be about the open that this one asks for. */
    boolean leadsOn() {
        return next != 0 || cursor.leadsOn();
    }

    boolean async() {
        return (flags & Smb2HeaderView.FLAG_ASYNC) != 0;
    }

    SmbSession session(Moment now) {
        return connection.session(sessionId, now);
    }

    TreeConnect tree(Moment now) {
        if (asked != null && asked.listed()) {
            return asked;
        }
        TreeConnect tree = connection.shared.trees.of(session(now), treeId, now);
        connection.adoptShare(tree, Smb2HeaderView.TREE_CONNECT);
        return tree;
    }

    /** Takes the FileId of the request, unless the request is related and took over the one before. */
    void fileId(long persistent, long volatileHalf) {
        if (!related || open == null && !fileIdKnown) {
            open = null;
            persistentFileId = persistent;
            volatileFileId = volatileHalf;
            fileIdKnown = persistent != ALL_ONES || volatileHalf != ALL_ONES;
        }
    }

    /** The open that the request is about; null where it is not known, or was refused. */
    SmbOpen knownOpen(Moment now) {
        if (open == null && fileIdKnown) {
            open = connection.shared.opens.find(session(now), persistentFileId, volatileFileId);
        }
        return open == null || open.gone ? null : open;
    }
}
