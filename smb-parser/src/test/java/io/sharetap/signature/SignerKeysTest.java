package io.sharetap.signature;

import static io.sharetap.signature.MadeSignature.digestOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.base.Ledger;
import io.sharetap.signature.SignatureFacts.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures by other keys than those of RSA. */
class SignerKeysTest {
    private static final long DURING = MadeAuthority.FROM + 1_000_000;
    private static final MadeAuthority ROOT = MadeAuthority.root("Root");
    private static final MadeAuthority SIGNER = MadeAuthority.signer("Acme").by(ROOT);
    private static final byte[] IMAGE = {1, 2, 3};

    @TempDir
    Path folder;

    private Authenticode authenticode;

    @BeforeEach
    void knowTheRoot() throws IOException {
        Files.write(folder.resolve("root.der"), ROOT.certificate.getEncoded());
        authenticode = new Authenticode(new Ledger(), TrustedRoots.shippedWith(folder));
    }

    @Test
    void keysOnEllipticCurvesSignToo() {
        MadeAuthority between =
                MadeAuthority.named("Between").elliptic().issuing(0).by(ROOT);
        MadeAuthority signer = MadeAuthority.signer("Curve").elliptic().by(between);
        byte[] bytes = new MadeSignature(signer, between)
                .sign(digestOf("SHA-256", IMAGE))
                .bytes();
        SignatureFacts facts = check(bytes);
        assertEquals(Status.TRUSTED, facts.status());
        assertEquals("Curve", facts.subjectName());
        assertEquals("Root", facts.rootName());
        MadeSignature unlike = new MadeSignature(signer, between).sign(new byte[32]);
        assertEquals(Status.DIGEST_MISMATCH, check(unlike.bytes()).status());
        int digit = bytes.length - 1; // of the signature, a pair of numbers
        bytes[digit] ^= 1;
        assertEquals(Status.SIGNATURE_MISMATCH, check(bytes).status());
    }

    @Test
    void ofAnAlgorithmThatJavaDoesNotKnowNothingIsSaid() {
        byte[] bytes =
                new MadeSignature(SIGNER).sign(digestOf("SHA-256", IMAGE)).bytes();
        byte[] rsa = {0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01};
        int at = bytes.length - rsa.length;
        while (!Arrays.equals(rsa, Arrays.copyOfRange(bytes, at, at + rsa.length))) {
            at--; // the last of them is the signer's, behind those of the certificates
        }
        bytes[at + rsa.length - 1] = 0x5A;
        SignatureFacts facts = check(bytes);
        assertEquals(Status.UNSUPPORTED, facts.status());
        assertNull(facts.valid());
        assertEquals("Acme", facts.subjectName());
    }

    private SignatureFacts check(byte[] signature) {
        return authenticode.check(List.of(signature), algorithm -> digestOf(algorithm, IMAGE), DURING);
    }
}
