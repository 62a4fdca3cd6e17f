package io.sharetap.smb;

import io.sharetap.base.Moment;
import io.sharetap.smb.PendingRequest.IfUnanswered;

/** What the SMB1 commands that open a file have in common. */
abstract class Smb1Opening extends Smb1Command {
    private static final int RESOURCE_DISK = 0; // ResourceType FileTypeDisk, [MS-CIFS] 2.2.4.64.2

    private final Smb2Create meaning;

    Smb1Opening(SmbState shared) {
        super(shared);
        meaning = (Smb2Create) shared.smb2Commands.of(Smb2HeaderView.CREATE);
    }

    /** Lets the request wait; the chain's next command is about its open, which has no FID yet. */
    final void open(Smb1Unit unit, CreateRequest asked, Moment now) {
        PendingRequest request = await(unit, now);
        request.tree = unit.tree(now);
        request.detail = asked;
        request.ifUnanswered = IfUnanswered.OPEN_WAS_NOT;
        if (unit.next != 0) {
            SmbOpen open = shared.opens.provisional(unit.connection.connection, request.tree, now);
            shared.opens.fill(open, asked);
            request.open = open;
            unit.opened = open;
        }
    }

    /**
     * The path, completed where it is relative to an open directory (FID 0: none); null where that one is not known.
     */
    final String below(Smb1Unit unit, long rootFid, String path, Moment now) {
        if (rootFid == 0) {
            return path;
        }
        SmbOpen root = shared.opens.find(unit.session(now), 0, rootFid);
        if (root == null || root.path == null) {
            return null;
        }
        return root.path.isEmpty() ? path : root.path + '\\' + path;
    }

    /** Stores the answer's facts; {@code attributes} below 0 mark an open of something other than a disk file. */
    static void fillAnswer(SmbAnswer answer, int fid, int action, long endOfFile, int attributes, int resourceType) {
        answer.persistentFileId = 0;
        answer.volatileFileId = fid;
        answer.kind = action;
        answer.number = endOfFile;
        answer.attributes = resourceType == RESOURCE_DISK ? attributes & Integer.MAX_VALUE : Integer.MIN_VALUE;
    }

    @Override
    void onGrantedUnasked(ConnectionState connection, SmbSession session, SmbAnswer answer, Moment now) {
        if (answer.volatileFileId != Smb1Unit.FID_OF_CHAIN) {
            meaning.onGrantedUnasked(session, answer, now);
        }
    }

    @Override
    boolean changesFile(Smb1Unit unit, SmbAnswer answer) {
        return meaning.changesFile(answer);
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        ((CreateRequest) request.detail).noFile = answer.attributes < 0;
        SmbSession session = request.tree.session;
        meaning.onAnswer(connection, request, answer, now);
        if (answer.granted() && answer.number > 0 && Smb2Create.beginsAnew(answer.kind)) {
            // Samba extends the file to the size that it was asked to reserve: [MS-CIFS] 2.2.4.41.1, AllocationSize.
            SmbOpen open = shared.opens.find(session, 0, answer.volatileFileId);
            if (open != null && !open.hidden) {
                shared.files.onEndOfFile(open, answer.number, shared.behind(now));
            }
        }
    }
}
