package io.sharetap.rpc;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows one association of DCE/RPC ([C706] 12.6): which interface is bound to which context id, the fragments of each
 * call, and the answer to each call.
 */
final class RpcConversation {
    private static final int FIRST_FRAGMENT = 0x01; // PFC_FIRST_FRAG
    private static final int LAST_FRAGMENT = 0x02; // PFC_LAST_FRAG
    private static final int OBJECT_UUID = 0x80; // PFC_OBJECT_UUID
    private static final int STUB_AT = PduReader.CALL_HEADER_LENGTH;
    private static final int UUID_LENGTH = 16;
    private static final int SYNTAX_LENGTH = 20;

    // Offsets in a bind and in its answer, 12.6.4.3 and 12.6.4.4.
    private static final int CONTEXT_COUNT_AT = 24; // n_context_elem, u8
    private static final int CONTEXTS_AT = 28;
    private static final int SECONDARY_ADDRESS_AT = 24; // sec_addr: length u16, and as many bytes
    private static final int RESULT_LENGTH = 24; // result u16, reason u16, transfer syntax

    private static final int VERIFIER_HEADER = 8; // auth_type, auth_level, auth_pad_length, reserved, auth_context_id
    private static final int PRIVACY = 6; // RPC_C_AUTHN_LEVEL_PKT_PRIVACY, [MS-RPCE] 2.2.1.1.8

    private static final int CONTEXTS_MAX = 64;
    private static final int CALLS_MAX = 32;

    final RpcState shared;
    final Connection connection;
    final SmbSession session;
    /** The context handles of this association. */
    final Handles handles;

    private final PduReader client;
    private final PduReader server;
    private final List<Context> contexts = new ArrayList<>(2);
    /** The contexts of a bind that is not answered yet, in the order in which they were offered. */
    private final List<Context> offered = new ArrayList<>(2);
    /** Calls whose fragments are incomplete, or that wait for their answer, by call id. */
    private final Map<Integer, RpcCall> calls = new LinkedHashMap<>();

    /** An interface that is bound to a context id. */
    private static final class Context {
        final int id;
        final RpcInterface meaning;
        boolean accepted;
        boolean ndr64;

        Context(int id, RpcInterface meaning) {
            this.id = id;
            this.meaning = meaning;
        }
    }

    RpcConversation(RpcState shared, Connection connection, SmbSession session) {
        this.shared = shared;
        this.connection = connection;
        this.session = session;
        handles = new Handles(shared);
        client = new PduReader(Side.CLIENT, this, shared.memory);
        server = new PduReader(Side.SERVER, this, shared.memory);
    }

    void onBytes(Side from, ByteWindow bytes, Moment now) {
        (from == Side.CLIENT ? client : server).onBytes(bytes, now);
    }

    void onGap(Side from) {
        (from == Side.CLIENT ? client : server).onGap();
    }

    /** The association ends: calls that are not answered are reported as such. */
    void onEnd(Moment now) {
        client.end();
        server.end();
        List<RpcCall> waiting = List.copyOf(calls.values());
        calls.clear();
        for (RpcCall call : waiting) {
            call.forget(shared.memory);
            call.unanswered(now);
        }
        handles.clear();
    }

    /** Bytes came that are no PDU. */
    void onNoPdu() {
        if (!contexts.isEmpty()) {
            shared.ledger.note(Anomaly.RPC_PDU_INVALID);
        }
    }

    /** A PDU is skipped for want of memory. */
    void onLost(PduReader pdu) {
        RpcCall call = calls.remove(pdu.callId());
        if (call != null) {
            call.forget(shared.memory);
        }
    }

    /** Whether the PDU that begins is to be put together. */
    boolean wants(PduReader pdu) {
        boolean fromClient = pdu.side == Side.CLIENT;
        return switch (pdu.type()) {
            case PduReader.BIND, PduReader.ALTER_CONTEXT -> fromClient;
            case PduReader.BIND_ACK, PduReader.ALTER_CONTEXT_RESPONSE -> !fromClient && !offered.isEmpty();
            case PduReader.REQUEST -> fromClient && isLookedAt(pdu);
            case PduReader.RESPONSE, PduReader.FAULT -> !fromClient && calls.containsKey(pdu.callId());
            default -> false;
        };
    }

    private boolean isLookedAt(PduReader pdu) {
        Context context = contextOf(pdu.contextId());
        return context != null && context.meaning != null && context.meaning.operation(pdu.opnum()) != null;
    }

