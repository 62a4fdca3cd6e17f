package io.sharetap.smb;

import io.sharetap.base.Moment;

/**
 * Holds what the header of the SMB2 unit says that is being read, one for each direction of a connection, and what a
 * compound hands on from one request to the next ([MS-SMB2] 3.3.5.2.7.2). Reused.
 */
final class Smb2Unit extends SmbUnit {
    static final long ALL_ONES = -1L;
    private static final long ALL_ONES_TREE = 0xFFFF_FFFFL;

    /** Its length up to the next unit or the message's end. */
    int bytes;

    /** Where, counted from its start, the next unit begins; 0: it is the last. */
    int next;

    int flags;
    long messageId;
    long sessionId;
    long treeId;

    /** Of a request: it takes over what the one before was about. */
    boolean related;

    /** What the compound is about: an open whose CREATE may be unanswered, or a FileId, or nothing. */
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

    /** What follows in the compound is about nothing that is known. */
    void forgetOpen() {
        open = null;
        fileIdKnown = false;
    }

    /** A unit's header is there. */
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
            // answers to related requests repeat what stood in those, be it all ones
            sessionId = takesOver && header.sessionId() == ALL_ONES ? sessionId : header.sessionId();
            treeId = takesOver && header.treeId() == ALL_ONES_TREE ? treeId : header.treeId();
            asked = null;
            forgetOpen();
        }
    }

    /** True: another follows in the compound, which may be about what this one asks for. */
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

    /** Takes the FileId of the request, unless a related one took over that of the one before. */
    void fileId(long persistent, long volatileHalf) {
        if (!related || open == null && !fileIdKnown) {
            open = null;
            persistentFileId = persistent;
            volatileFileId = volatileHalf;
            fileIdKnown = persistent != ALL_ONES || volatileHalf != ALL_ONES;
        }
    }

    /** The open that the request is about as far as it is known; null: it is not, or it was refused. */
    SmbOpen knownOpen(Moment now) {
        if (open == null && fileIdKnown) {
            open = connection.shared.opens.find(session(now), persistentFileId, volatileFileId);
        }
        return open == null || open.gone ? null : open;
    }
}
