package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/**
 * COPY, by which a server copies one of its files: [MS-CIFS] 2.2.4.36, LAN Manager 1.0. Windows, and Samba from 4.17
 * on, refuse it (STATUS_NOT_IMPLEMENTED); older Samba, OS/2 and storage systems accept it.
 */
final class Smb1Copy extends Smb1ByPath {
    private static final int WORDS = 3;
    private static final int TARGET_TID_AT = 0; // TID of the target, u16
    private static final int OPEN_FUNCTION_AT = 2; // u16, as of OPEN_ANDX
    private static final int FLAGS_AT = 4; // u16
    private static final int COPIED_AT = 0; // of the answer: files copied, u16

    private static final int IF_EXISTS = 0x3;
    private static final int APPENDS = 0x1;
    private static final int TO_DIRECTORY = 0x02;
    /** A flag of target or source: the text ends with Ctrl-Z, which servers may remove or add. */
    private static final int ASCII = 0x0C;

    private static final int TREE_COPY = 0x20;

    private static final int SAME_TID = 0xFFFF;
    private static final int BUFFER_FORMAT = 4; // ASCII
    private static final int DISK_FULL = 0xC000_007F; // STATUS_DISK_FULL

    /** In {@link PendingRequest#kind}: it copies all files that match a pattern, or a directory with its content. */
    private static final int COPIES_MANY = 1;

    /**
     * What a request names.
     *
     * @param tree of the target
     */
    private record Copy(String source, TreeConnect tree, String target, boolean appends, boolean ascii)
            implements PendingRequest.Detail {
        @Override
        public int chars() {
            return source.length() + target.length();
        }
    }

    Smb1Copy(SmbState shared) {
        super(shared);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return WORDS;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        PendingRequest request = await(unit, now);
        int flags = unit.word16(FLAGS_AT);
        int targetTid = unit.word16(TARGET_TID_AT);
        TreeConnect tree = unit.tree(now);
        TreeConnect targetTree = targetTid == unit.treeId || targetTid == SAME_TID
                ? tree
                : shared.trees.of(request.session, targetTid, now);
        String source = unit.path(name(unit, unit.bytesAt), tree);
        String wireTarget = name(unit, unit.textEnd());
        if (source.isEmpty() || wireTarget.isEmpty()) {
            noteBeyond();
            return;
        }
        if (isPattern(source) || (flags & TREE_COPY) != 0) {
            shared.ledger.note(Anomaly.SMB1_WILDCARD_PASSED_OVER);
            request.kind = COPIES_MANY;
            return;
        }
        String target = unit.path(wireTarget, targetTree);
        // If the client does not say so, only the server knows whether the target is a directory.
        if ((flags & TO_DIRECTORY) != 0 || target.isEmpty()) {
            String name = source.substring(source.lastIndexOf('\\') + 1);
            target = target.isEmpty() ? name : target + '\\' + name;
        }
        request.tree = tree;
        boolean appends = (unit.word16(OPEN_FUNCTION_AT) & IF_EXISTS) == APPENDS;
        request.detail = new Copy(source, targetTree, target, appends, (flags & ASCII) != 0);
    }

    /** A name. By LAN Manager's documents and Samba nothing precedes it, by X/Open a BufferFormat does. */
    private static String name(Smb1Unit unit, int at) {
        boolean format = at < unit.end && unit.view.u8(at) == BUFFER_FORMAT;
        return unit.text(format ? at + 1 : at);
    }

    @Override
    int answerWords() {
        return 1;
    }

    @Override
    void readAnswer(Smb1Unit unit, SmbAnswer answer) {
        answer.number = unit.word16(COPIED_AT);
    }

    @Override
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return true;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        Copy asked = (Copy) request.detail;
        TreeConnect tree = request.tree;
        int kind = request.kind;
        shared.pending.remove(request);
        if (kind == COPIES_MANY && (answer.granted() || answer.status == DISK_FULL)) {
            connection.unseenChanges().lose(); // any file may have been copied to any other
        }
        if (asked == null || !isToFiles(tree) || !isToFiles(asked.tree)) {
            return;
        }
        if (answer.granted() && answer.number != 0) {
            report(connection, tree, asked, now);
        } else if (answer.status == DISK_FULL) {
            SmbOpen target =
                    shared.opens.byPath(connection.connection, asked.tree, asked.target, SmbOpen.Action.OPENED, now);
            shared.opens.giveOut(target, now);
            shared.files.onDoubt(target, now); // a part of it is there
            shared.opens.close(target, true, -1, now);
        }
    }

    private static boolean isToFiles(TreeConnect tree) {
        return !tree.withoutFiles() && tree.listed();
    }

    private void report(ConnectionState connection, TreeConnect tree, Copy asked, Moment now) {
        SmbOpen source = shared.opens.byPath(connection.connection, tree, asked.source, SmbOpen.Action.OPENED, now);
        SmbOpen.Action action = asked.appends ? SmbOpen.Action.OPENED : SmbOpen.Action.OVERWRITTEN;
        SmbOpen target = shared.opens.byPath(connection.connection, asked.tree, asked.target, action, now);
        copy(source, target, asked.appends ? FileOpSink.BEHIND : 0, now);
        if (asked.appends || asked.ascii) {
            shared.files.onUncertain(target, now); // whether it was there before, or where a text ends, nobody says
        }
        shared.opens.close(target, true, -1, now);
        shared.opens.close(source, true, -1, now);
    }
}