    private Context contextOf(int id) {
        for (int i = contexts.size() - 1; i >= 0; i--) {
            if (contexts.get(i).id == id) {
                return contexts.get(i);
            }
        }
        return null;
    }

    void onPdu(PduReader pdu, byte[] bytes, Moment now) {
        switch (pdu.type()) {
            case PduReader.BIND, PduReader.ALTER_CONTEXT -> readBind(bytes, pdu.bigEndian());
            case PduReader.BIND_ACK, PduReader.ALTER_CONTEXT_RESPONSE -> readBindAnswer(bytes, pdu.bigEndian());
            case PduReader.REQUEST -> readRequest(pdu, bytes, now);
            case PduReader.FAULT -> readFault(pdu);
            default -> readResponse(pdu, bytes, now);
        }
    }

    /**
     * Reads a bind. The contexts that it offers count as accepted until the answer says otherwise, since that may not
     * be seen.
     */
    private void readBind(byte[] bytes, boolean big) {
        offered.clear();
        int at = CONTEXTS_AT;
        int count = bytes.length < CONTEXTS_AT ? 0 : bytes[CONTEXT_COUNT_AT] & 0xFF;
        for (int i = 0; i < count; i++) {
            if (bytes.length - at < 4 + SYNTAX_LENGTH) {
                shared.ledger.note(Anomaly.RPC_BIND_INVALID);
                return;
            }
            int syntaxes = bytes[at + 2] & 0xFF;
            Context context = new Context(PduReader.u16(bytes, at, big), interfaceAt(bytes, at + 4, big));
            at += 4 + SYNTAX_LENGTH;
            context.ndr64 = syntaxes == 1 && bytes.length - at >= SYNTAX_LENGTH && isNdr64(bytes, at, big);
            context.accepted = syntaxes == 0 || bytes.length - at < SYNTAX_LENGTH || isData(bytes, at, big);
            at += Math.min(bytes.length - at, syntaxes * SYNTAX_LENGTH);
            offered.add(context);
            if (context.accepted && context.meaning != null) {
                add(context);
            }
        }
    }

    private void add(Context context) {
        contexts.removeIf(old -> old.id == context.id);
        if (contexts.size() >= CONTEXTS_MAX) {
            shared.ledger.note(Anomaly.RPC_CONTEXTS_FULL);
            contexts.remove(0);
        }
        contexts.add(context);
    }

    private void readBindAnswer(byte[] bytes, boolean big) {
        if (bytes.length < SECONDARY_ADDRESS_AT + 2) {
            shared.ledger.note(Anomaly.RPC_BIND_INVALID);
            return;
        }
        int at = SECONDARY_ADDRESS_AT + 2 + PduReader.u16(bytes, SECONDARY_ADDRESS_AT, big);
        at = at + 3 & ~3;
        int count = at < bytes.length ? bytes[at] & 0xFF : 0;
        at += 4;
        for (int i = 0; i < Math.min(count, offered.size()); i++, at += RESULT_LENGTH) {
            if (bytes.length - at < RESULT_LENGTH) {
                shared.ledger.note(Anomaly.RPC_BIND_INVALID);
                break;
            }
            Context context = offered.get(i);
            if (PduReader.u16(bytes, at, big) != 0) {
                contexts.remove(context);
            } else if (context.meaning != null) {
                context.ndr64 = isNdr64(bytes, at + 4, big);
                add(context);
            }
        }
        offered.clear();
    }

    private static RpcInterface interfaceAt(byte[] bytes, int at, boolean big) {
        return RpcInterface.of(uuidHigh(bytes, at, big), uuidLow(bytes, at));
    }

    private static boolean isNdr64(byte[] bytes, int at, boolean big) {
        return uuidHigh(bytes, at, big) == RpcInterface.NDR64_HIGH && uuidLow(bytes, at) == RpcInterface.NDR64_LOW;
    }

    /** Whether this is a syntax for arguments, not one to negotiate features ([MS-RPCE] 3.3.1.5.3). */
    private static boolean isData(byte[] bytes, int at, boolean big) {
        return isNdr64(bytes, at, big)
                || uuidHigh(bytes, at, big) == RpcInterface.NDR_HIGH && uuidLow(bytes, at) == RpcInterface.NDR_LOW;
    }

    /** The first half of a UUID, whose three numbers are in the sender's byte order. */
    static long uuidHigh(byte[] bytes, int at, boolean big) {
        long first = big
                ? (long) PduReader.u16(bytes, at, true) << 16 | PduReader.u16(bytes, at + 2, true)
                : (long) PduReader.u16(bytes, at + 2, false) << 16 | PduReader.u16(bytes, at, false);
        return first << 32 | (long) PduReader.u16(bytes, at + 4, big) << 16 | PduReader.u16(bytes, at + 6, big);
    }

