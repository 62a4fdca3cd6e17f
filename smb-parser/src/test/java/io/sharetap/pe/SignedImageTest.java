package io.sharetap.pe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.signature.MadeAuthority;
import io.sharetap.signature.MadeSignature;
import io.sharetap.signature.SignatureFacts;
import io.sharetap.signature.SignatureFacts.Status;
import io.sharetap.signature.TrustedRoots;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.KeptRanges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedImageTest {
    private static final long DURING = MadeAuthority.FROM + 1_000_000;
    private static final int TABLE_AT = 0x4400;
    private static final int CHECK_SUM_AT = 0x80 + 24 + 64;
    private static final int DIRECTORY_AT = 0x80 + 24 + 112 + 4 * 8;

    private static final MadeAuthority ROOT = MadeAuthority.root("Root");
    private static final MadeAuthority SIGNER = MadeAuthority.signer("Acme").by(ROOT);

    @TempDir
    static Path folder;

    private static TrustedRoots roots;

    private final Ledger ledger = new Ledger();
    private final PeInspector inspector = new PeInspector(
            ledger,
            new ExecutableSink() {
                @Override
                public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {}

                @Override
                public void onOtherFile(AssembledFile file, Moment now) {}
            },
            roots);

    @BeforeAll
    static void writeTheRoot() throws IOException {
        Path rootsOfTest = Files.createDirectory(folder.resolve("roots"));
        Files.write(rootsOfTest.resolve("root.der"), ROOT.certificate().getEncoded());
        roots = TrustedRoots.shippedWith(rootsOfTest);
    }

    @Test
    void aSignatureCoversAllButCheckSumDirectoryEntryAndTable() {
        byte[] bytes = signed();
        assertEquals(Status.TRUSTED, signatureOf(bytes).status());
        assertTrue(signatureOf(bytes).valid());
        for (int at : List.of(2, CHECK_SUM_AT - 1, CHECK_SUM_AT + 4, DIRECTORY_AT - 1, DIRECTORY_AT + 8, 0x3FFF)) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            assertEquals(Status.DIGEST_MISMATCH, signatureOf(changed).status(), "byte " + at);
        }
        byte[] newSum = bytes.clone();
        newSum[CHECK_SUM_AT] ^= 1;
        newSum[CHECK_SUM_AT + 3] ^= 1;
        assertEquals(Status.TRUSTED, signatureOf(newSum).status());
    }

    @Test
    void bytesBehindTheTableAreCovered() {
        byte[] bytes = signed();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
        assertEquals(Status.DIGEST_MISMATCH, signatureOf(longer).status());
    }

    @Test
    void bytesInFrontOfTheTableAreCovered() {
        byte[] bytes = signed();
        byte[] longer = new byte[bytes.length + 16];
        System.arraycopy(bytes, 0, longer, 0, TABLE_AT);
        System.arraycopy(bytes, TABLE_AT, longer, TABLE_AT + 16, bytes.length - TABLE_AT);
        ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putInt(DIRECTORY_AT, TABLE_AT + 16);
        assertEquals(Status.DIGEST_MISMATCH, signatureOf(longer).status());
    }

    @Test
    void aProgramWithoutATableHasNoSignature() {
        assertNull(inspector
                .inspect(new ArrayContent(new MadeImage().bytes()), DURING)
                .signature());
    }

    @Test
    void severalSignaturesStandInOneTable() {
        MadeImage image = new MadeImage();
        image.certificates = new byte[8];
        byte[] digest = imageDigest(image.bytes(), "SHA-256", 8);
        byte[] other = entry(new MadeSignature(SIGNER).sign(new byte[32]).bytes(), 2);
        byte[] unknown = entry(new byte[11], 1);
        byte[] right = entry(new MadeSignature(SIGNER).sign(digest).bytes(), 2);
        MadeImage with = new MadeImage();
        with.certificates = join(unknown, other, right);
        assertEquals(Status.TRUSTED, signatureOf(with.bytes()).status());
    }

    @Test
    void aTableOfNonsenseIsMalformed() {
        for (byte[] table : List.of(new byte[100], new byte[4], entry(new byte[20], 1), entry(new byte[20], 2))) {
            long before = ledger.of(Anomaly.SIGNATURE_MALFORMED);
            MadeImage image = new MadeImage();
            image.certificates = table;
            assertEquals(Status.MALFORMED, signatureOf(image.bytes()).status());
            assertEquals(before + 1, ledger.of(Anomaly.SIGNATURE_MALFORMED));
        }
        byte[] long32 = entry(new byte[20], 2);
        ByteBuffer.wrap(long32).order(ByteOrder.LITTLE_ENDIAN).putInt(0, -1);
        MadeImage image = new MadeImage();
        image.certificates = long32;
        assertEquals(Status.MALFORMED, signatureOf(image.bytes()).status());
    }

    @Test
    void aTableLargerThanHonestOnesIsNotRead() {
        byte[] bytes = signed();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(DIRECTORY_AT + 4, CertificateTable.BYTES_MAX + 1);
        assertEquals(Status.NOT_COMPUTED, signatureOf(bytes).status());
        assertEquals(1, ledger.of(Anomaly.PE_CERTIFICATES_EXCEEDED));
    }

    @Test
    void whereBytesAreLackingNothingIsSaid() {
        byte[] bytes = signed();
        SignatureFacts body = inspector
                .inspect(new ArrayContent(bytes, 0x1000, 0x1100), DURING)
                .signature();
        assertEquals(Status.NOT_COMPUTED, body.status());
        assertNull(body.valid());
        assertEquals("Acme", body.subjectName());
        SignatureFacts table = inspector
                .inspect(new ArrayContent(bytes, TABLE_AT + 10, TABLE_AT + 20), DURING)
                .signature();
        assertEquals(Status.NOT_COMPUTED, table.status());
        assertNull(table.subjectName());
        PeFacts cut = inspector.inspect(new ArrayContent(Arrays.copyOf(bytes, TABLE_AT + 30)), DURING);
        assertEquals(Status.NOT_COMPUTED, cut.signature().status());
    }

    @Test
    void whatIsLeftOutIsNamedWhenTheHeadIsThere() {
        byte[] bytes = signed();
        KeptRanges ranges = inspector.rangesToKeep(new ArrayContent(Arrays.copyOf(bytes, 4_096)));
        assertEquals(
                List.of(
                        new Range(CHECK_SUM_AT, CHECK_SUM_AT + 4),
                        new Range(DIRECTORY_AT, DIRECTORY_AT + 8),
                        new Range(TABLE_AT, bytes.length)),
                ranges.leftOut());
        byte[] unsigned = Arrays.copyOf(new MadeImage().bytes(), 4_096);
        assertNull(inspector.rangesToKeep(new ArrayContent(unsigned)).leftOut());
    }

    @Test
    void headersOfNonsenseAreNoFault() {
        byte[] bytes = signed();
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset : new int[] {1, 0x80, CHECK_SUM_AT, bytes.length - 1, bytes.length, -1}) {
            header.putInt(DIRECTORY_AT, offset);
            assertNotNull(signatureOf(bytes).status(), "offset " + offset);
        }
        header.putInt(DIRECTORY_AT, 8).putInt(DIRECTORY_AT + 4, 0);
        assertEquals(Status.MALFORMED, signatureOf(bytes).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-h sha1",
                "-h sha256",
                "-h sha384",
                "-h sha512",
                "-h sha256 -ph",
                "-h sha1 -ph",
                "-h sha2 -jp low"
            })
    void whatOsslsigncodeSignsHolds(String options) throws Exception {
        SignatureFacts facts = signedByOsslsigncode(options, new MadeImage().bytes());
        assertEquals(Status.TRUSTED, facts.status());
        assertTrue(facts.valid());
        assertEquals("Acme", facts.subjectName());
    }

    @Test
    void osslsigncodeAndWeSayTheSameDigest() throws Exception {
        MadeImage image = new MadeImage();
        image.wide = false;
        image.importing("a.dll", "f");
        Path out = folder.resolve("digest.exe");
        signedByOsslsigncode("-h sha256", image.bytes(), out);
        String said = run("osslsigncode", "verify", "-in", out.toString());
        SignatureFacts facts = signatureOf(Files.readAllBytes(out));
        String hex = java.util.HexFormat.of().formatHex(facts.authentihash()).toUpperCase(Locale.ROOT);
        assertTrue(said.contains("Calculated message digest : " + hex), said);
    }

    @Test
    void aSecondSignatureByOsslsigncodeHoldsToo() throws Exception {
        Path once = folder.resolve("once.exe");
        signedByOsslsigncode("-h sha1", new MadeImage().bytes(), once);
        SignatureFacts facts = signedByOsslsigncode("-h sha256 -nest", Files.readAllBytes(once));
        assertEquals(Status.TRUSTED, facts.status());
        assertEquals("sha1", facts.digestAlgorithm());
        assertNotNull(facts.authentihash());
        byte[] changed = Files.readAllBytes(once);
        changed[0x1000] ^= 1;
        assertFalse(signatureOf(changed).valid());
    }

    private SignatureFacts signedByOsslsigncode(String options, byte[] image) throws Exception {
        return signedByOsslsigncode(options, image, folder.resolve("signed" + options.hashCode() + ".exe"));
    }

    private SignatureFacts signedByOsslsigncode(String options, byte[] image, Path out) throws Exception {
        boolean there = Files.isExecutable(Path.of("/usr/bin/osslsigncode"));
        assertTrue(there || !"true".equals(System.getenv("CI")), "CI has osslsigncode");
        Assumptions.assumeTrue(there, "osslsigncode is not installed");
        Path in = Files.write(folder.resolve("unsigned.exe"), image);
        Path certificate = Files.writeString(
                folder.resolve("signer.pem"),
                pem("CERTIFICATE", SIGNER.certificate().getEncoded()));
        Path key = Files.writeString(
                folder.resolve("signer.key"),
                pem("PRIVATE KEY", SIGNER.keys().getPrivate().getEncoded()));
        Files.deleteIfExists(out);
        String command = "osslsigncode sign -certs " + certificate + " -key " + key + " " + options + " -in " + in
                + " -out " + out;
        String said = run(command.split(" "));
        assertTrue(Files.exists(out), said);
        return signatureOf(Files.readAllBytes(out));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
        return said;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private SignatureFacts signatureOf(byte[] bytes) {
        return inspector.inspect(new ArrayContent(bytes), DURING).signature();
    }

    private static byte[] signed() {
        MadeImage image = new MadeImage();
        image.certificates = new byte[8];
        byte[] digest = imageDigest(image.bytes(), "SHA-256", 8);
        MadeImage with = new MadeImage();
        with.certificates = entry(new MadeSignature(SIGNER).sign(digest).bytes(), 2);
        byte[] bytes = with.bytes();
        assertArrayEquals(digest, imageDigest(bytes, "SHA-256", with.certificates.length));
        return bytes;
    }

    /** The digest, by another way than the code under test: the three parts are cut out. */
    private static byte[] imageDigest(byte[] bytes, String algorithm, int tableBytes) {
        byte[] covered = join(
                Arrays.copyOfRange(bytes, 0, CHECK_SUM_AT),
                Arrays.copyOfRange(bytes, CHECK_SUM_AT + 4, DIRECTORY_AT),
                Arrays.copyOfRange(bytes, DIRECTORY_AT + 8, bytes.length - tableBytes));
        try {
            return MessageDigest.getInstance(algorithm).digest(covered);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One row of the table, padded to 8 bytes. */
    static byte[] entry(byte[] content, int type) {
        int length = content.length + 8;
        ByteBuffer row = ByteBuffer.allocate(length + 7 & -8).order(ByteOrder.LITTLE_ENDIAN);
        row.putInt(length).putShort((short) 0x200).putShort((short) type).put(content);
        return row.array();
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
