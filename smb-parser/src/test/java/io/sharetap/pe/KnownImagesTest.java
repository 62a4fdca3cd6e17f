package io.sharetap.pe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.signature.MadeAuthority;
import io.sharetap.signature.MadeSignature;
import io.sharetap.signature.SignatureFacts.Status;
import io.sharetap.signature.TrustedRoots;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownImagesTest {
    private static final long BEFORE = MadeAuthority.FROM - 1_000_000;
    private static final long DURING = MadeAuthority.FROM + 1_000_000;
    private static final long AFTER = MadeAuthority.TO + 1_000_000;

    private static final MadeAuthority ROOT = MadeAuthority.root("Root");
    private static final MadeAuthority SIGNER = MadeAuthority.signer("Acme").by(ROOT);
    private static final MadeAuthority STAMPER = MadeAuthority.named("Clock")
            .purpose(KeyPurposeId.id_kp_timeStamping)
            .by(ROOT);

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();
    private PeInspector inspector;
    private PeFacts reported;

    @BeforeEach
    void knowTheRoot() throws IOException {
        Files.write(folder.resolve("root.der"), ROOT.certificate().getEncoded());
        ExecutableSink sink = new ExecutableSink() {
            @Override
            public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {
                reported = pe;
            }

            @Override
            public void onOtherFile(AssembledFile file, Moment now) {
                reported = null;
            }
        };
        inspector = new PeInspector(ledger, sink, TrustedRoots.shippedWith(folder));
    }

    @Test
    void aProgramThatComesAgainIsNotReadAgain() {
        byte[] bytes = new MadeImage().bytes();
        PeFacts first = inspect(bytes, DURING);
        Counted again = new Counted(bytes);
        assertSame(first, inspect(again, sha256(bytes), AFTER));
        assertEquals(0, again.reads);
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        assertNotSame(first, inspect(other, DURING));
        assertEquals(first, inspect(other, DURING));
    }

    @Test
    void aStampedSignatureHoldsAtAnyTime() {
        byte[] bytes = signed(true);
        PeFacts first = inspect(bytes, DURING);
        assertEquals(Status.TRUSTED, first.signature().status());
        assertSame(first, inspect(bytes, AFTER));
        assertSame(first, inspect(bytes, BEFORE));
    }

    @Test
    void oneWithoutAStampHoldsUntilACertificateBeginsOrEnds() {
        byte[] bytes = signed(false);
        PeFacts before = inspect(bytes, BEFORE);
        assertEquals(Status.EXPIRED, before.signature().status());
        assertSame(before, inspect(bytes, MadeAuthority.FROM - 1));
        PeFacts during = inspect(bytes, MadeAuthority.FROM);
        assertEquals(Status.TRUSTED, during.signature().status());
        assertSame(during, inspect(bytes, MadeAuthority.TO));
        PeFacts after = inspect(bytes, MadeAuthority.TO + 1);
        assertEquals(Status.EXPIRED, after.signature().status());
        assertSame(after, inspect(bytes, AFTER));
        assertEquals(Status.TRUSTED, inspect(bytes, DURING).signature().status());
    }

    @Test
    void whatIsCountedIsCountedEachTime() {
        MadeImage image = new MadeImage();
        image.certificates = new byte[100];
        byte[] bytes = image.bytes();
        for (int time = 1; time <= 3; time++) {
            assertEquals(Status.MALFORMED, inspect(bytes, DURING).signature().status());
            assertEquals(time, ledger.of(Anomaly.SIGNATURE_MALFORMED));
        }
    }

    @Test
    void aDigestThatIsRefusedIsAskedForOnce() {
        byte[] bytes = signed(true);
        assertTrue(inspect(bytes, DURING).signature().valid());
        Counted refusing = new Counted(bytes);
        refusing.refuses = true;
        assertEquals(
                Status.NOT_COMPUTED,
                inspect(refusing, sha256(bytes), DURING).signature().status());
        assertEquals(1, refusing.digests);
        assertTrue(inspect(bytes, DURING).signature().valid());
    }

    @Test
    void whatIsNotAllThereIsReadAsFarAsItIs() {
        byte[] bytes = signed(true);
        assertTrue(inspect(bytes, DURING).signature().valid());
        PeFacts body = inspect(new ArrayContent(bytes, 0x1000, 0x1100), sha256(bytes), DURING);
        assertEquals(Status.NOT_COMPUTED, body.signature().status());
        byte[] unsigned = new MadeImage().bytes();
        PeFacts ofUnknownHash = inspect(new ArrayContent(unsigned), null, DURING);
        assertNotSame(ofUnknownHash, inspect(unsigned, DURING));
    }

    @Test
    void theOnesSeenLastAreRemembered() {
        byte[] bytes = new MadeImage().bytes();
        PeFacts first = inspect(bytes, DURING);
        for (int number = 0; number < 512; number++) {
            inspect(numbered(number), DURING);
            assertSame(first, inspect(bytes, DURING));
        }
        for (int number = 0; number < 512; number++) {
            inspect(numbered(number), DURING);
        }
        assertNotSame(first, inspect(bytes, DURING));
    }

    private static byte[] numbered(int number) {
        byte[] bytes = new MadeImage().bytes();
        bytes[bytes.length - 1] ^= (byte) number;
        bytes[bytes.length - 2] ^= (byte) (1 + (number >> 8));
        return bytes;
    }

    private static byte[] signed(boolean stamped) {
        MadeImage image = new MadeImage();
        image.certificates = new byte[8];
        byte[] unsigned = image.bytes();
        List<Range> leftOut = new PeInspector(new Ledger(), null)
                .rangesToKeep(new ArrayContent(unsigned))
                .leftOut();
        MadeSignature signature =
                new MadeSignature(SIGNER).sign(ArrayContent.digestOf(new ArrayContent(unsigned), "SHA-256", leftOut));
        if (stamped) {
            signature.stamp(STAMPER, DURING);
        }
        MadeImage with = new MadeImage();
        with.certificates = SignedImageTest.entry(signature.bytes(), 2);
        return with.bytes();
    }

    private PeFacts inspect(byte[] bytes, long epochSeconds) {
        return inspect(new ArrayContent(bytes), sha256(bytes), epochSeconds);
    }

    private PeFacts inspect(Content content, byte[] sha256, long epochSeconds) {
        long nanos = epochSeconds * 1_000_000_000L;
        inspector.onFile(
                new AssembledFile(
                        1,
                        null,
                        false,
                        null,
                        "a.exe",
                        null,
                        nanos,
                        nanos,
                        nanos,
                        1,
                        1,
                        AssembledFile.Outcome.SUCCESS,
                        false,
                        sha256,
                        null,
                        content.size(),
                        List.of(),
                        AssembledFile.Cause.WRITE,
                        null,
                        content),
                new Moment());
        return reported;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Counts what it is asked. */
    private static final class Counted implements Content {
        private final ArrayContent content;
        private int reads;
        private int digests;
        private boolean refuses;

        Counted(byte[] bytes) {
            content = new ArrayContent(bytes);
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public boolean whole() {
            return true;
        }

        @Override
        public int read(long fileOffset, byte[] target, int targetAt, int count) {
            reads++;
            return content.read(fileOffset, target, targetAt, count);
        }

        @Override
        public byte[] digest(String algorithm, List<Range> leftOut) {
            digests++;
            return refuses ? null : content.digest(algorithm, leftOut);
        }
    }
}
