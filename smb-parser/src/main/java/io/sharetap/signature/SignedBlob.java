package io.sharetap.signature;

import io.sharetap.signature.SignatureFacts.Status;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Holds one PKCS #7 SignedData (RFC 2315, 9.1; RFC 5652, 5.1) with one signer. */
final class SignedBlob {
    private final CMSSignedData signed;
    private final SignerInformation signer;
    private final Certificates certificates = new Certificates();

    /** Thrown where the bytes are no readable signature. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }

    private SignedBlob(ContentInfo content) throws CMSException, Unreadable {
        SignedData data = SignedData.getInstance(content.getContent());
        if (data == null || data.getSignerInfos().size() != 1 || !certificates.add(data.getCertificates())) {
            throw new Unreadable("not one signer, or too many certificates");
        }
        signed = new CMSSignedData(content);
        signer = signed.getSignerInfos().iterator().next();
    }

    /** Reads the signature at the beginning of the bytes; the rest is padding. */
    static SignedBlob read(byte[] bytes) throws Unreadable {
        int length = Asn1Shape.lengthOf(bytes, 0);
        if (length < 0) {
            throw new Unreadable("no ASN.1 value of honest size");
        }
        try {
            ASN1Primitive value = ASN1Primitive.fromByteArray(Arrays.copyOf(bytes, length));
            return of(value);
        } catch (IOException e) {
            throw new Unreadable(e.toString());
        }
    }

    /** Reads a signature that is nested in another one. */
    static SignedBlob of(ASN1Encodable value) throws Unreadable {
        try {
            return new SignedBlob(ContentInfo.getInstance(value));
        } catch (CMSException | RuntimeException e) {
            // The library throws many kinds of exceptions where a stranger's bytes are not what they claim to be.
            throw new Unreadable(e.toString());
        }
    }

    /** The type of the content that was signed. */
    ASN1ObjectIdentifier contentType() {
        return new ASN1ObjectIdentifier(signed.getSignedContentTypeOID());
    }

    /** The signed content: an ASN.1 value, or an array of bytes; null where there is none. */
    Object content() {
        return signed.getSignedContent() == null
                ? null
                : signed.getSignedContent().getContent();
    }

    SignerInformation signer() {
        return signer;
    }

    Certificates certificates() {
        return certificates;
    }

    /** The signer's certificate; null where it is not there. */
    X509CertificateHolder certificate() {
        return certificates.of(signer.getSID());
    }

    /** The values of an unsigned attribute of the signer, at most {@code max}. */
    List<ASN1Encodable> unsigned(ASN1ObjectIdentifier which, int max) {
        AttributeTable table = signer.getUnsignedAttributes();
        List<ASN1Encodable> values = new ArrayList<>();
        if (table != null) {
            ASN1EncodableVector attributes = table.getAll(which);
            for (int i = 0; i < attributes.size(); i++) {
                for (ASN1Encodable value :
                        Attribute.getInstance(attributes.get(i)).getAttrValues()) {
                    if (values.size() < max) {
                        values.add(value);
                    }
                }
            }
        }
        return values;
    }

    /** Signatures over this signature, by which others vouch for its time. */
    Collection<SignerInformation> counterSigners() {
        return signer.getCounterSignatures().getSigners();
    }

    /** Whether the signature was made with the certificate's key over the content that it signs. */
    static boolean holds(SignerInformation signer, X509CertificateHolder certificate) {
        return failure(signer, certificate) == null;
    }

    /** Why the signature does not hold; null where it does. Checks the same things as the library's own verifier. */
    static Status failure(SignerInformation signer, X509CertificateHolder certificate) {
        try {
            boolean holds = signer.verify(new SignerInformationVerifier(
                    new DefaultCMSSignatureAlgorithmNameGenerator(),
                    new DefaultSignatureAlgorithmIdentifierFinder(),
                    new KeyVerifiers(certificate),
                    new JcaDigestCalculatorProviderBuilder().build()));
            return holds ? null : Status.SIGNATURE_MISMATCH;
        } catch (CMSException | OperatorCreationException e) {
            return isUnsupported(e) ? Status.UNSUPPORTED : Status.SIGNATURE_MISMATCH;
        }
    }

    private static boolean isUnsupported(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof NoSuchAlgorithmException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /**
     * Whether the counter-signature was made with the certificate's key over this signature. Microsoft's
     * counter-signatures name a content type, which RFC 5652, 11.4 forbids, and the library refuses them.
     */
    boolean isCounterSigned(SignerInformation counter, X509CertificateHolder certificate) {
        DigestName digest = DigestName.of(counter.getDigestAlgorithmID().getAlgorithm());
        AttributeTable table = counter.getSignedAttributes();
        Attribute said = table == null ? null : table.get(CMSAttributes.messageDigest);
        if (digest == null
                || digest.weak()
                || said == null
                || said.getAttrValues().size() != 1) {
            return false;
        }
        try {
            byte[] expected = MessageDigest.getInstance(digest.javaName()).digest(signer.getSignature());
            byte[] found = ASN1OctetString.getInstance(said.getAttrValues().getObjectAt(0))
                    .getOctets();
            PublicKey key = KeyVerifiers.keyOf(certificate.getSubjectPublicKeyInfo());
            String cipher = key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm();
            Signature signature = Signature.getInstance(digest.javaName().replace("-", "") + "with" + cipher);
            signature.initVerify(key);
            signature.update(counter.getEncodedSignedAttributes());
            return MessageDigest.isEqual(expected, found) && signature.verify(counter.getSignature());
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }
}
