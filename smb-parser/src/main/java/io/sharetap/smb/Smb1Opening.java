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

    /** The request waits; where the chain goes on, its next command is about an open without a FID yet. */
    final void open(Smb1Unit unit, CreateRequest asked, Moment now) {
        PendingRequest request = await(unit, now);
        request.tree = unit.tree(now);
        request.detail = asked;
        request.ifUnanswered = IfUnanswered.OPEN_WAS_NOT;
        if (unit.next != 0) {
            SmbOpen open = shared.opens.provisional(unit.connection.connection, request.tree, now);
            Smb2Create.fill(open, asked);
            shared.opens.update(open);
            request.open = open;
            unit.opened = open;
        }
    }

    /** The path where it is told relative to an open directory; 0 is none. */
    final String below(Smb1Unit unit, long rootFid, String path, Moment now) {
        if (rootFid == 0) {
            return path;
        }
        SmbOpen root = shared.opens.find(unit.session(now), 0, rootFid);
        return root == null || root.path == null ? null : root.path.isEmpty() ? path : root.path + '\\' + path;
    }

    /** Takes the answer's facts; an open of another resource than a disk's is told by {@code attributes} below 0. */
    static void tell(SmbAnswer answer, int fid, int action, long endOfFile, int attributes, int resourceType) {
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
            // Samba makes the file as long as it was asked to reserve: [MS-CIFS] 2.2.4.41.1, AllocationSize.
            SmbOpen open = shared.opens.find(session, 0, answer.volatileFileId);
            if (open != null && !open.hidden) {
                shared.files.onEndOfFile(open, answer.number, shared.behind(now));
            }
        }
    }
}
