package io.sharetap.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerId;

/** Holds the certificates that come with a signature, as far as they are of honest size. */
final class Certificates {
    static final int MAX = 64;
    /** Longer names and keys are refused: the work for them grows faster than their length. */
    private static final int NAME_BYTES_MAX = 4_096;

    private static final int KEY_BYTES_MAX = 1_100; // RSA with 8,192 bits
    private static final int SHOWN_CHARACTERS_MAX = 256;

    private final List<X509CertificateHolder> all = new ArrayList<>();

    /**
     * Adds the certificates of a PKCS #7 SignedData.
     *
     * @param certificates null: it has none
     * @return false: there are more than honest signatures have
     */
    boolean add(ASN1Set certificates) {
        if (certificates == null) {
            return true;
        }
        if (certificates.size() > MAX) {
            return false;
        }
        for (ASN1Encodable each : certificates) {
            if (each.toASN1Primitive() instanceof ASN1Sequence sequence) {
                X509CertificateHolder certificate = new X509CertificateHolder(Certificate.getInstance(sequence));
                if (isOfHonestSize(certificate)) {
                    all.add(certificate);
                }
            }
        }
        return true;
    }

    void addAll(Certificates others) {
        all.addAll(others.all);
    }

    /** The certificate that a signature names as its signer's; null where it is not there. */
    X509CertificateHolder of(SignerId signer) {
        for (X509CertificateHolder certificate : all) {
            byte[] keyIdentifier = keyIdentifierOf(certificate);
            boolean named = signer.getSerialNumber() == null
                    ? keyIdentifier != null && Arrays.equals(signer.getSubjectKeyIdentifier(), keyIdentifier)
                    : signer.getSerialNumber().equals(certificate.getSerialNumber())
                            && encoded(signer.getIssuer()).equals(issuerOf(certificate));
            if (named) {
                return certificate;
            }
        }
        return null;
    }

    /** The certificates with this subject. */
    List<X509CertificateHolder> withSubject(ByteBuffer subject) {
        return all.stream()
                .filter(certificate -> subjectOf(certificate).equals(subject))
                .toList();
    }

    static ByteBuffer subjectOf(X509CertificateHolder certificate) {
        return encoded(certificate.getSubject());
    }

    static ByteBuffer issuerOf(X509CertificateHolder certificate) {
        return encoded(certificate.getIssuer());
    }

    /** The name of a certificate's subject, for people: the common name, or else the whole subject. */
    static String shownName(X509CertificateHolder certificate) {
        X500Name subject = certificate.getSubject();
        RDN[] common = subject.getRDNs(BCStyle.CN);
        ASN1Encodable last =
                common.length == 0 ? null : common[common.length - 1].getFirst().getValue();
        String name = last instanceof ASN1String text ? text.getString() : subject.toString();
        return name.length() > SHOWN_CHARACTERS_MAX ? name.substring(0, SHOWN_CHARACTERS_MAX) : name;
    }

    /** The value of an extension; null where the certificate has none, or it cannot be read. */
    static ASN1Primitive extension(X509CertificateHolder certificate, ASN1ObjectIdentifier which) {
        Extension extension = certificate.getExtension(which);
        if (extension == null) {
            return null;
        }
        byte[] value = extension.getExtnValue().getOctets();
        try {
            return Asn1Shape.isValue(value) ? ASN1Primitive.fromByteArray(value) : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static byte[] keyIdentifierOf(X509CertificateHolder certificate) {
        return extension(certificate, Extension.subjectKeyIdentifier) instanceof ASN1OctetString key
                ? key.getOctets()
                : null;
    }

    private static boolean isOfHonestSize(X509CertificateHolder certificate) {
        try {
            return subjectOf(certificate).remaining() <= NAME_BYTES_MAX
                    && issuerOf(certificate).remaining() <= NAME_BYTES_MAX
                    && certificate.getSubjectPublicKeyInfo().getEncoded().length <= KEY_BYTES_MAX;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static ByteBuffer encoded(X500Name name) {
        try {
            return ByteBuffer.wrap(name.getEncoded(ASN1Encoding.DER));
        } catch (IOException impossible) {
            throw new UncheckedIOException("What was decoded can be encoded", impossible);
        }
    }
}
