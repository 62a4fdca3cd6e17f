package io.sharetap.signature;

/**
 * Describes the signature of an image, or the best one of several. Texts are null where nothing is known.
 *
 * @param subjectName subject of the signer's certificate
 * @param digestAlgorithm by which the image was hashed for the signature: {@code md5}, {@code sha1}, {@code sha256},
 *     {@code sha384}, {@code sha512}
 * @param authentihash SHA-256 over the parts that such signatures cover, 32 bytes; null: no signature asked for it
 * @param valid whether the digest was recomputed, equals the signed one, and the signature over it holds; null: it
 *     could not be recomputed
 * @param trusted whether, in addition, the certificates led to a known root at the time of the signature; null: the
 *     signature itself does not hold
 * @param signedEpochSeconds time in a time stamp whose certificates lead to a known root; -1: there is none
 * @param rootName subject of the root to which the certificates lead
 * @param microsoft whether that root is one of Microsoft's
 */
public record SignatureFacts(
        String subjectName,
        String digestAlgorithm,
        byte[] authentihash,
        Boolean valid,
        Boolean trusted,
        Status status,
        long signedEpochSeconds,
        String rootName,
        boolean microsoft) {

    /** The verdict and its reason. */
    public enum Status {
        /** It holds, and its certificates lead to a root that we know. */
        TRUSTED,
        /** It holds; its certificates lead to no root that we know. */
        UNTRUSTED_ROOT,
        /** It holds; a certificate was not valid at the time of the signature, or no time stamp tells when that was. */
        EXPIRED,
        /** It holds; a certificate is not one for signing code, or was not issued by whom it names. */
        UNTRUSTED_CERTIFICATE,
        /** It holds, but it or a certificate uses a digest that can be forged. */
        WEAK_DIGEST,
        /** The image is not the one that was signed. */
        DIGEST_MISMATCH,
        /** The signature was not made with the signer's key over this digest. */
        SIGNATURE_MISMATCH,
        /** The digest could not be recomputed: bytes are missing, or it would take too much work. */
        NOT_COMPUTED,
        /** It uses an algorithm that we do not know. */
        UNSUPPORTED,
        /** It cannot be read. */
        MALFORMED
    }

    /** The facts where the signature cannot be read at all. */
    public static SignatureFacts unread(Status status) {
        return new SignatureFacts(null, null, null, null, null, status, -1, null, false);
    }

    /** These facts with the image's SHA-256 added. */
    SignatureFacts with(byte[] sha256) {
        return new SignatureFacts(
                subjectName, digestAlgorithm, sha256, valid, trusted, status, signedEpochSeconds, rootName, microsoft);
    }
}
