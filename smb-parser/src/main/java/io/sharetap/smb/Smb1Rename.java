package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;

/** RENAME, NT_RENAME and DELETE, which name files by path: [MS-CIFS] 2.2.4.8, 2.2.4.66, 2.2.4.7. */
final class Smb1Rename extends Smb1ByPath {
    private static final int INFORMATION_LEVEL_AT = 2; // InformationLevel of NT_RENAME, u16
    private static final int SET_LINK_INFO = 0x0103; // SMB_NT_RENAME_SET_LINK_INFO
    private static final int MOVE_FILE = 0x0105; // SMB_NT_RENAME_MOVE_FILE, by which Samba copies
    private static final int NT_RENAME_WORDS = 4;

    /** In {@link PendingRequest#kind}: the request makes a hard link. */
    private static final int LINKS = 1;

    /** Likewise: it renames all files that match a pattern. */
    private static final int RENAMES_MANY = 2;

    /** Likewise: it makes a copy. */
    private static final int COPIES = 3;

    /** The paths that a request names; {@code target} is null for a DELETE. */
    private record Paths(String source, String target) implements PendingRequest.Detail {
        @Override
        public int chars() {
            return source.length() + (target == null ? 0 : target.length());
        }
    }

    Smb1Rename(SmbState shared) {
        super(shared);
    }

    @Override
    int requestWords(Smb1Unit unit) {
        return unit.command == Smb1Commands.NT_RENAME ? NT_RENAME_WORDS : 1;
    }

    @Override
    void onRequest(Smb1Unit unit, Moment now) {
        PendingRequest request = await(unit, now);
        TreeConnect tree = unit.tree(now);
        // A BufferFormat precedes each name.
        String source = unit.path(unit.text(unit.bytesAt + 1), tree);
        String target = null;
        if (unit.command != Smb1Commands.DELETE) {
            target = unit.path(unit.text(unit.textEnd() + 1), tree);
        }
        if (source.isEmpty() || "".equals(target)) {
            noteBeyond();
            return;
        }
        if (isPattern(source)) {
            shared.ledger.note(Anomaly.SMB1_WILDCARD_PASSED_OVER);
            request.kind = unit.command == Smb1Commands.DELETE ? 0 : RENAMES_MANY;
            return;
        }
        request.tree = tree;
        request.detail = new Paths(source, target);
        request.kind = unit.command == Smb1Commands.NT_RENAME ? kindOf(unit.word16(INFORMATION_LEVEL_AT)) : 0;
    }

    private static int kindOf(int level) {
        return switch (level) {
            case SET_LINK_INFO -> LINKS;
            case MOVE_FILE -> COPIES;
            default -> 0;
        };
    }

    /** Another file may have taken the place of a known one. */
    @Override
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return unit.command != Smb1Commands.DELETE;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        Paths paths = (Paths) request.detail;
        TreeConnect tree = request.tree;
        int kind = request.kind;
        shared.pending.remove(request);
        if (kind == RENAMES_MANY && answer.granted()) {
            connection.unseenChanges().lose(); // any file may have taken the place of any other
        }
        if (paths == null || !answer.granted() || tree.withoutFiles() || !tree.listed()) {
            return;
        }
        SmbOpen at = shared.opens.byPath(connection.connection, tree, paths.source, SmbOpen.Action.OPENED, now);
        if (kind == LINKS) {
            shared.opens.giveOut(at, now);
            shared.files.onLink(at, paths.target, now);
        } else if (kind == COPIES) {
            SmbOpen target =
                    shared.opens.byPath(connection.connection, tree, paths.target, SmbOpen.Action.CREATED, now);
            copy(at, target, 0, now);
            shared.opens.close(target, true, -1, now);
        } else {
            shared.files.onPathRename(at, paths.source, paths.target, now);
            if (paths.target != null) {
                shared.opens.renameAll(tree, paths.source, paths.target, now);
            }
        }
        shared.opens.close(at, true, -1, now);
    }
}
