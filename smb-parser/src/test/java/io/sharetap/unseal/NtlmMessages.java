package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes messages of NTLMSSP. */
final class NtlmMessages {
    private NtlmMessages() {}

    /** An AUTHENTICATE_MESSAGE, [MS-NLMP] 2.2.1.3, with these fields; without its signature. */
    static byte[] authenticate(int flags, String domain, String user, byte[] lm, byte[] nt, byte[] key) {
        ByteBuffer message = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        message.position(64);
        put(message, 12, lm);
        put(message, 20, nt);
        put(message, 28, domain.getBytes(StandardCharsets.UTF_16LE));
        put(message, 36, user.getBytes(StandardCharsets.UTF_16LE));
        put(message, 52, key);
        message.putInt(60, flags);
        return message.array();
    }

    private static void put(ByteBuffer message, int fieldAt, byte[] content) {
        message.putShort(fieldAt, (short) content.length);
        message.putInt(fieldAt + 4, message.position());
        message.put(content);
    }

    /** The NtChallengeResponse of NTLMv2: its proof, and what it proves. */
    static byte[] joined(byte[] proof, byte[] blob) {
        return ByteBuffer.allocate(proof.length + blob.length)
                .put(proof)
                .put(blob)
                .array();
    }
}
