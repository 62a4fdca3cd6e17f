package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;

/**
 * SET_INFO on files: [MS-SMB2] 2.2.39, 3.3.5.21.1. Servers that keep to the document refuse the information classes Ex
 * (64, 65); where a server grants them, they mean the same as the older ones.
 */
final class Smb2SetInfo extends Smb2Command {
    private static final int INFO_TYPE_FILE = 1; // SMB2_0_INFO_FILE
    private static final int RENAME = 10; // FileRenameInformation, [MS-FSCC] 2.4.43.2
    private static final int LINK = 11; // FileLinkInformation, 2.4.27.2
    private static final int DISPOSITION = 13; // FileDispositionInformation, 2.4.11
    private static final int ALLOCATION = 19; // FileAllocationInformation, 2.4.4
    private static final int END_OF_FILE = 20; // FileEndOfFileInformation, 2.4.14
    private static final int VALID_DATA_LENGTH = 39; // FileValidDataLengthInformation, 2.4.50
    private static final int DISPOSITION_EX = 64; // FileDispositionInformationEx, 2.4.12
    private static final int RENAME_EX = 65; // FileRenameInformationEx, 2.4.44

    private static final int RENAME_NAME_LENGTH_AT = 16; // FileNameLength, u32
    private static final int RENAME_NAME_AT = 20; // FileName
    private static final int NAME_BYTES_MAX = 0xFFFF;

    private final Smb2SetInfoView view = new Smb2SetInfoView();
    private final OpenInUse opens;

    Smb2SetInfo(SmbState shared, OpenInUse opens) {
        super(shared);
        this.opens = opens;
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        if (!view.wrap(unit)) {
            return Smb2SetInfoView.FIXED_LENGTH;
        }
        boolean wanted = changesFile() && view.bufferAt() + bytesInUse() <= facts.bytes;
        return wanted ? Math.max(Smb2SetInfoView.FIXED_LENGTH, view.bufferAt() + bytesInUse()) : unit.length();
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        view.wrap(unit);
        PendingRequest request = await(facts, now);
        facts.fileId(view.persistentFileId(), view.volatileFileId());
        if (!changesFile()) {
            return;
        }
        if (view.bufferAt() + bytesInUse() > unit.length() || !read(unit, request)) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
            return;
        }
        SmbOpen open = opens.of(facts, now);
        if (request.kind == DISPOSITION || request.kind == DISPOSITION_EX) {
            request.open = open;
        } else {
            shared.pending.change(request, open);
        }
    }

    private boolean changesFile() {
        if (view.infoType() != INFO_TYPE_FILE) {
            return false;
        }
        return switch (view.fileInfoClass()) {
            case RENAME, RENAME_EX, LINK, DISPOSITION, DISPOSITION_EX, ALLOCATION, END_OF_FILE, VALID_DATA_LENGTH ->
                true;
            default -> false;
        };
    }

    /** The bytes of the buffer that are looked at: a hostile client may send far more than any class needs. */
    private int bytesInUse() {
        int bytesMax = shared.limits.gatherBytesMax() - view.bufferAt();
        return (int) Math.min(view.bufferBytes(), Math.min(bytesMax, RENAME_NAME_AT + NAME_BYTES_MAX));
    }

    /** Reads the request into the pending request; false where it is cut short. */
    private boolean read(ByteWindow unit, PendingRequest request) {
        int at = view.bufferAt();
        int bytes = bytesInUse();
        request.kind = view.fileInfoClass();
        switch (request.kind) {
            case ALLOCATION, END_OF_FILE, VALID_DATA_LENGTH:
                if (bytes < 8) {
                    return false;
                }
                request.number = unit.i64le(at);
                return true;
            case DISPOSITION, DISPOSITION_EX:
                if (bytes < 1) {
                    return false;
                }
                request.number = unit.u8(at) & 1;
                return true;
            default:
                return readName(unit, request, at, bytes);
        }
    }

    private boolean readName(ByteWindow unit, PendingRequest request, int at, int bytes) {
        if (bytes < RENAME_NAME_AT || unit.u32le(at + RENAME_NAME_LENGTH_AT) > bytes - RENAME_NAME_AT) {
            return false;
        }
        String name = WirePath.text(unit, at + RENAME_NAME_AT, unit.i32le(at + RENAME_NAME_LENGTH_AT));
        request.detail = WirePath.insideShare(name);
        return true;
    }

    /** The answer does not say what was set. */
    @Override
    boolean changesFile(SmbAnswer answer) {
        return true;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        SmbOpen open = request.open;
        int kind = request.kind;
        long number = request.number;
        String name = (String) request.detail;
        shared.pending.remove(request);
        if (open == null || open.gone || open.hidden || !answer.granted()) {
            return;
        }
        shared.opens.giveOut(open, now);
        switch (kind) {
            case END_OF_FILE, ALLOCATION, VALID_DATA_LENGTH -> resize(open, kind, number, now);
            case RENAME, RENAME_EX -> {
                String old = open.path;
                String path = WirePath.renamed(old, name);
                // One of the opens that were closed may have asked to delete the file.
                shared.opens.closeHeldBack(open, old, now);
                shared.opens.closeHeldBack(open, path, now);
                shared.files.onRename(open, path, now);
                if (old != null && !name.startsWith(":")) {
                    shared.opens.renameAll(open.in, old, path, now);
                }
                shared.opens.name(open, path);
            }
            case LINK -> shared.files.onLink(open, name, now);
            default -> {
                shared.opens.closeHeldBack(open, open.path, now);
                shared.files.onDeletePending(open, number != 0, now);
            }
        }
    }

    private void resize(SmbOpen open, int kind, long bytes, Moment now) {
        if (bytes < 0) {
            shared.ledger.note(Anomaly.SMB2_FILE_OFFSET_INVALID);
        } else if (kind == END_OF_FILE) {
            shared.files.onEndOfFile(open, bytes, now);
        } else if (kind == ALLOCATION) {
            shared.files.onAllocation(open, bytes, now);
        } else {
            shared.files.onValidData(open, bytes, now);
        }
    }
}
