package io.sharetap.unseal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Decrypts Kerberos messages; one constant for each encryption type: AES with HMAC-SHA1 (RFC 3962), AES with HMAC-SHA2
 * (RFC 8009), RC4 with HMAC-MD5 (RFC 4757). Returns nothing whose checksum does not hold.
 */
enum KerberosCipher {
    AES_128_SHA1(17, 16, "HmacSHA1", 12),
    AES_256_SHA1(18, 32, "HmacSHA1", 12),
    AES_128_SHA2(19, 16, "HmacSHA256", 16),
    AES_256_SHA2(20, 32, "HmacSHA384", 24),
    RC4(23, 16, "HmacMD5", 16);

    private static final int BLOCK_BYTES = 16;
    private static final int RC4_CONFOUNDER_BYTES = 8;
    private static final int ENCRYPTION = 0xAA; // RFC 3961, 5.3
    private static final int INTEGRITY = 0x55;
    private static final int ROTATED_BITS = 13; // RFC 3961, 5.1

    private final int number;
    private final int keyBytes;
    private final String keyedDigest;
    private final int checksumBytes;

    KerberosCipher(int number, int keyBytes, String keyedDigest, int checksumBytes) {
        this.number = number;
        this.keyBytes = keyBytes;
        this.keyedDigest = keyedDigest;
        this.checksumBytes = checksumBytes;
    }

    /** The cipher for this key; null where its type is none of these, or its length does not fit. */
    static KerberosCipher of(KerberosKey key) {
        for (KerberosCipher cipher : values()) {
            if (cipher.number == key.type() && cipher.keyBytes == key.key().length) {
                return cipher;
            }
        }
        return null;
    }

    /**
     * Decrypts bytes that were encrypted with this key for this use (RFC 4120, 7.5.1); padding is left in. Returns null
     * where the key is wrong, its type is not known, or the bytes were changed.
     */
    static byte[] decrypt(KerberosKey key, int usage, byte[] sealed) {
        KerberosCipher cipher = of(key);
        if (cipher == null || sealed.length < cipher.checksumBytes + cipher.confounderBytes()) {
            return null;
        }
        try {
            byte[] plain = cipher == RC4
                    ? rc4(key.key(), usage, sealed)
                    : cipher.aes(key.key(), ByteBuffer.allocate(5).putInt(usage).array(), sealed);
            return plain == null ? null : Arrays.copyOfRange(plain, cipher.confounderBytes(), plain.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is missing", e);
        }
    }

    private int confounderBytes() {
        return this == RC4 ? RC4_CONFOUNDER_BYTES : BLOCK_BYTES;
    }

    /** RFC 4757, 4: the checksum comes first. */
    private static byte[] rc4(byte[] key, int usage, byte[] sealed) {
        byte[] checksum = Arrays.copyOf(sealed, RC4.checksumBytes);
        byte[] ofUse = Hmac.md5(
                key, ByteBuffer.allocate(4).putInt(Integer.reverseBytes(usage)).array());
        RC4Engine engine = new RC4Engine();
        engine.init(false, new KeyParameter(Hmac.md5(ofUse, checksum)));
        byte[] plain = new byte[sealed.length - checksum.length];
        engine.processBytes(sealed, checksum.length, plain.length, plain, 0);
        return MessageDigest.isEqual(checksum, Hmac.md5(ofUse, plain)) ? plain : null;
    }

    /** The checksum comes last. It covers the plain text (RFC 3961, 5.3) or the cipher text (RFC 8009, 5). */
    private byte[] aes(byte[] key, byte[] constant, byte[] sealed) throws GeneralSecurityException {
        boolean sha1 = this == AES_128_SHA1 || this == AES_256_SHA1;
        int bytes = sealed.length - checksumBytes;
        byte[] encryptionKey = derived(key, constant, ENCRYPTION, keyBytes);
        byte[] integrityKey = derived(key, constant, INTEGRITY, sha1 ? keyBytes : checksumBytes);
        Cipher cipher = Cipher.getInstance("AES/CTS/NoPadding");
        byte[] zeros = new byte[BLOCK_BYTES];
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(encryptionKey, "AES"), new IvParameterSpec(zeros));
        byte[] plain = cipher.doFinal(sealed, 0, bytes);
        byte[] checksum = sha1
                ? Hmac.of(keyedDigest, integrityKey, plain)
                : Hmac.of(keyedDigest, integrityKey, zeros, Arrays.copyOf(sealed, bytes));
        byte[] claimed = Arrays.copyOfRange(sealed, bytes, sealed.length);
        return MessageDigest.isEqual(claimed, Arrays.copyOf(checksum, checksumBytes)) ? plain : null;
    }

    private byte[] derived(byte[] key, byte[] constant, int purpose, int bytes) throws GeneralSecurityException {
        constant[constant.length - 1] = (byte) purpose;
        if (this == AES_128_SHA2 || this == AES_256_SHA2) {
            byte[] length = ByteBuffer.allocate(4).putInt(Byte.SIZE * bytes).array();
            return Arrays.copyOf(
                    Hmac.of(keyedDigest, key, new byte[] {0, 0, 0, 1}, constant, new byte[1], length), bytes);
        }
        return derivedBySha1(key, constant, bytes);
    }

    /** DK of RFC 3961, 5.1; random-to-key leaves the bytes of AES keys as they are. */
    private static byte[] derivedBySha1(byte[] key, byte[] constant, int bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        SecretKeySpec secret = new SecretKeySpec(key, "AES");
        byte[] block = folded(constant, BLOCK_BYTES);
        byte[] result = new byte[bytes];
        for (int at = 0; at < bytes; at += BLOCK_BYTES) {
            cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(new byte[BLOCK_BYTES]));
            block = cipher.doFinal(block);
            System.arraycopy(block, 0, result, at, BLOCK_BYTES);
        }
        return result;
    }

    /**
     * n-fold of RFC 3961, 5.1. Copies of the input, each rotated right by 13 bits more than the one before, are joined
     * up to the least common multiple of both lengths. The result is cut into pieces of the output's length, and these
     * are added with end-around carry.
     */
    static byte[] folded(byte[] input, int bytes) {
        int divisor =
                BigInteger.valueOf(input.length).gcd(BigInteger.valueOf(bytes)).intValue();
        int copies = bytes / divisor;
        ByteBuffer turned = ByteBuffer.allocate(copies * input.length);
        int bits = Byte.SIZE * input.length;
        BigInteger value = new BigInteger(1, input);
        BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        for (int copy = 0; copy < copies; copy++) {
            int right = copy * ROTATED_BITS % bits;
            turned.put(fixed(
                    value.shiftRight(right).or(value.shiftLeft(bits - right)).and(all), input.length));
        }
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < turned.capacity(); at += bytes) {
            sum = sum.add(new BigInteger(1, Arrays.copyOfRange(turned.array(), at, at + bytes)));
        }
        BigInteger ones = BigInteger.ONE.shiftLeft(Byte.SIZE * bytes).subtract(BigInteger.ONE);
        return fixed(sum.mod(ones), bytes);
    }

    /** The number in exactly so many bytes, with leading zeros. */
    private static byte[] fixed(BigInteger number, int bytes) {
        byte[] digits = number.toByteArray();
        byte[] result = new byte[bytes];
        int taken = Math.min(bytes, digits.length);
        System.arraycopy(digits, digits.length - taken, result, bytes - taken, taken);
        return result;
    }
}
