package io.sharetap.event;

/**
 * Holds what was found of a program's signature ({@code file.code_signature.*}). Texts null where nothing is known.
 *
 * @param exists a certificate table is there; null: cannot be told
 * @param subjectName whom the signer's certificate names
 * @param digestAlgorithm by which the program was hashed, such as {@code sha256}
 * @param valid the digest was recomputed and the signature over it holds; null: not recomputed
 * @param trusted its certificates lead to a root that the sensor knows; null: not judged
 * @param status why it is as it is, such as {@code trusted} or {@code digest_mismatch}
 * @param epochSeconds when it was signed, as a time stamp vouches for; -1: none does
 * @param rootName whom that root names
 * @param microsoft that root is one of Microsoft's
 */
public record CodeSignature(
        Boolean exists,
        String subjectName,
        String digestAlgorithm,
        Boolean valid,
        Boolean trusted,
        String status,
        long epochSeconds,
        String rootName,
        boolean microsoft) {

    /** The facts where it is only known whether a certificate table is there. */
    public static CodeSignature of(boolean exists) {
        return new CodeSignature(exists, null, null, null, null, null, -1, null, false);
    }

    /** Whether the signature holds, and leads to a root of Microsoft's. */
    public boolean microsoftHolds() {
        return microsoft && Boolean.TRUE.equals(valid) && Boolean.TRUE.equals(trusted);
    }
}
