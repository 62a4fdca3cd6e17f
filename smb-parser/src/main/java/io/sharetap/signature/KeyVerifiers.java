package io.sharetap.signature;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jcajce.io.OutputStreamFactory;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * Verifies signatures with one public key. RSA with PKCS #1 padding, which nearly all use, goes to Java directly. For
 * the others BouncyCastle asks Java, and also for a cipher, which makes Java load all its providers.
 */
final class KeyVerifiers implements ContentVerifierProvider {
    private static final Map<ASN1ObjectIdentifier, String> RSA = Map.of(
            PKCSObjectIdentifiers.sha1WithRSAEncryption, "SHA1withRSA",
            PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
            PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
            PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA");

    /** Java knows most kinds of keys by their identifier; these it knows only by name. */
    private static final Map<ASN1ObjectIdentifier, String> KEYS =
            Map.of(X9ObjectIdentifiers.id_ecPublicKey, "EC", PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS");

    private final SubjectPublicKeyInfo key;

    KeyVerifiers(X509CertificateHolder certificate) {
        key = certificate.getSubjectPublicKeyInfo();
    }

    static PublicKey keyOf(SubjectPublicKeyInfo key) throws GeneralSecurityException, IOException {
        ASN1ObjectIdentifier kind = key.getAlgorithm().getAlgorithm();
        return KeyFactory.getInstance(KEYS.getOrDefault(kind, kind.getId()))
                .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    @Override
    public boolean hasAssociatedCertificate() {
        return false;
    }

    @Override
    public X509CertificateHolder getAssociatedCertificate() {
        return null;
    }

    @Override
    public ContentVerifier get(AlgorithmIdentifier algorithm) throws OperatorCreationException {
        String name = RSA.get(algorithm.getAlgorithm());
        boolean plain = name != null
                && PKCSObjectIdentifiers.rsaEncryption.equals(key.getAlgorithm().getAlgorithm());
        try {
            PublicKey publicKey = keyOf(key);
            if (!plain) {
                return new JcaContentVerifierProviderBuilder().build(publicKey).get(algorithm);
            }
            Signature signature = Signature.getInstance(name);
            signature.initVerify(publicKey);
            return new Verifier(algorithm, signature);
        } catch (GeneralSecurityException | IOException e) {
            throw new OperatorCreationException("no key to verify with: " + e.getMessage(), e);
        }
    }

    private record Verifier(AlgorithmIdentifier algorithm, Signature signature) implements ContentVerifier {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStreamFactory.createStream(signature);
        }

        @Override
        public boolean verify(byte[] expected) {
            try {
                return signature.verify(expected);
            } catch (SignatureException e) {
                throw new RuntimeOperatorException("not to be verified: " + e.getMessage(), e);
            }
        }
    }
}
