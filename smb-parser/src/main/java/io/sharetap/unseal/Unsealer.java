package io.sharetap.unseal;

import io.netty.buffer.ByteBuf;
import io.sharetap.base.ByteWindow;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Decrypts messages in a transform ([MS-SMB2] 2.2.41, 3.1.4.3). Keeps buffers that grow to the largest message, at most
 * as long as it is allowed to be. One instance serves one worker.
 *
 * <p>GCM is taken in two steps: Java's own, asked to decrypt, gathers a message first and then takes it in one call
 * that its compiler has no fast code for when the message is long. So the bytes are decrypted in counter mode, by
 * blocks, and encrypted again beside, which gives the tag; only then is anything handed on.
 */
public final class Unsealer {
    private static final String GCM = "AES/GCM/NoPadding";
    private static final int TAG_AT = 4; // Signature, 16 bytes
    private static final int TAG_BYTES = 16;
    private static final int NONCE_AT = 20;
    private static final int AUTHENTICATED_AT = 20; // up to the header's end
    private static final int SIZE_AT = 36; // OriginalMessageSize, u32
    private static final int HEADER_LENGTH = 52;
    private static final int BLOCK_BYTES = 16_384;
    private static final int COUNTER_BYTES = 16;
    private static final int FIRST_COUNTER = 2; // 1 is the tag's (SP800-38D, 7.1)

    /** What it takes before the first long message came. */
    public static final long FIXED_BYTES = 3L * BLOCK_BYTES;

    private final byte[] sealed = new byte[BLOCK_BYTES];
    private final byte[] again = new byte[BLOCK_BYTES + TAG_BYTES];
    private final byte[] plain = new byte[BLOCK_BYTES];
    private final byte[] head = new byte[HEADER_LENGTH];
    private byte[] whole = new byte[0];
    private Cipher counterMode;
    private Cipher gcm;

    /**
     * Decrypts a whole message into {@code output} from 0 on, which has room for it.
     *
     * @return bytes of the message inside; -1: no key of the session fits, or the message was changed
     */
    public int unseal(ByteWindow message, boolean fromClient, CipherKeys keys, ByteBuf output) {
        int bytes = message.length() - HEADER_LENGTH;
        if (bytes <= 0 || message.u32le(SIZE_AT) != bytes) {
            return -1;
        }
        message.copyTo(0, head, 0, HEADER_LENGTH);
        for (Suite suite : keys.suites()) {
            byte[] key = keys.from(fromClient);
            boolean holds =
                    suite.isGcm() ? gcm(suite, key, message, bytes, output) : ccm(suite, key, message, bytes, output);
            if (holds) {
                return bytes;
            }
        }
        return -1;
    }

    private boolean gcm(Suite suite, byte[] key, ByteWindow message, int bytes, ByteBuf output) {
        try {
            if (gcm == null) {
                counterMode = Cipher.getInstance("AES/CTR/NoPadding");
                gcm = Cipher.getInstance(GCM);
            }
            SecretKeySpec secret = new SecretKeySpec(key, "AES");
            byte[] nonce = Arrays.copyOfRange(head, NONCE_AT, NONCE_AT + suite.nonceBytes());
            byte[] counter = Arrays.copyOf(nonce, COUNTER_BYTES);
            counter[COUNTER_BYTES - 1] = FIRST_COUNTER;
            counterMode.init(Cipher.DECRYPT_MODE, secret, new IvParameterSpec(counter));
            beginTag(secret, new GCMParameterSpec(8 * TAG_BYTES, nonce));
            gcm.updateAAD(head, AUTHENTICATED_AT, HEADER_LENGTH - AUTHENTICATED_AT);
            for (int at = 0; at < bytes; at += BLOCK_BYTES) {
                int step = Math.min(BLOCK_BYTES, bytes - at);
                message.copyTo(HEADER_LENGTH + at, sealed, 0, step);
                counterMode.update(sealed, 0, step, plain, 0);
                output.setBytes(at, plain, 0, step);
                gcm.update(plain, 0, step, again, 0);
            }
            byte[] end = gcm.doFinal();
            return sameTag(end, end.length - TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is missing", e);
        }
    }

    /** Java refuses to encrypt twice with one nonce, as it must; a message that is sent again has the same. */
    private void beginTag(SecretKeySpec secret, GCMParameterSpec nonce) throws GeneralSecurityException {
        try {
            gcm.init(Cipher.ENCRYPT_MODE, secret, nonce);
        } catch (InvalidAlgorithmParameterException e) {
            gcm = Cipher.getInstance(GCM);
            gcm.init(Cipher.ENCRYPT_MODE, secret, nonce);
        }
    }

    private boolean ccm(Suite suite, byte[] key, ByteWindow message, int bytes, ByteBuf output) {
        if (whole.length < bytes + TAG_BYTES) {
            whole = new byte[bytes + TAG_BYTES];
        }
        message.copyTo(HEADER_LENGTH, whole, 0, bytes);
        System.arraycopy(head, TAG_AT, whole, bytes, TAG_BYTES);
        byte[] nonce = Arrays.copyOfRange(head, NONCE_AT, NONCE_AT + suite.nonceBytes());
        byte[] authenticated = Arrays.copyOfRange(head, AUTHENTICATED_AT, HEADER_LENGTH);
        CCMBlockCipher cipher = (CCMBlockCipher) CCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(false, new AEADParameters(new KeyParameter(key), 8 * TAG_BYTES, nonce, authenticated));
        try {
            cipher.processPacket(whole, 0, bytes + TAG_BYTES, whole, 0);
            output.setBytes(0, whole, 0, bytes);
            return true;
        } catch (InvalidCipherTextException e) {
            return false;
        }
    }

    /** Compared in a time that does not tell where they differ. */
    private boolean sameTag(byte[] found, int from) {
        int different = 0;
        for (int i = 0; i < TAG_BYTES; i++) {
            different |= found[from + i] ^ head[TAG_AT + i];
        }
        return different == 0;
    }

    /** Bytes of memory that it takes. */
    public long heldBytes() {
        return whole.length + FIXED_BYTES;
    }
}
