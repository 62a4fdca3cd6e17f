package io.sharetap.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyVerifiersTest {
    private static final byte[] TEXT = "what was signed".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, SHA1withRSA",
        "RSA, 2048, SHA256withRSA",
        "RSA, 2048, SHA384withRSA",
        "RSA, 2048, SHA512withRSA",
        "RSA, 2048, SHA224withRSA",
        "DSA, 2048, SHA256withDSA",
        "EC, 256, SHA256withECDSA",
        "EC, 384, SHA384withECDSA"
    })
    void aSignatureHoldsForItsTextAlone(String kind, int bits, String algorithm) throws Exception {
        Signer signer = new Signer(kind, bits, algorithm);
        byte[] signature = signer.sign(TEXT);
        assertTrue(signer.verifierOf(TEXT).verify(signature));
        assertFalse(
                signer.verifierOf("another".getBytes(StandardCharsets.US_ASCII)).verify(signature));
        assertEquals(signer.algorithm(), signer.verifierOf(TEXT).getAlgorithmIdentifier());
    }

    @Test
    void aSignatureOfAnotherLengthThanTheKeyIsJudgedAsTheLibraryJudgesIt() throws Exception {
        ContentVerifier verifier = new Signer("RSA", 2048, "SHA256withRSA").verifierOf(TEXT);
        assertThrows(RuntimeOperatorException.class, () -> verifier.verify(new byte[17]));
    }

    @Test
    void aKeyOfAnotherKindIsRefused() throws Exception {
        Signer elliptic = new Signer("EC", 256, "SHA256withECDSA");
        AlgorithmIdentifier rsa = new Signer("RSA", 2048, "SHA256withRSA").algorithm();
        assertThrows(OperatorCreationException.class, () -> new KeyVerifiers(elliptic.certificate).get(rsa));
    }

    private static final class Signer {
        private final ContentSigner signer;
        private final X509CertificateHolder certificate;
        private final KeyPair keys;
        private final String name;

        Signer(String kind, int bits, String name) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            keys = generator.generateKeyPair();
            this.name = name;
            signer = new JcaContentSignerBuilder(name).build(keys.getPrivate());
            X500Name self = new X500Name("CN=Made");
            Date from = Date.from(Instant.EPOCH);
            certificate = new JcaX509v3CertificateBuilder(self, BigInteger.ONE, from, from, self, keys.getPublic())
                    .build(signer);
        }

        AlgorithmIdentifier algorithm() {
            return signer.getAlgorithmIdentifier();
        }

        byte[] sign(byte[] text) throws Exception {
            ContentSigner fresh = new JcaContentSignerBuilder(name).build(keys.getPrivate());
            try (OutputStream out = fresh.getOutputStream()) {
                out.write(text);
            }
            return fresh.getSignature();
        }

        ContentVerifier verifierOf(byte[] text) throws Exception {
            ContentVerifier verifier = new KeyVerifiers(certificate).get(algorithm());
            try (OutputStream out = verifier.getOutputStream()) {
                out.write(text);
            }
            return verifier;
        }
    }
}
