package io.sharetap.signature;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.signature.SignatureFacts.Status;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Checks the signatures of an image (Windows Authenticode Portable Executable Signature Format). One thread owns it;
 * the work for one image is bounded; input never makes it throw.
 */
public final class Authenticode {
    /** SpcIndirectDataContent. */
    private static final ASN1ObjectIdentifier INDIRECT_DATA = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.4");
    /** An attribute that holds another signature of the same image. */
    private static final ASN1ObjectIdentifier NESTED_SIGNATURE = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.4.1");
    /** The most signatures of one image that are looked at. */
    private static final int SIGNATURES_MAX = 4;

    private final Ledger ledger;
    private final Issuers issuers;
    private final TimeStamps timeStamps;
    private final Map<DigestName, byte[]> digests = new EnumMap<>(DigestName.class);
    private ImageDigests image;
    private long captureEpochSeconds;
    private HoldingTime holdingTime = HoldingTime.ALWAYS;

    /** A checker that follows certificates to these roots. */
    public Authenticode(Ledger ledger, TrustedRoots roots) {
        this.ledger = ledger;
        issuers = new Issuers(roots);
        timeStamps = new TimeStamps(issuers);
    }

    /**
     * Describes the best of an image's signatures; of equally good ones, the first.
     *
     * @param signatures each a PKCS #7 SignedData, at least one
     * @param captureEpochSeconds the time at which certificates must be valid, where no time stamp tells another
     */
    public SignatureFacts check(List<byte[]> signatures, ImageDigests digestsOfImage, long captureEpochSeconds) {
        image = digestsOfImage;
        holdingTime = HoldingTime.ALWAYS;
        digests.clear();
        this.captureEpochSeconds = captureEpochSeconds;
        SignatureFacts best = null;
        int checked = 0;
        ArrayDeque<ASN1Encodable> nested = new ArrayDeque<>();
        for (byte[] bytes : signatures) {
            if (checked++ < SIGNATURES_MAX) {
                best = better(best, checkOne(bytes, null, nested));
            }
        }
        while (!nested.isEmpty() && checked++ < SIGNATURES_MAX) {
            best = better(best, checkOne(null, nested.poll(), nested));
        }
        if (checked > SIGNATURES_MAX || !nested.isEmpty()) {
            note(Anomaly.SIGNATURES_EXCEEDED);
        }
        image = null;
        return best.with(digests.get(DigestName.SHA256));
    }

    /**
     * The range of capture times for which the last check would give the same result, from the same signatures and
     * digests. It is empty where an anomaly was counted or a digest could not be had.
     */
    public HoldingTime holdingTime() {
        return holdingTime;
    }

    private void note(Anomaly anomaly) {
        ledger.note(anomaly);
        holdingTime = HoldingTime.NEVER;
    }

    private static SignatureFacts better(SignatureFacts one, SignatureFacts other) {
        return one == null || other.status().compareTo(one.status()) < 0 ? other : one;
    }

    private SignatureFacts checkOne(byte[] bytes, ASN1Encodable value, ArrayDeque<ASN1Encodable> nested) {
        try {
            SignedBlob blob = bytes != null ? SignedBlob.read(bytes) : SignedBlob.of(value);
            nested.addAll(blob.unsigned(NESTED_SIGNATURE, SIGNATURES_MAX));
            return judge(blob);
        } catch (SignedBlob.Unreadable | RuntimeException e) {
            // Parts of a signature are decoded only when they are used, so any use may fail.
            note(Anomaly.SIGNATURE_MALFORMED);
            return SignatureFacts.unread(Status.MALFORMED);
        }
    }

    private SignatureFacts judge(SignedBlob blob) throws SignedBlob.Unreadable {
        X509CertificateHolder certificate = blob.certificate();
        if (!INDIRECT_DATA.equals(blob.contentType())
                || !(blob.content() instanceof ASN1Sequence content)
                || content.size() < 2
                || certificate == null) {
            throw new SignedBlob.Unreadable("no digest of an image, or no signer");
        }
        DigestInfo signed = DigestInfo.getInstance(content.getObjectAt(1));
        DigestName digest = DigestName.of(signed.getAlgorithmId().getAlgorithm());
        String subject = Certificates.shownName(certificate);
        if (digest == null) {
            return new SignatureFacts(subject, null, null, null, null, Status.UNSUPPORTED, -1, null, false);
        }
        Status failure = failure(blob, certificate, digest, signed.getDigest());
        if (failure != null) {
            Boolean valid = failure == Status.NOT_COMPUTED || failure == Status.UNSUPPORTED ? null : Boolean.FALSE;
            return new SignatureFacts(subject, digest.label(), null, valid, null, failure, -1, null, false);
        }
        long stamped = timeStamps.timeOf(blob);
        CertificatePath path = new CertificatePath(
                issuers,
                blob.certificates(),
                KeyPurposeId.id_kp_codeSigning,
                stamped == TimeStamps.NONE ? captureEpochSeconds : stamped);
        CertificatePath.Found found = path.from(certificate);
        if (stamped == TimeStamps.NONE) {
            holdingTime = holdingTime.and(path.holdingTime());
        }
        if (path.gaveUp()) {
            note(Anomaly.SIGNATURES_EXCEEDED);
        }
        boolean weak = found.status() == Status.TRUSTED && digest.weak();
        Status status = weak ? Status.WEAK_DIGEST : found.status();
        boolean trusted = status == Status.TRUSTED;
        return new SignatureFacts(
                subject,
                digest.label(),
                null,
                true,
                trusted,
                status,
                stamped,
                trusted ? Certificates.shownName(found.root().certificate()) : null,
                trusted && found.root().microsoft());
    }

    /** Why the signature does not hold for the image; null where it holds. */
    private Status failure(SignedBlob blob, X509CertificateHolder certificate, DigestName digest, byte[] signed) {
        byte[] computed = digests.computeIfAbsent(digest, name -> image.digest(name.javaName()));
        if (computed == null) {
            holdingTime = HoldingTime.NEVER;
            return Status.NOT_COMPUTED;
        }
        if (!MessageDigest.isEqual(computed, signed)) {
            return Status.DIGEST_MISMATCH;
        }
        return SignedBlob.failure(blob.signer(), certificate);
    }
}