    static long uuidLow(byte[] bytes, int at) {
        long low = 0;
        for (int i = 8; i < UUID_LENGTH; i++) {
            low = low << 8 | bytes[at + i] & 0xFF;
        }
        return low;
    }

    private void readRequest(PduReader pdu, byte[] bytes, Moment now) {
        Context context = contextOf(pdu.contextId());
        if (context == null) {
            return;
        }
        int start = STUB_AT + ((pdu.flags() & OBJECT_UUID) != 0 ? UUID_LENGTH : 0);
        RpcCall call = calls.get(pdu.callId());
        if ((pdu.flags() & FIRST_FRAGMENT) != 0 || call == null) {
            if ((pdu.flags() & FIRST_FRAGMENT) == 0) {
                shared.ledger.note(Anomaly.RPC_FRAGMENT_INVALID);
                return;
            }
            drop(call, pdu.callId());
            call = new RpcCall(this, context.meaning, pdu.opnum(), pdu.bigEndian(), context.ndr64);
            call.object = start == STUB_AT || bytes.length < start ? null : objectOf(bytes, pdu.bigEndian());
        }
        call.sealed |= levelOf(pdu, bytes) == PRIVACY;
        if ((pdu.flags() & LAST_FRAGMENT) == 0) {
            keep(pdu, call, call.add(bytes, start, stubEnd(pdu, bytes, start), shared));
            return;
        }
        boolean whole = call.fragments == 0 || call.add(bytes, start, stubEnd(pdu, bytes, start), shared);
        if (whole && call.fragments == 0) {
            call.asked(bytes, start, stubEnd(pdu, bytes, start), now);
        } else if (whole) {
            call.askedByFragments(now);
        }
        call.forget(shared.memory);
        keep(pdu, call, whole && call.awaitsAnswer());
    }

    private static PackedReader.Uuid objectOf(byte[] bytes, boolean big) {
        return new PackedReader.Uuid(uuidHigh(bytes, STUB_AT, big), uuidLow(bytes, STUB_AT));
    }

    private void keep(PduReader pdu, RpcCall call, boolean kept) {
        if (!kept) {
            drop(call, pdu.callId());
            return;
        }
        calls.put(pdu.callId(), call);
        if (calls.size() > CALLS_MAX) {
            shared.ledger.note(Anomaly.RPC_CALLS_FULL);
            drop(calls.values().iterator().next(), calls.keySet().iterator().next());
        }
    }

    private void drop(RpcCall call, int callId) {
        if (call != null) {
            call.forget(shared.memory);
            calls.remove(callId);
        }
    }

    private void readFault(PduReader pdu) {
        drop(calls.get(pdu.callId()), pdu.callId());
    }

    private void readResponse(PduReader pdu, byte[] bytes, Moment now) {
        RpcCall call = calls.get(pdu.callId());
        if (call == null || !call.awaitsAnswer()) {
            return;
        }
        int end = stubEnd(pdu, bytes, STUB_AT);
        boolean first = (pdu.flags() & FIRST_FRAGMENT) != 0;
        boolean last = (pdu.flags() & LAST_FRAGMENT) != 0;
        if (first && last) {
            drop(call, pdu.callId());
            call.answered(bytes, STUB_AT, end, pdu.bigEndian(), levelOf(pdu, bytes) == PRIVACY, now);
        } else if (!call.add(bytes, STUB_AT, end, shared)) {
            drop(call, pdu.callId());
        } else if (last) {
            calls.remove(pdu.callId());
            call.answeredByFragments(pdu.bigEndian(), levelOf(pdu, bytes) == PRIVACY, now);
            call.forget(shared.memory);
        }
    }

    /** The end of the arguments: before the padding and the authentication verifier, if there is one. */
    private static int stubEnd(PduReader pdu, byte[] bytes, int start) {
        int end = bytes.length;
        if (pdu.authBytes() > 0) {
            int verifier = bytes.length - pdu.authBytes() - VERIFIER_HEADER;
            end = verifier < start ? start : verifier - (bytes[verifier + 2] & 0xFF);
        }
        return Math.max(start, end);
    }

    private static int levelOf(PduReader pdu, byte[] bytes) {
        int verifier = bytes.length - pdu.authBytes() - VERIFIER_HEADER;
        return pdu.authBytes() == 0 || verifier < PduReader.HEADER_LENGTH ? 0 : bytes[verifier + 1] & 0xFF;
    }
}
