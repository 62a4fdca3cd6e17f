package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.smb.PendingRequest.IfUnanswered;

/** CREATE: [MS-SMB2] 2.2.13, 2.2.14, 3.3.5.9. */
final class Smb2Create extends Smb2Command {
    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int ANSWER_LENGTH = BODY + 88;
    private static final int CREATE_ACTION_AT = BODY + 4; // CreateAction, u32
    private static final int END_OF_FILE_AT = BODY + 48; // EndofFile, u64
    private static final int FILE_ATTRIBUTES_AT = BODY + 56; // FileAttributes, u32
    private static final int PERSISTENT_AT = BODY + 64; // FileId.Persistent, u64
    private static final int VOLATILE_AT = BODY + 72; // FileId.Volatile, u64

    // CreateAction.
    private static final int SUPERSEDED = 0;
    private static final int OPENED = 1;
    private static final int CREATED = 2;
    private static final int OVERWRITTEN = 3;

    private static final int ATTRIBUTE_DIRECTORY = 0x10;
    private static final int FILE_ID_LENGTH = 16;
    private static final int GUID_IN_REQUEST_AT = 16;
    private static final int GUID_LENGTH = 16;

    private final Smb2CreateView view = new Smb2CreateView();
    private final CreateContextsView contexts = new CreateContextsView();

    Smb2Create(SmbState shared) {
        super(shared);
    }

    @Override
    int requestBytes(ByteWindow unit, Smb2Unit facts) {
        if (!view.wrap(unit)) {
            return Smb2CreateView.FIXED_LENGTH;
        }
        long wanted = Smb2CreateView.FIXED_LENGTH;
        if (view.nameEnd() <= facts.bytes) {
            wanted = Math.max(wanted, view.nameEnd());
        }
        if (view.contextsEnd() <= Math.min(facts.bytes, shared.limits.gatherBytesMax())) {
            wanted = Math.max(wanted, view.contextsEnd());
        }
        return (int) wanted;
    }

    @Override
    void onRequest(ByteWindow unit, Smb2Unit facts, Moment now) {
        view.wrap(unit);
        PendingRequest request = await(facts, now);
        TreeConnect tree = facts.tree(now);
        CreateRequest asked = read(unit, facts, tree);
        request.tree = tree;
        request.detail = asked;
        request.ifUnanswered = IfUnanswered.OPEN_WAS_NOT;
        facts.forgetOpen();
        if (facts.leadsOn()) {
            SmbOpen open = shared.opens.provisional(facts.connection.connection, tree, now);
            shared.opens.fill(open, asked);
            request.open = open;
            facts.open = open;
        }
    }

    @Override
    boolean readsBody(SmbAnswer answer) {
        return answer.granted();
    }

    @Override
    int answerBytes(ByteWindow unit) {
        return ANSWER_LENGTH;
    }

    @Override
    void readAnswer(ByteWindow unit, SmbAnswer answer) {
        answer.kind = unit.i32le(CREATE_ACTION_AT);
        answer.number = unit.i64le(END_OF_FILE_AT);
        answer.attributes = unit.i32le(FILE_ATTRIBUTES_AT);
        answer.persistentFileId = unit.i64le(PERSISTENT_AT);
        answer.volatileFileId = unit.i64le(VOLATILE_AT);
    }

    /**
     * An earlier open of the same FileId is over. Except where it may be the very open that is granted: it can have
     * been used on another connection meanwhile.
     */
    @Override
    void onGrantedUnasked(ConnectionState connection, SmbAnswer answer, Moment now) {
        onGrantedUnasked(connection.session(answer.sessionId, now), answer, now);
    }

    void onGrantedUnasked(SmbSession session, SmbAnswer answer, Moment now) {
        SmbOpen known = shared.opens.find(session, answer.persistentFileId, answer.volatileFileId);
        boolean used = known != null && (known.lastFrame >= now.fromFrame() || known.awaitsAnswers());
        if (used && !known.createSeen && !known.answered) {
            return;
        }
        if (known != null) {
            shared.opens.close(known, false, -1, now);
        }
        boolean directory = (answer.attributes & ATTRIBUTE_DIRECTORY) != 0;
        shared.unaskedOpens.add(session, answer, actionOf(answer.kind), directory, now);
    }

    @Override
    boolean changesFile(SmbAnswer answer) {
        return answer.kind != OPENED && answer.kind != CREATED;
    }

    @Override
    void onAnswer(ConnectionState connection, PendingRequest request, SmbAnswer answer, Moment now) {
        SmbOpen early = request.open;
        CreateRequest asked = (CreateRequest) request.detail;
        TreeConnect tree = request.tree;
        long asFrame = request.frameNumber;
        shared.pending.remove(request);
        if (!answer.granted()) {
            if (Refusals.ofFile(answer.status) && asked.path != null) {
                shared.news.onRefusedOpen(tree.session, tree.tree, asked.path, now);
            }
            if (early != null) {
                shared.opens.refuse(early, now);
            }
            return;
        }
        shared.unaskedOpens.forget(tree.session, answer.persistentFileId, answer.volatileFileId);
        SmbOpen open = openOf(connection, early, asked, answer, tree, asFrame, now);
        boolean unansweredBefore = open.givenOut && (!open.answered || open.path == null);
        shared.opens.fill(open, asked);
        open.answered = true;
        open.firstFrame = Math.min(open.firstFrame, now.frameNumber());
        open.fromFrame = Math.min(open.fromFrame, now.fromFrame());
        open.action = asked.reconnect ? SmbOpen.Action.OPENED : actionOf(answer.kind);
        open.endOfFile = answer.number;
        open.directory |= (answer.attributes & ATTRIBUTE_DIRECTORY) != 0;
        open.hidden |= asked.noFile || open.tree == null && WirePath.namesPipe(open.path);
        if (unansweredBefore) {
            shared.files.onOpenAnswer(open, true, now);
        } else {
            shared.opens.giveOut(open, now);
        }
        if (open.hidden) {
            shared.pipes.opened(open, now);
        }
    }

