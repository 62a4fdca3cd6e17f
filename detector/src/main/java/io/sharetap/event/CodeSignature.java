package io.sharetap.event;

/**
 * Holds what was found of a program's signature ({@code file.code_signature.*}). Texts null where nothing is known.
 *
 * @param exists whether a certificate table is there; null: not known
 * @param subjectName subject of the signer's certificate
 * @param digestAlgorithm by which the program was hashed, such as {@code sha256}
 * @param valid whether the digest was recomputed and the signature over it holds; null: it was not recomputed
 * @param trusted whether its certificates lead to a root that the sensor knows; null: not judged
 * @param status the verdict with its reason, such as {@code trusted} or {@code digest_mismatch}
 * @param epochSeconds time of the signature in a trusted time stamp; -1: there is none
 * @param rootName subject of that root
 * @param microsoft whether that root is one of Microsoft's
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
