package io.sharetap.signature;

import io.sharetap.signature.SignatureFacts.Status;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;

/**
 * Finds the time of a signature that a trusted party vouches for: by a counter-signature (PKCS #9) or a time stamp (RFC
 * 3161).
 */
final class TimeStamps {
    /** Nobody vouches for a time. */
    static final long NONE = -1;

    private static final ASN1ObjectIdentifier RFC_3161_STAMP = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.3.3.1");
    /** The most stamps that are looked at: a signature has one. */
    private static final int MAX = 2;

    private final Issuers issuers;

    TimeStamps(Issuers issuers) {
        this.issuers = issuers;
    }

    /** Seconds since 1970; {@link #NONE} where no stamp holds and leads to a root. */
    long timeOf(SignedBlob blob) {
        try {
            long time = stampedTime(blob);
            return time != NONE ? time : counterSignedTime(blob);
        } catch (RuntimeException unreadable) {
            return NONE; // the library failed, as in SignedBlob.of
        }
    }

    private long stampedTime(SignedBlob blob) {
        for (ASN1Encodable stamp : blob.unsigned(RFC_3161_STAMP, MAX)) {
            long time = stamped(stamp, blob);
            if (time != NONE) {
                return time;
            }
        }
        return NONE;
    }

    private long counterSignedTime(SignedBlob blob) {
        if (blob.unsigned(CMSAttributes.counterSignature, MAX + 1).size() > MAX) {
            return NONE;
        }
        for (SignerInformation counter : blob.counterSigners()) {
            long time = signingTime(counter);
            X509CertificateHolder certificate = blob.certificates().of(counter.getSID());
            if (time != NONE
                    && isTrusted(certificate, blob.certificates(), time)
                    && blob.isCounterSigned(counter, certificate)) {
                return time;
            }
        }
        return NONE;
    }

    private long stamped(ASN1Encodable value, SignedBlob blob) {
        try {
            SignedBlob stamp = SignedBlob.of(value);
            if (!PKCSObjectIdentifiers.id_ct_TSTInfo.equals(stamp.contentType())
                    || !(stamp.content() instanceof byte[] content)
                    || !Asn1Shape.isValue(content)) {
                return NONE;
            }
            TSTInfo info = TSTInfo.getInstance(ASN1Primitive.fromByteArray(content));
            Certificates certificates = new Certificates();
            certificates.addAll(stamp.certificates());
            certificates.addAll(blob.certificates());
            long time = seconds(info.getGenTime());
            boolean ofThis = isOf(info.getMessageImprint(), blob.signer().getSignature());
            X509CertificateHolder certificate = certificates.of(stamp.signer().getSID());
            boolean holds = ofThis
                    && isTrusted(certificate, certificates, time)
                    && SignedBlob.holds(stamp.signer(), certificate);
            return holds ? time : NONE;
        } catch (SignedBlob.Unreadable | IOException | IllegalStateException unreadable) {
            return NONE;
        }
    }

    private static boolean isOf(MessageImprint imprint, byte[] signature) {
        DigestName digest = DigestName.of(imprint.getHashAlgorithm().getAlgorithm());
        if (digest == null || digest.weak()) {
            return false;
        }
        try {
            byte[] expected = MessageDigest.getInstance(digest.javaName()).digest(signature);
            return MessageDigest.isEqual(expected, imprint.getHashedMessage());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has " + digest.javaName(), impossible);
        }
    }

    private static long signingTime(SignerInformation counter) {
        AttributeTable table = counter.getSignedAttributes();
        Attribute attribute = table == null ? null : table.get(CMSAttributes.signingTime);
        if (attribute == null || attribute.getAttrValues().size() != 1) {
            return NONE;
        }
        return seconds(
                Time.getInstance(attribute.getAttrValues().getObjectAt(0)).toASN1Primitive());
    }

    /** Whether the certificate is there and, at the time of the stamp, led to a root as one for time stamping. */
    private boolean isTrusted(X509CertificateHolder certificate, Certificates certificates, long time) {
        return certificate != null
                && new CertificatePath(issuers, certificates, KeyPurposeId.id_kp_timeStamping, time)
                                .from(certificate)
                                .status()
                        == Status.TRUSTED;
    }

    private static long seconds(ASN1Primitive time) {
        return Math.max(NONE, EpochSeconds.of(time));
    }
}
