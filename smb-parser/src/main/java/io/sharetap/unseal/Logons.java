package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the NEGOTIATE and SESSION_SETUP messages of one connection, whole and in order, and gives a session's cipher
 * keys once its logon is granted ([MS-SMB2] 3.2.5.2, 3.2.5.3). Remembers as many unfinished logons as are usual, and
 * forgets the oldest first.
 */
public final class Logons {
    private static final int UNDER_WAY_MAX = 16;
    private static final int STATUS_AT = 8; // u32, in answers
    private static final int COMMAND_AT = 12; // u16
    private static final int MESSAGE_ID_AT = 24; // u64
    private static final int SESSION_ID_AT = 40; // u64
    private static final int BODY_AT = 64;
    private static final int NEGOTIATE = 0;
    private static final int STATUS_MORE_PROCESSING_REQUIRED = 0xC000_0016;
    private static final int DIALECT_AT = BODY_AT + 4; // DialectRevision, u16
    private static final int CONTEXTS_AT = BODY_AT + 6; // NegotiateContextCount, u16
    private static final int CONTEXTS_OFFSET_AT = BODY_AT + 60; // NegotiateContextOffset, u32
    private static final int ENCRYPTION_CAPABILITIES = 2;
    private static final int CONTEXT_HEADER_LENGTH = 8;
    private static final int CONTEXTS_MAX = 16;
    private static final int SMB_30 = 0x0300;
    private static final int SMB_302 = 0x0302;
    private static final int SMB_311 = 0x0311;
    private static final int SETUP_FLAGS_AT = BODY_AT + 2; // u8, in requests
    private static final int FLAG_BINDING = 1;

    /** The state of an unfinished logon. */
    private record Step(byte[] hash, byte[] challenge, byte[] response, byte[] ticket, boolean fresh, boolean binding) {
        private static final int OVERHEAD_BYTES = 256;

        long bytes() {
            return OVERHEAD_BYTES + hash.length + lengthOf(challenge) + lengthOf(response) + lengthOf(ticket);
        }

        private static int lengthOf(byte[] bytes) {
            return bytes == null ? 0 : bytes.length;
        }
    }

    /**
     * The result of a granted logon: the session's cipher keys, and the client that its ticket names; either may be
     * null.
     *
     * @param passwordWrong the account's password was given, but proved to be wrong
     */
    public record Granted(CipherKeys keys, KerberosLogon client, boolean passwordWrong) {}

    private static final Granted NOTHING = new Granted(null, null, false);

    private final LogonMemory memory;
    private final Map<Long, Step> asked = new LinkedHashMap<>();
    private final Map<Long, Step> answered = new LinkedHashMap<>();
    private byte[] connectionHash = new byte[Preauthentication.BYTES];
    private int dialect;
    private Suite suite;

    /** Counts what it remembers in {@code memory}, which all connections of a worker share. */
    public Logons(LogonMemory memory) {
        this.memory = memory;
    }

    /** Remembers a step; false where there is no room, and the logon is then not followed. */
    private boolean remember(Map<Long, Step> steps, long number, Step step) {
        forget(steps, number);
        if (steps.size() >= UNDER_WAY_MAX) {
            forget(steps, steps.keySet().iterator().next());
        }
        boolean room = memory.take(step.bytes());
        if (room) {
            steps.put(number, step);
        }
        return room;
    }

    private Step forget(Map<Long, Step> steps, long number) {
        Step step = steps.remove(number);
        if (step != null) {
            memory.giveBack(step.bytes());
        }
        return step;
    }

    /** The connection has ended: all is forgotten. */
    public void end() {
        for (Map<Long, Step> steps : List.of(asked, answered)) {
            steps.values().forEach(step -> memory.giveBack(step.bytes()));
            steps.clear();
        }
    }

    /** Takes a request, from its header on. Returns false where there is no room to follow its logon. */
    public boolean onRequest(byte[] message) {
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (message.length < BODY_AT + 4) {
            return true;
        }
        if (fields.getShort(COMMAND_AT) == NEGOTIATE) {
            connectionHash = Preauthentication.after(new byte[Preauthentication.BYTES], message);
            return true;
        }
        long sessionId = fields.getLong(SESSION_ID_AT);
        Step before = sessionId == 0 ? null : answered.get(sessionId);
        boolean binding = (message[SETUP_FLAGS_AT] & FLAG_BINDING) != 0;
        byte[] hash = Preauthentication.after(before == null ? connectionHash : before.hash(), message);
        byte[] challenge = before == null ? null : before.challenge();
        boolean fresh = sessionId == 0 || before != null && before.fresh();
        return remember(
                asked,
                fields.getLong(MESSAGE_ID_AT),
                new Step(hash, challenge, NtlmExchange.responseIn(message), ticket(message, before), fresh, binding));
    }

