package io.sharetap.unseal;

/** The ciphers of SMB 3 ([MS-SMB2] 2.2.3.1.2), each with the length of its key and its nonce in bytes. */
public enum Suite {
    AES_128_CCM(1, 16, 11),
    AES_128_GCM(2, 16, 12),
    AES_256_CCM(3, 32, 11),
    AES_256_GCM(4, 32, 12);

    private final int number;
    private final int keyBytes;
    private final int nonceBytes;

    Suite(int number, int keyBytes, int nonceBytes) {
        this.number = number;
        this.keyBytes = keyBytes;
        this.nonceBytes = nonceBytes;
    }

    /** The cipher with this number in an encryption context; null where none is documented. */
    public static Suite of(int number) {
        for (Suite each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        return null;
    }

    int keyBytes() {
        return keyBytes;
    }

    int nonceBytes() {
        return nonceBytes;
    }

    boolean isGcm() {
        return this == AES_128_GCM || this == AES_256_GCM;
    }
}
