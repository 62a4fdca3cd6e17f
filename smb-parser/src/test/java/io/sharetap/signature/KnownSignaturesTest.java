package io.sharetap.signature;

import static io.sharetap.signature.MadeSignature.digestOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.signature.SignatureFacts.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSignaturesTest {
    private static final long DURING = MadeAuthority.FROM + 1_000_000;
    private static final long AFTER = MadeAuthority.TO + 1_000_000;

    private static final MadeAuthority ROOT = MadeAuthority.root("Root");
    private static final MadeAuthority SIGNER = MadeAuthority.signer("Acme").by(ROOT);
    private static final MadeAuthority STAMPER = MadeAuthority.named("Clock")
            .purpose(KeyPurposeId.id_kp_timeStamping)
            .by(ROOT);

    private static final byte[] IMAGE = {1, 2, 3};

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();
    private Authenticode authenticode;

    @BeforeEach
    void knowTheRoot() throws IOException {
        Files.write(folder.resolve("root.der"), ROOT.certificate.getEncoded());
        authenticode = new Authenticode(ledger, TrustedRoots.shippedWith(folder));
    }

    @Test
    void whatIsRememberedOfASignatureIsForTheSameImageOnly() {
        List<byte[]> stamped = List.of(signature().stamp(STAMPER, DURING).bytes());
        ImageDigests same = algorithm -> digestOf(algorithm, IMAGE);
        SignatureFacts facts = authenticode.check(stamped, same, DURING);
        assertSame(facts, authenticode.check(stamped, same, AFTER));
        ImageDigests other = algorithm -> digestOf(algorithm, new byte[] {4});
        assertEquals(
                Status.DIGEST_MISMATCH,
                authenticode.check(stamped, other, DURING).status());
        assertEquals(
                Status.NOT_COMPUTED,
                authenticode.check(stamped, algorithm -> null, DURING).status());
        assertEquals(facts, authenticode.check(stamped, same, DURING).with(facts.authentihash()));
    }

    @Test
    void whatDependsOnTheTimeOrIsCountedIsNotRemembered() {
        List<byte[]> unstamped = List.of(signature().bytes());
        ImageDigests image = algorithm -> digestOf(algorithm, IMAGE);
        assertEquals(
                Status.TRUSTED, authenticode.check(unstamped, image, DURING).status());
        assertEquals(Status.EXPIRED, authenticode.check(unstamped, image, AFTER).status());
        List<byte[]> malformed = List.of(new byte[] {1, 2});
        authenticode.check(malformed, image, DURING);
        authenticode.check(malformed, image, DURING);
        assertEquals(2, ledger.of(Anomaly.SIGNATURE_MALFORMED));
    }

    private static MadeSignature signature() {
        return new MadeSignature(SIGNER).sign(digestOf("SHA-256", IMAGE));
    }
}
