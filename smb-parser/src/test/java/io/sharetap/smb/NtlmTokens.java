package io.sharetap.smb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes messages of NTLMSSP, [MS-NLMP] 2.2.1. */
final class NtlmTokens {
    private static final int FIXED_LENGTH = 88;
    private static final int UNICODE = 1;
    private static final int NT_RESPONSE_BYTES = 24;
    private static final String SIGNATURE = "NTLMSSP\0";

    private NtlmTokens() {}

    /** A message of this type without any more than that. */
    static byte[] message(int type, int length) {
        return Smb2Messages.bytes(length)
                .put(0, SIGNATURE.getBytes(StandardCharsets.US_ASCII))
                .put(8, (byte) type)
                .array();
    }

    /** AUTHENTICATE_MESSAGE of a user who proves who it is; texts may be empty. */
    static byte[] authenticate(String domain, String user, String workstation) {
        return authenticate(UNICODE, 0, NT_RESPONSE_BYTES, domain, user, workstation);
    }

    static byte[] authenticate(int flags, int lmBytes, int ntBytes, String domain, String user, String workstation) {
        byte[][] texts = {Smb2Messages.utf16(domain), Smb2Messages.utf16(user), Smb2Messages.utf16(workstation)};
        int length = FIXED_LENGTH + texts[0].length + texts[1].length + texts[2].length + lmBytes + ntBytes;
        byte[] bytes = message(3, length);
        ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = FIXED_LENGTH;
        int[] fields = {28, 36, 44};
        for (int i = 0; i < fields.length; i++) {
            message.putShort(fields[i], (short) texts[i].length)
                    .putInt(fields[i] + 4, at)
                    .put(at, texts[i]);
            at += texts[i].length;
        }
        message.putShort(12, (short) lmBytes).putInt(16, at);
        message.putShort(20, (short) ntBytes).putInt(24, at + lmBytes);
        message.putInt(60, flags);
        return bytes;
    }

    /** As clients that want to be nobody have it. */
    static byte[] anonymous() {
        return authenticate(UNICODE | 0x800, 1, 0, "", "", "WS66");
    }
}
