package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Encrypts messages as a sender does ([MS-SMB2] 2.2.41), by others' code for the ciphers. */
public final class Sealer {
    public static final int HEADER_LENGTH = 52;
    private static final int TAG_AT = 4;
    private static final int NONCE_AT = 20;
    private static final int TAG_BYTES = 16;

    private Sealer() {}

    /** @param nonce as many bytes of it as the cipher takes are used */
    public static byte[] sealed(Suite suite, byte[] key, byte[] nonce, long sessionId, byte[] plain) {
        ByteBuffer message = ByteBuffer.allocate(HEADER_LENGTH + plain.length).order(ByteOrder.LITTLE_ENDIAN);
        byte[] used = Arrays.copyOf(nonce, suite.nonceBytes());
        message.putInt(0, 0x424D_53FD)
                .putInt(36, plain.length)
                .putShort(42, (short) 1)
                .putLong(44, sessionId);
        message.put(NONCE_AT, used);
        byte[] authenticated = Arrays.copyOfRange(message.array(), NONCE_AT, HEADER_LENGTH);
        byte[] both = suite.isGcm() ? gcm(key, used, authenticated, plain) : ccm(key, used, authenticated, plain);
        message.put(HEADER_LENGTH, both, 0, plain.length);
        message.put(TAG_AT, both, plain.length, TAG_BYTES);
        return message.array();
    }

    private static byte[] gcm(byte[] key, byte[] nonce, byte[] authenticated, byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            GCMParameterSpec parameters = new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), parameters);
            cipher.updateAAD(authenticated);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ccm(byte[] key, byte[] nonce, byte[] authenticated, byte[] plain) {
        CCMBlockCipher cipher = (CCMBlockCipher) CCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(true, new AEADParameters(new KeyParameter(key), Byte.SIZE * TAG_BYTES, nonce, authenticated));
        try {
            return cipher.processPacket(plain, 0, plain.length);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError(e);
        }
    }
}