    /** The ticket in this request, or in an earlier one of the same logon. */
    private static byte[] ticket(byte[] message, Step before) {
        byte[] found = KerberosLogon.requestIn(message);
        return found == null && before != null ? before.ticket() : found;
    }

    /**
     * Takes an answer, from its header on.
     *
     * @return what it grants; {@code NOTHING} where it grants no session, or one whose keys cannot be known
     */
    public Granted onAnswer(byte[] message, Secrets secrets) {
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (message.length < BODY_AT + 8) {
            return NOTHING;
        }
        int status = fields.getInt(STATUS_AT);
        if (fields.getShort(COMMAND_AT) == NEGOTIATE) {
            if (status == 0) {
                negotiated(message, fields);
            }
            return NOTHING;
        }
        Step step = forget(asked, fields.getLong(MESSAGE_ID_AT));
        long sessionId = fields.getLong(SESSION_ID_AT);
        if (step == null) {
            return NOTHING;
        }
        if (status == STATUS_MORE_PROCESSING_REQUIRED) {
            byte[] hash = Preauthentication.after(step.hash(), message);
            remember(
                    answered,
                    sessionId,
                    new Step(
                            hash,
                            NtlmExchange.challengeIn(message),
                            null,
                            step.ticket(),
                            step.fresh(),
                            step.binding()));
            return NOTHING;
        }
        forget(answered, sessionId);
        // A request that binds a channel, or repeats the logon, does not change the session's cipher keys.
        if (status != 0 || !step.fresh() && !step.binding()) {
            return NOTHING;
        }
        return step.binding()
                ? new Granted(null, secrets.logon(step.ticket()), false)
                : granted(step, sessionId, message, secrets);
    }

    private Granted granted(Step step, long sessionId, byte[] answer, Secrets secrets) {
        KerberosLogon client = secrets.logon(step.ticket());
        NtlmExchange.Proof proof = secrets.proof(sessionId, step.challenge(), step.response());
        byte[] key = proof.sessionKey();
        if (key == null && client != null) {
            key = client.sessionKey(KerberosLogon.replyIn(answer));
        }
        return new Granted(keys(key, step.hash()), client, key == null && proof.passwordWrong());
    }

    private CipherKeys keys(byte[] sessionKey, byte[] hash) {
        if (sessionKey == null) {
            return null;
        }
        if (dialect == SMB_311) {
            return suite == null ? null : CipherKeys.of311(suite, Arrays.copyOf(sessionKey, suite.keyBytes()), hash);
        }
        return dialect == SMB_30 || dialect == SMB_302
                ? CipherKeys.of30(Arrays.copyOf(sessionKey, Suite.AES_128_CCM.keyBytes()))
                : null;
    }

    private void negotiated(byte[] message, ByteBuffer fields) {
        dialect = fields.getShort(DIALECT_AT) & 0xFFFF;
        suite = null;
        if (dialect == SMB_311) {
            connectionHash = Preauthentication.after(connectionHash, message);
            readContexts(message, fields);
        }
    }

    /** Reads the cipher that the server chose ([MS-SMB2] 2.2.4.1.2); contexts are aligned to 8 bytes. */
    private void readContexts(byte[] message, ByteBuffer fields) {
        if (message.length < CONTEXTS_OFFSET_AT + 4) {
            return;
        }
        int count = Math.min(fields.getShort(CONTEXTS_AT) & 0xFFFF, CONTEXTS_MAX);
        long at = fields.getInt(CONTEXTS_OFFSET_AT) & 0xFFFF_FFFFL;
        for (int i = 0; i < count && at + CONTEXT_HEADER_LENGTH <= message.length; i++) {
            int type = fields.getShort((int) at) & 0xFFFF;
            int length = fields.getShort((int) at + 2) & 0xFFFF;
            int data = (int) at + CONTEXT_HEADER_LENGTH;
            if (type == ENCRYPTION_CAPABILITIES && length >= 4 && data + 4 <= message.length) {
                suite = Suite.of(fields.getShort(data + 2) & 0xFFFF);
            }
            at = data + length + 7L & ~7L;
        }
    }
}
