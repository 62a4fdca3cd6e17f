package io.sharetap.rpc;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import java.util.Arrays;

/** Holds one call from its first fragment to its answer. */
final class RpcCall {
    final RpcConversation conversation;
    final RpcInterface meaning;
    final int opnum;
    boolean sealed;
    int fragments;
    /** The server's object that is called; null: not told. */
    PackedReader.Uuid object;

    private final boolean bigEndian;
    private final boolean ndr64;
    private byte[] stub;
    private int stubBytes;
    private Meaning asked;

    /** The meaning of a call, which takes effect with its answer. */
    interface Meaning {
        /**
         * Takes the answer.
         *
         * @param answer null: the answer was not seen, or is sealed
         * @param seen the server was seen to answer
         */
        void onAnswer(NdrReader answer, boolean seen, Moment now);
    }

    RpcCall(RpcConversation conversation, RpcInterface meaning, int opnum, boolean bigEndian, boolean ndr64) {
        this.conversation = conversation;
        this.meaning = meaning;
        this.opnum = opnum;
        this.bigEndian = bigEndian;
        this.ndr64 = ndr64;
    }

    String operation() {
        return meaning.operation(opnum);
    }

    /** Adds a fragment's part of the arguments; false where they become too long. */
    boolean add(byte[] bytes, int from, int to, RpcState shared) {
        fragments++;
        int count = to - from;
        if (count == 0) {
            return true;
        }
        if (count > shared.limits.rpcBytesPerCall() - stubBytes) {
            shared.ledger.note(Anomaly.RPC_CALL_TOO_LONG);
            return false;
        }
        int length = stub == null ? 0 : stub.length;
        if (stubBytes + count > length) {
            int larger = Math.min(shared.limits.rpcBytesPerCall(), Math.max(stubBytes + count, 2 * length));
            if (!shared.memory.take(larger - length)) {
                return false;
            }
            stub = stub == null ? new byte[larger] : Arrays.copyOf(stub, larger);
        }
        System.arraycopy(bytes, from, stub, stubBytes, count);
        stubBytes += count;
        return true;
    }

    void forget(RpcMemory memory) {
        if (stub != null) {
            memory.giveBack(stub.length);
            stub = null;
        }
        stubBytes = 0;
        fragments = 0;
    }

    void asked(byte[] bytes, int from, int to, Moment now) {
        RpcState shared = conversation.shared;
        NdrReader arguments = sealed ? null : shared.arguments.wrap(bytes, from, to - from, bigEndian, ndr64);
        asked = shared.meaningOf(this, arguments);
        if (arguments != null && arguments.broken()) {
            shared.ledger.note(Anomaly.RPC_ARGUMENTS_INVALID);
        }
    }

    void askedByFragments(Moment now) {
        asked(stub, 0, stubBytes, now);
    }

    boolean awaitsAnswer() {
        return asked != null;
    }

    void answered(byte[] bytes, int from, int to, boolean big, boolean sealedAnswer, Moment now) {
        boolean readable = !sealed && !sealedAnswer;
        asked.onAnswer(
                readable ? conversation.shared.arguments.wrap(bytes, from, to - from, big, ndr64) : null, true, now);
    }

    void answeredByFragments(boolean big, boolean sealedAnswer, Moment now) {
        answered(stub, 0, stubBytes, big, sealedAnswer, now);
    }

    /**
     * The execution that this call caused.
     *
     * @param what name, display name and command, as far as they are known
     * @param tool null: the call is not typical of any tool
     */
    RemoteExecution execution(String via, String act, KnownServices.Service what, String tool, boolean seen) {
        return new RemoteExecution(
                conversation.connection,
                conversation.session,
                via,
                act,
                what.name(),
                what.displayName(),
                what.command(),
                tool,
                operation(),
                sealed,
                seen);
    }

    /** Its answer will not come. */
    void unanswered(Moment now) {
        if (asked != null) {
            asked.onAnswer(null, false, now);
        }
    }
}
