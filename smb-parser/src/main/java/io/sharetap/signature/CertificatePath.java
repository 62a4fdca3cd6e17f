package io.sharetap.signature;

import io.sharetap.signature.SignatureFacts.Status;
import io.sharetap.signature.TrustedRoots.Root;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Looks for a path from a certificate to a root (RFC 5280, 6.1, without policies and revocation). Paths are first found
 * by names; only then are signatures checked, from the root down. So a stranger's key is never used.
 */
final class CertificatePath {
    private static final int LENGTH_MAX = 8;
    /** The most paths tried for one certificate: strangers choose the names, and thus the number of paths. */
    private static final int WAYS_MAX = 16;

    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD = Set.of(
            Extension.basicConstraints,
            Extension.keyUsage,
            Extension.extendedKeyUsage,
            Extension.certificatePolicies,
            Extension.subjectAlternativeName);
    /** MD2 and MD5 with RSA (RFC 3279): both can be forged. */
    private static final Set<String> WEAK = Set.of("1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4");

    /** The result: a status, and the root where one was reached. */
    record Found(Status status, Root root) {}

    private final Issuers issuers;
    private final Certificates certificates;
    private final KeyPurposeId purpose;
    private final long epochSeconds;
    private final List<X509CertificateHolder> way = new ArrayList<>();
    private HoldingTime holdingTime = HoldingTime.ALWAYS;
    private int ways;
    private Found best = new Found(Status.UNTRUSTED_ROOT, null);

    CertificatePath(Issuers issuers, Certificates certificates, KeyPurposeId purpose, long epochSeconds) {
        this.issuers = issuers;
        this.certificates = certificates;
        this.purpose = purpose;
        this.epochSeconds = epochSeconds;
    }

    /** Judges one certificate; an instance serves one call. */
    Found from(X509CertificateHolder certificate) {
        follow(certificate);
        return best;
    }

    /** Whether there were more paths than are tried. */
    boolean gaveUp() {
        return ways > WAYS_MAX;
    }

    /** The times for which the result would be the same. */
    HoldingTime holdingTime() {
        return holdingTime;
    }

    private void follow(X509CertificateHolder certificate) {
        way.add(certificate);
        ByteBuffer issuer = Certificates.issuerOf(certificate);
        for (Root root : issuers.roots(issuer)) {
            if (mayGoOn()) {
                judge(root);
            }
        }
        for (X509CertificateHolder next : certificates.withSubject(issuer)) {
            if (way.size() < LENGTH_MAX && !way.contains(next) && mayGoOn()) {
                follow(next);
            }
        }
        way.remove(way.size() - 1);
    }

    private boolean mayGoOn() {
        return best.status != Status.TRUSTED && ways++ < WAYS_MAX;
    }

    private void judge(Root root) {
        Status status = statusUnder(root);
        if (status == Status.TRUSTED || best.root == null) {
            best = new Found(status, root);
        }
    }

    private Status statusUnder(Root root) {
        X509CertificateHolder issuer = root.certificate();
        boolean inTime = isInTime(issuer);
        for (int i = way.size() - 1; i >= 0; i--) {
            X509CertificateHolder certificate = way.get(i);
            if (WEAK.contains(certificate.getSignatureAlgorithm().getAlgorithm().getId())) {
                return Status.WEAK_DIGEST;
            }
            if (!issuers.issued(issuer, certificate)
                    || !(i == 0 ? mayBeUsed(certificate) : mayIssue(certificate, i - 1))) {
                return Status.UNTRUSTED_CERTIFICATE;
            }
            inTime &= isInTime(certificate);
            issuer = certificate;
        }
        return inTime ? Status.TRUSTED : Status.EXPIRED;
    }

    private boolean isInTime(X509CertificateHolder certificate) {
        Certificate content = certificate.toASN1Structure();
        long validFrom = EpochSeconds.of(content.getStartDate().toASN1Primitive());
        if (epochSeconds < validFrom) {
            holdingTime = holdingTime.and(new HoldingTime(Long.MIN_VALUE, validFrom - 1));
            return false;
        }
        long validTo = EpochSeconds.of(content.getEndDate().toASN1Primitive());
        if (epochSeconds > validTo) {
            holdingTime = holdingTime.and(new HoldingTime(validTo + 1, Long.MAX_VALUE));
            return false;
        }
        holdingTime = holdingTime.and(new HoldingTime(validFrom, validTo));
        return true;
    }

    private boolean mayBeUsed(X509CertificateHolder certificate) {
        return understood(certificate)
                && certificate.getExtension(Extension.extendedKeyUsage) != null
                && isFor(certificate)
                && hasUsage(certificate, KeyUsage.digitalSignature);
    }

    /**
     * Whether the certificate may issue others, with {@code below} further issuers between it and the last certificate.
     */
    private boolean mayIssue(X509CertificateHolder certificate, int below) {
        ASN1Primitive value = Certificates.extension(certificate, Extension.basicConstraints);
        if (value == null || !understood(certificate)) {
            return false;
        }
        BasicConstraints constraints = BasicConstraints.getInstance(value);
        boolean longEnough = constraints.getPathLenConstraint() == null
                || constraints.getPathLenConstraint().bitLength() > 31
                || constraints.getPathLenConstraint().intValue() >= below;
        return constraints.isCA() && longEnough && isFor(certificate) && hasUsage(certificate, KeyUsage.keyCertSign);
    }

    /** Whether the certificate serves this purpose; one that names no purpose serves all. */
    private boolean isFor(X509CertificateHolder certificate) {
        if (certificate.getExtension(Extension.extendedKeyUsage) == null) {
            return true;
        }
        ASN1Primitive value = Certificates.extension(certificate, Extension.extendedKeyUsage);
        if (value == null) {
            return false;
        }
        ExtendedKeyUsage usages = ExtendedKeyUsage.getInstance(value);
        return usages.hasKeyPurposeId(purpose) || usages.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
    }

    private static boolean hasUsage(X509CertificateHolder certificate, int usage) {
        if (certificate.getExtension(Extension.keyUsage) == null) {
            return true;
        }
        ASN1Primitive value = Certificates.extension(certificate, Extension.keyUsage);
        return value != null && KeyUsage.getInstance(value).hasUsages(usage);
    }

    /** Whether all of its critical extensions are understood. */
    private static boolean understood(X509CertificateHolder certificate) {
        for (Object critical : certificate.getCriticalExtensionOIDs()) {
            if (!UNDERSTOOD.contains(critical)) {
                return false;
            }
        }
        return true;
    }
}
