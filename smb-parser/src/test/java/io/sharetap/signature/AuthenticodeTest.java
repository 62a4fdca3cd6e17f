package io.sharetap.signature;

import static io.sharetap.signature.MadeSignature.digestOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.signature.SignatureFacts.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticodeTest {
    private static final long DURING = MadeAuthority.FROM + 1_000_000;
    private static final long AFTER = MadeAuthority.TO + 1_000_000;

    private static final MadeAuthority ROOT = MadeAuthority.root("Root");
    private static final MadeAuthority BETWEEN =
            MadeAuthority.named("Between").issuing(0).by(ROOT);
    private static final MadeAuthority SIGNER =
            MadeAuthority.signer("Acme, Inc.").by(BETWEEN);
    private static final MadeAuthority STAMPER = MadeAuthority.named("Clock")
            .purpose(KeyPurposeId.id_kp_timeStamping)
            .by(ROOT);
    private static final MadeAuthority STRANGER = MadeAuthority.root("Stranger");

    private static final byte[] IMAGE = {1, 2, 3};

    @TempDir
    static Path folder;

    private static TrustedRoots roots;

    private final Ledger ledger = new Ledger();

    @BeforeAll
    static void writeTheRoot() throws IOException {
        Files.write(folder.resolve("root.der"), ROOT.certificate.getEncoded());
        roots = TrustedRoots.shippedWith(folder);
    }

    @Test
    void aSignatureThatLeadsToAKnownRootIsTrusted() {
        SignatureFacts facts = check(signature(), DURING);
        assertEquals(Status.TRUSTED, facts.status());
        assertEquals("Acme, Inc.", facts.subjectName());
        assertEquals("sha256", facts.digestAlgorithm());
        assertTrue(facts.valid());
        assertTrue(facts.trusted());
        assertEquals("Root", facts.rootName());
        assertFalse(facts.microsoft());
        assertEquals(-1, facts.signedEpochSeconds());
        assertArrayEquals(digestOf("SHA-256", IMAGE), facts.authentihash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-384", "SHA-512"})
    void theDigestIsTheOneThatTheSignatureNames(String algorithm) {
        MadeSignature made =
                new MadeSignature(SIGNER, BETWEEN).digest(algorithm).sign(digestOf(algorithm, IMAGE));
        SignatureFacts facts = check(made, DURING);
        assertEquals(Status.TRUSTED, facts.status());
        assertEquals(algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT), facts.digestAlgorithm());
        assertNull(facts.authentihash());
    }

    @Test
    void aDigestThatCanBeForgedIsNotTrusted() {
        SignatureFacts facts =
                check(new MadeSignature(SIGNER, BETWEEN).digest("MD5").sign(digestOf("MD5", IMAGE)), DURING);
        assertEquals(Status.WEAK_DIGEST, facts.status());
        assertTrue(facts.valid());
        assertFalse(facts.trusted());
    }

    @Test
    void aCertificateMadeWithADigestThatCanBeForgedIsNotTrusted() {
        MadeAuthority weak =
                MadeAuthority.signer("Weak").algorithm("MD5withRSA").by(ROOT);
        assertEquals(Status.WEAK_DIGEST, check(signature(weak), DURING).status());
    }

    @Test
    void anotherImageIsNotTheOneThatWasSigned() {
        SignatureFacts facts = check(new MadeSignature(SIGNER, BETWEEN).sign(new byte[32]), DURING);
        assertEquals(Status.DIGEST_MISMATCH, facts.status());
        assertFalse(facts.valid());
        assertNull(facts.trusted());
    }

    @Test
    void aSignatureBySomebodyElsesKeyDoesNotHold() {
        byte[] bytes = signature().bytes();
        byte[] signed = signature().signature();
        int at = indexOf(bytes, signed);
        bytes[at + 100] ^= 1;
        SignatureFacts facts = check(List.of(bytes), DURING);
        assertEquals(Status.SIGNATURE_MISMATCH, facts.status());
        assertFalse(facts.valid());
    }

    @Test
    void whereTheDigestCannotBeHadNothingIsSaidOfIt() {
        SignatureFacts facts =
                new Authenticode(ledger, roots).check(List.of(signature().bytes()), algorithm -> null, DURING);
        assertEquals(Status.NOT_COMPUTED, facts.status());
        assertNull(facts.valid());
        assertEquals("Acme, Inc.", facts.subjectName());
    }

    @Test
    void aRootThatNobodyKnowsIsNotTrusted() {
        SignatureFacts facts = check(signature(MadeAuthority.signer("Acme").by(STRANGER), STRANGER), DURING);
        assertEquals(Status.UNTRUSTED_ROOT, facts.status());
        assertTrue(facts.valid());
        assertFalse(facts.trusted());
        assertNull(facts.rootName());
    }

    @Test
    void theNameOfARootIsNotEnough() {
        MadeAuthority pretender = MadeAuthority.root("Root");
        SignatureFacts facts = check(signature(MadeAuthority.signer("Acme").by(pretender), pretender), DURING);
        assertEquals(Status.UNTRUSTED_CERTIFICATE, facts.status());
    }

    @Test
    void theNameOfAnIssuerIsNotEnough() {
        MadeAuthority pretender = MadeAuthority.named("Between").issuing(0).self();
        SignatureFacts facts = check(signature(MadeAuthority.signer("Acme").by(pretender), BETWEEN), DURING);
        assertEquals(Status.UNTRUSTED_CERTIFICATE, facts.status());
    }

    @Test
    void amongIssuersOfOneNameTheRightOneIsFound() {
        MadeAuthority other = MadeAuthority.named("Between").issuing(0).by(ROOT);
        SignatureFacts facts = check(signature(MadeAuthority.signer("Acme").by(BETWEEN), other, BETWEEN), DURING);
        assertEquals(Status.TRUSTED, facts.status());
    }

    @Test
    void certificatesThatAreNotForSigningCodeAreNotTrusted() {
        assertUntrusted(MadeAuthority.named("No purpose").by(ROOT));
        assertUntrusted(MadeAuthority.named("Web")
                .purpose(KeyPurposeId.id_kp_serverAuth)
                .by(ROOT));
        assertUntrusted(MadeAuthority.signer("Odd").critical("1.2.3.4.5").by(ROOT));
        assertUntrusted(MadeAuthority.signer("Under one that may not issue").by(SIGNER), SIGNER, BETWEEN);
        MadeAuthority tooLow = MadeAuthority.named("Too low").issuing(0).by(BETWEEN);
        assertUntrusted(MadeAuthority.signer("Below").by(tooLow), tooLow, BETWEEN);
        MadeAuthority web = MadeAuthority.named("Web issuer")
                .issuing(0)
                .purpose(KeyPurposeId.id_kp_serverAuth)
                .by(ROOT);
        assertUntrusted(MadeAuthority.signer("Below web").by(web), web);
    }

    @Test
    void withoutATimeStampTheTimeOfTheCaptureCounts() {
        assertEquals(Status.TRUSTED, check(signature(), MadeAuthority.TO - 1).status());
        assertEquals(Status.EXPIRED, check(signature(), AFTER).status());
        assertEquals(Status.EXPIRED, check(signature(), MadeAuthority.FROM - 1).status());
    }

    @Test
    void aTimeStampCountsInsteadOfTheTimeOfTheCapture() {
        SignatureFacts facts = check(signature().stamp(STAMPER, DURING), AFTER);
        assertEquals(Status.TRUSTED, facts.status());
        assertEquals(DURING, facts.signedEpochSeconds());
    }

    @Test
    void aCounterSignatureCountsInsteadOfTheTimeOfTheCapture() {
        SignatureFacts facts = check(signature(SIGNER, BETWEEN, STAMPER).counterSign(STAMPER, DURING), AFTER);
        assertEquals(Status.TRUSTED, facts.status());
        assertEquals(DURING, facts.signedEpochSeconds());
    }

    @Test
    void aSignerThatExpiredBeforeTheTimeStampIsExpired() {
        MadeAuthority early = MadeAuthority.signer("Early")
                .valid(MadeAuthority.FROM, DURING - 1)
                .by(BETWEEN);
        SignatureFacts facts = check(signature(early, BETWEEN).stamp(STAMPER, DURING), MadeAuthority.FROM + 1);
        assertEquals(Status.EXPIRED, facts.status());
        assertEquals(DURING, facts.signedEpochSeconds());
    }

    @Test
    void timeStampsThatDoNotHoldAreNotBelieved() {
        MadeAuthority stranger = MadeAuthority.named("Any clock")
                .purpose(KeyPurposeId.id_kp_timeStamping)
                .by(STRANGER);
        assertNotStamped(signature().stamp(stranger, DURING, STRANGER));
        assertNotStamped(signature().stamp(SIGNER, DURING, BETWEEN));
        assertNotStamped(signature().stampOf(new byte[128], STAMPER, DURING));
        assertNotStamped(signature().stamp(STAMPER, MadeAuthority.FROM - 1));
        assertNotStamped(signature().attribute("1.3.6.1.4.1.311.3.3.1", DERNull.INSTANCE));
        assertNotStamped(signature(SIGNER, BETWEEN, stranger, STRANGER).counterSign(stranger, DURING));
        assertNotStamped(signature().counterSign(STAMPER, DURING)); // its certificate is not there
    }

    @Test
    void aCounterSignatureOfAnotherSignatureIsNotBelieved() throws SignedBlob.Unreadable {
        MadeSignature other = signature(SIGNER, BETWEEN, STAMPER).digest("SHA-1");
        other.sign(digestOf("SHA-1", IMAGE)).counterSign(STAMPER, DURING);
        SignedBlob blob = SignedBlob.of(other.content());
        MadeSignature target = signature(SIGNER, BETWEEN, STAMPER);
        target.attribute(
                "1.2.840.113549.1.9.6", blob.counterSigners().iterator().next().toASN1Structure());
        assertNotStamped(target);
    }

    @Test
    void ofTwoSignaturesTheOneThatHoldsBestIsReported() {
        MadeSignature first = signature(MadeAuthority.signer("Unknown").by(STRANGER), STRANGER);
        first.nest(signature());
        SignatureFacts facts = check(first, DURING);
        assertEquals(Status.TRUSTED, facts.status());
        assertEquals("Acme, Inc.", facts.subjectName());

        SignatureFacts inOneTable = check(
                List.of(
                        new MadeSignature(SIGNER).sign(new byte[32]).bytes(),
                        signature().bytes()),
                DURING);
        assertEquals(Status.TRUSTED, inOneTable.status());
    }

    @Test
    void ofTwoSignaturesThatHoldTheFirstIsReported() {
        MadeSignature first = new MadeSignature(SIGNER, BETWEEN).digest("SHA-1").sign(digestOf("SHA-1", IMAGE));
        SignatureFacts facts = check(first.nest(signature()), DURING);
        assertEquals("sha1", facts.digestAlgorithm());
        assertArrayEquals(digestOf("SHA-256", IMAGE), facts.authentihash());
    }

    @Test
    void moreSignaturesThanHonestOnesAreNotTried() {
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            many.add(new MadeSignature(SIGNER).sign(new byte[32]).bytes());
        }
        many.add(signature().bytes());
        assertEquals(Status.DIGEST_MISMATCH, check(many, DURING).status());
        assertEquals(1, ledger.of(Anomaly.SIGNATURES_EXCEEDED));
    }

    @Test
    void moreWaysToARootThanHonestOnesAreNotTried() {
        List<MadeAuthority> others = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            others.add(MadeAuthority.named(i % 2 == 0 ? "Ring" : "Between")
                    .issuing(4)
                    .by(BETWEEN));
        }
        MadeAuthority lost = MadeAuthority.signer("Lost").by(others.get(1));
        check(signature(lost, others.toArray(new MadeAuthority[0])), DURING);
        assertEquals(1, ledger.of(Anomaly.SIGNATURES_EXCEEDED));
    }

    @Test
    void certificatesThatIssueEachOtherEndTheSearch() {
        MadeAuthority one = MadeAuthority.named("One").issuing(4).by(MadeAuthority.root("Two"));
        MadeAuthority two = MadeAuthority.named("Two").issuing(4).by(one);
        SignatureFacts facts = check(signature(MadeAuthority.signer("Turning").by(two), one, two), DURING);
        assertEquals(Status.UNTRUSTED_ROOT, facts.status());
    }

    @Test
    void aDigestThatNobodyKnowsIsReportedAsUnknown() {
        byte[] bytes = signature().bytes();
        // Its name's last byte stands in front of NULL and the header of the image's digest.
        bytes[indexOf(bytes, digestOf("SHA-256", IMAGE)) - 5] = 9;
        assertEquals(Status.UNSUPPORTED, check(List.of(bytes), DURING).status());
    }

    @Test
    void whatIsNoSignatureIsMalformed() throws IOException {
        assertMalformed(new byte[0]);
        assertMalformed(new byte[64]);
        assertMalformed(new DERSequence(DERNull.INSTANCE).getEncoded());
        assertMalformed(new MadeSignature(SIGNER)
                .signContent("1.3.6.1.4.1.311.2.1.4", new DERSequence())
                .bytes());
        assertMalformed(new MadeSignature(SIGNER)
                .signContent("1.2.840.113549.1.7.1", new DERSequence(new DEROctetString(IMAGE)))
                .bytes());
        byte[] whole = signature().bytes();
        assertMalformed(Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void aSignatureWithoutItsSignersCertificateIsMalformed() {
        MadeSignature made = new MadeSignature(MadeAuthority.signer("Absent").by(ROOT));
        byte[] signed = made.sign(digestOf("SHA-256", IMAGE)).bytes();
        // The serial number in the certificate is not the one that the signature names.
        int at = indexOf(signed, new byte[] {(byte) 0xA0, 3, 2, 1, 2, 2, 1});
        assertTrue(at > 0);
        signed[at + 7] ^= 0x55;
        assertMalformed(signed);
    }

    @Test
    void paddingBehindASignatureIsPassedOver() {
        byte[] bytes = signature().bytes();
        assertEquals(
                Status.TRUSTED,
                check(List.of(Arrays.copyOf(bytes, bytes.length + 7)), DURING).status());
    }

    @Test
    void changedSignaturesNeverThrowAndNeverGainTrust() {
        byte[] whole = signature(SIGNER, BETWEEN, STAMPER)
                .counterSign(STAMPER, DURING)
                .stamp(STAMPER, DURING)
                .nest(signature())
                .bytes();
        byte[] image = new byte[] {9};
        Authenticode authenticode = new Authenticode(ledger, roots);
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            byte[] changed = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            SignatureFacts facts =
                    authenticode.check(List.of(changed), algorithm -> digestOf(algorithm, image), DURING);
            assertFalse(Boolean.TRUE.equals(facts.trusted()), "seed " + seed);
        }
    }

    private void assertUntrusted(MadeAuthority signer, MadeAuthority... between) {
        SignatureFacts facts = check(signature(signer, between), DURING);
        assertEquals(Status.UNTRUSTED_CERTIFICATE, facts.status(), facts.subjectName());
        assertTrue(facts.valid());
    }

    private void assertNotStamped(MadeSignature signature) {
        SignatureFacts facts = check(signature, AFTER);
        assertEquals(Status.EXPIRED, facts.status());
        assertEquals(-1, facts.signedEpochSeconds());
    }

    private void assertMalformed(byte[] bytes) {
        long before = ledger.of(Anomaly.SIGNATURE_MALFORMED);
        SignatureFacts facts = check(List.of(bytes), DURING);
        assertEquals(Status.MALFORMED, facts.status());
        assertNull(facts.valid());
        assertEquals(before + 1, ledger.of(Anomaly.SIGNATURE_MALFORMED));
    }

    private static MadeSignature signature() {
        return signature(SIGNER, BETWEEN);
    }

    private static MadeSignature signature(MadeAuthority signer, MadeAuthority... between) {
        return new MadeSignature(signer, between).sign(digestOf("SHA-256", IMAGE));
    }

    private SignatureFacts check(MadeSignature signature, long captureEpochSeconds) {
        return check(List.of(signature.bytes()), captureEpochSeconds);
    }

    private SignatureFacts check(List<byte[]> signatures, long captureEpochSeconds) {
        return new Authenticode(ledger, roots)
                .check(signatures, algorithm -> digestOf(algorithm, IMAGE), captureEpochSeconds);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
