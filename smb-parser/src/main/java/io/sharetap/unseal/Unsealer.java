package io.sharetap.unseal;

import io.netty.buffer.ByteBuf;
import io.sharetap.base.ByteWindow;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts messages in a transform ([MS-SMB2] 2.2.41, 3.1.4.3), with the processor's AES instructions as far as Java
 * uses them. One instance serves one worker.
 *
 * <p>Both ciphers are computed in two steps, block by block: the bytes are decrypted in counter mode, and the plain
 * text is passed through the function that yields the tag. The message is handed on only if the tag holds. Java's own
 * GCM is of little use for decryption: it gathers a message first and then processes it in one call, for which the
 * compiler has no fast code when the message is long. So the plain text is encrypted again with GCM, for the tag alone.
 * CCM (RFC 3610), which Java does not have, uses a chain of blocks (CBC) as its tag.
 *
 * <p>The compiler uses the processor's AES instructions only after some ten thousand calls, whatever their length;
 * until then a call is a hundred times slower. So the first calls are made with short blocks.
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
    private static final int FIRST_COUNTER = 2; // 1 is the tag's (SP800-38D, 7.1)
    private static final int FIRST_BLOCKS = 30_000;
    private static final int FIRST_BLOCK_BYTES = 256;
    private static final int AES_BLOCK_BYTES = 16;
    private static final byte CCM_COUNTER_FLAGS = 3; // bytes of the length, less one (RFC 3610, 2.3)
    private static final byte CCM_FIRST_FLAGS = 0x7B; // the same, a tag of 16 bytes, and more to authenticate (2.2)
    private static final int CCM_HEAD_BYTES = 4 * AES_BLOCK_BYTES;

    /** Bytes that its buffers take. */
    public static final long FIXED_BYTES = 3L * BLOCK_BYTES;

    private final byte[] sealed = new byte[BLOCK_BYTES];
    private final byte[] again = new byte[BLOCK_BYTES + TAG_BYTES];
    private final byte[] plain = new byte[BLOCK_BYTES];
    private final byte[] head = new byte[HEADER_LENGTH];
    private int blocksOfGcm;
    private int blocksOfCcm;
    private Cipher counterMode;
    private Cipher gcm;
    private Cipher chain;

    /**
     * Decrypts a whole message into {@code output} from index 0 on, which must have room for it.
     *
     * @return bytes of the message inside; -1: no key of the session fits, or the message was changed
     */
    public int unseal(ByteWindow message, boolean fromClient, CipherKeys keys, ByteBuf output) {
        int bytes = message.length() - HEADER_LENGTH;
        if (bytes <= 0 || message.u32le(SIZE_AT) != bytes) {
            return -1;
        }
        message.copyTo(0, head, 0, HEADER_LENGTH);
        SecretKeySpec key = new SecretKeySpec(keys.from(fromClient), "AES");
        try {
            for (Suite suite : keys.suites()) {
                byte[] nonce = Arrays.copyOfRange(head, NONCE_AT, NONCE_AT + suite.nonceBytes());
                boolean holds = suite.isGcm()
                        ? gcm(key, nonce, message, bytes, output)
                        : ccm(key, nonce, message, bytes, output);
                if (holds) {
                    keys.found(suite);
                    return bytes;
                }
            }
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is missing", e);
        }
    }

    private boolean gcm(SecretKeySpec key, byte[] nonce, ByteWindow message, int bytes, ByteBuf output)
            throws GeneralSecurityException {
        if (gcm == null) {
            gcm = Cipher.getInstance(GCM);
        }
        byte[] counter = Arrays.copyOf(nonce, AES_BLOCK_BYTES);
        counter[AES_BLOCK_BYTES - 1] = FIRST_COUNTER;
        beginCounter(key, counter);
        beginTag(key, new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce));
        gcm.updateAAD(head, AUTHENTICATED_AT, HEADER_LENGTH - AUTHENTICATED_AT);
        int blockBytes = blockBytes(blocksOfGcm);
        decrypt(message, bytes, output, gcm, 1, blockBytes);
        blocksOfGcm = Math.min(FIRST_BLOCKS, blocksOfGcm + bytes / blockBytes);
        byte[] end = gcm.doFinal();
        return sameTag(end, end.length - TAG_BYTES);
    }

    private static int blockBytes(int before) {
        return before < FIRST_BLOCKS ? FIRST_BLOCK_BYTES : BLOCK_BYTES;
    }

    private void beginCounter(SecretKeySpec key, byte[] first) throws GeneralSecurityException {
        if (counterMode == null) {
            counterMode = Cipher.getInstance("AES/CTR/NoPadding");
        }
        counterMode.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(first));
    }

    /**
     * Decrypts all bytes, and passes the plain text through {@code tag}, padded with zeros to a multiple of
     * {@code unit}.
     *
     * @return how many bytes of {@link #again} came out of {@code tag} last
     */
    private int decrypt(ByteWindow message, int bytes, ByteBuf output, Cipher tag, int unit, int blockBytes)
            throws GeneralSecurityException {
        int last = 0;
        for (int at = 0; at < bytes; at += blockBytes) {
            int step = Math.min(blockBytes, bytes - at);
            message.copyTo(HEADER_LENGTH + at, sealed, 0, step);
            counterMode.update(sealed, 0, step, plain, 0);
            output.setBytes(at, plain, 0, step);
            int filled = (step + unit - 1) / unit * unit;
            Arrays.fill(plain, step, filled, (byte) 0);
            last = tag.update(plain, 0, filled, again, 0);
        }
        return last;
    }

    /** Java rightly refuses to encrypt twice with the same nonce; but a retransmitted message has the same one. */
    private void beginTag(SecretKeySpec secret, GCMParameterSpec nonce) throws GeneralSecurityException {
        try {
            gcm.init(Cipher.ENCRYPT_MODE, secret, nonce);
        } catch (InvalidAlgorithmParameterException e) {
            gcm = Cipher.getInstance(GCM);
            gcm.init(Cipher.ENCRYPT_MODE, secret, nonce);
        }
    }

    private boolean ccm(SecretKeySpec key, byte[] nonce, ByteWindow message, int bytes, ByteBuf output)
            throws GeneralSecurityException {
        if (chain == null) {
            chain = Cipher.getInstance("AES/CBC/NoPadding");
        }
        ByteBuffer counter =
                ByteBuffer.allocate(AES_BLOCK_BYTES).put(CCM_COUNTER_FLAGS).put(nonce);
        beginCounter(key, counter.array());
        byte[] mask = counterMode.update(new byte[TAG_BYTES]);
        ByteBuffer first = ByteBuffer.allocate(CCM_HEAD_BYTES)
                .put(CCM_FIRST_FLAGS)
                .put(nonce)
                .putInt(bytes);
        first.putShort((short) (HEADER_LENGTH - AUTHENTICATED_AT));
        first.put(head, AUTHENTICATED_AT, HEADER_LENGTH - AUTHENTICATED_AT);
        chain.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[AES_BLOCK_BYTES]));
        chain.update(first.array());
        int blockBytes = blockBytes(blocksOfCcm);
        int end = decrypt(message, bytes, output, chain, AES_BLOCK_BYTES, blockBytes);
        blocksOfCcm = Math.min(FIRST_BLOCKS, blocksOfCcm + bytes / blockBytes);
        for (int i = 0; i < TAG_BYTES; i++) {
            again[end - TAG_BYTES + i] ^= mask[i];
        }
        return sameTag(again, end - TAG_BYTES);
    }

    /** Compares in constant time. */
    private boolean sameTag(byte[] found, int from) {
        int different = 0;
        for (int i = 0; i < TAG_BYTES; i++) {
            different |= found[from + i] ^ head[TAG_AT + i];
        }
        return different == 0;
    }

    /** Bytes of memory that the buffers take. */
    public long heldBytes() {
        return FIXED_BYTES;
    }
}