    /** The open that the answer is about: one that is known already in some way, or a new one. */
    private SmbOpen openOf(
            ConnectionState connection,
            SmbOpen early,
            CreateRequest asked,
            SmbAnswer answer,
            TreeConnect tree,
            long asFrame,
            Moment now) {
        SmbSession session = tree.session;
        SmbOpen known = shared.opens.find(session, answer.persistentFileId, answer.volatileFileId);
        if (known != null && known != early) {
            boolean same = !known.closing && asked.asksAgainFor(known);
            long givenFrame = Math.min(asFrame, now.frameNumber()); // either of the two frames may be captured late
            boolean usedSince = known.lastFrame >= givenFrame;
            boolean usedBeforeItsAnswerWasSeen = !known.createSeen && (usedSince || known.awaitsAnswers());
            if (early == null && (same || usedBeforeItsAnswerWasSeen)) {
                if (!same && (!usedSince || known.connection != connection.connection)) {
                    // Changes on the other connection in the meantime were made to a file without a name.
                    session.unseenChanges.lose();
                }
                return known;
            }
            shared.opens.close(known, false, -1, now);
        }
        if (early != null && !early.gone) {
            return identified(connection, early, answer, now);
        }
        if (asked.reconnect) {
            SmbOpen old = shared.opens.find(session, asked.oldPersistentFileId, asked.oldVolatileFileId);
            if (old != null && !old.closing) {
                shared.opens.answer(old, answer.persistentFileId, answer.volatileFileId);
                return old;
            }
        }
        TreeConnect in =
                tree.listed() ? tree : shared.trees.of(connection.session(session.sessionId, now), tree.treeId, now);
        return shared.opens.unknown(connection.connection, in, answer.persistentFileId, answer.volatileFileId, now);
    }

    /**
     * Gives an open that was used before its answer its FileId. An open to which another FileId was attributed loses
     * its path.
     */
    private SmbOpen identified(ConnectionState connection, SmbOpen early, SmbAnswer answer, Moment now) {
        if (early.fileIdKnown
                && (early.persistentFileId != answer.persistentFileId
                        || early.volatileFileId != answer.volatileFileId)) {
            shared.opens.name(early, null);
            early.createSeen = false;
            TreeConnect in = early.in;
            return shared.opens.unknown(connection.connection, in, answer.persistentFileId, answer.volatileFileId, now);
        }
        shared.opens.answer(early, answer.persistentFileId, answer.volatileFileId);
        return early;
    }

    private CreateRequest read(ByteWindow unit, Smb2Unit facts, TreeConnect tree) {
        CreateRequest asked = new CreateRequest();
        asked.directory = view.directory();
        asked.deleteOnClose = view.deleteOnClose();
        asked.replay = (facts.flags & Smb2HeaderView.FLAG_REPLAY) != 0;
        if (!view.nameInView()) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
        } else if (view.byFileId()) {
            asked.path = null;
        } else if ((facts.flags & Smb2HeaderView.FLAG_DFS) != 0) {
            asked.path = WirePath.insideDfs(view.name(), tree.tree == null ? null : tree.tree.share());
        } else {
            asked.path = WirePath.insideShare(view.name());
        }
        if (view.contextsEnd() > unit.length()) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
        } else if (view.contextsBytes() != 0) {
            readContexts(unit, asked);
        }
        return asked;
    }

    private void readContexts(ByteWindow unit, CreateRequest asked) {
        contexts.wrap(unit, (int) view.contextsAt(), (int) view.contextsBytes());
        while (contexts.next()) {
            switch (contexts.name()) {
                case CreateContextsView.DURABLE_REQUEST_V2:
                    readGuid(asked, GUID_IN_REQUEST_AT);
                    break;
                case CreateContextsView.DURABLE_RECONNECT_V2:
                    readOldFileId(asked);
                    readGuid(asked, FILE_ID_LENGTH);
                    break;
                case CreateContextsView.DURABLE_RECONNECT:
                    readOldFileId(asked);
                    break;
                default:
                    // Leases, security descriptors, time stamps: nothing that affects the content.
                    shared.ledger.count(Count.SMB_CREATE_CONTEXTS_PASSED_OVER);
                    break;
            }
        }
    }

    private void readGuid(CreateRequest asked, int at) {
        if (contexts.hasData(at + GUID_LENGTH)) {
            asked.guidLow = contexts.data(at);
            asked.guidHigh = contexts.data(at + 8);
        }
    }

    private void readOldFileId(CreateRequest asked) {
        if (contexts.hasData(FILE_ID_LENGTH)) {
            asked.reconnect = true;
            asked.oldPersistentFileId = contexts.data(0);
            asked.oldVolatileFileId = contexts.data(8);
        }
    }

    /** Whether this CreateAction means that the file keeps nothing of its former content. */
    static boolean beginsAnew(int createAction) {
        return createAction == SUPERSEDED || createAction == CREATED || createAction == OVERWRITTEN;
    }

    private SmbOpen.Action actionOf(int createAction) {
        return switch (createAction) {
            case SUPERSEDED -> SmbOpen.Action.SUPERSEDED;
            case OPENED -> SmbOpen.Action.OPENED;
            case CREATED -> SmbOpen.Action.CREATED;
            case OVERWRITTEN -> SmbOpen.Action.OVERWRITTEN;
            default -> {
                shared.ledger.note(Anomaly.SMB2_VALUE_UNKNOWN);
                yield SmbOpen.Action.UNKNOWN;
            }
        };
    }
}
