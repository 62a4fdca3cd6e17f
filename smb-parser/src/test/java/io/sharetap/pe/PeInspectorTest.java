package io.sharetap.pe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.Content;
import io.sharetap.transfer.KeptRanges;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeInspectorTest {
    private final Ledger ledger = new Ledger();
    private final List<PeFacts> executables = new ArrayList<>();
    private int others;
    private final PeInspector inspector = new PeInspector(ledger, new ExecutableSink() {
        @Override
        public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {
            executables.add(pe);
        }

        @Override
        public void onOtherFile(AssembledFile file, Moment now) {
            others++;
        }
    });

    @Test
    void readsTheHeadersOfAProgram() {
        PeFacts pe = inspect(new MadeImage().bytes());
        assertEquals("x64", pe.architecture());
        assertEquals(1_700_000_000, pe.timeDateStamp());
        assertTrue(pe.dll());
        assertEquals(3, pe.subsystem());
        assertEquals(
                List.of(new PeFacts.Section(".rdata", 0x1FF0, 0x2000), new PeFacts.Section(".rsrc", 0x1FF0, 0x2000)),
                pe.sections());
        assertNull(pe.imphash());
        assertNull(pe.company());
        assertNull(pe.pdbPath());
        assertEquals(0, pe.certificateTableOffset());
        assertFalse(pe.truncated());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hashesImportsInTheirUsualForm(boolean wide) {
        MadeImage image = new MadeImage();
        image.wide = wide;
        image.importing("KERNEL32.dll", "CreateFileW", "Sleep")
                .importing("WS2_32.DLL", 115, 9_999)
                .importing("OleAut32.dll", 2)
                .importing("driver.SYS", "Entry")
                .importing("mfc42.drv", 7);
        assertEquals(
                md5("kernel32.createfilew,kernel32.sleep,ws2_32.wsastartup,ws2_32.ord9999,oleaut32.sysallocstring,"
                        + "driver.entry,mfc42.drv.ord7"),
                inspect(image.bytes()).imphash());
    }

    @Test
    void readsWhatAProgramSaysOfItsVersion() {
        MadeImage image = new MadeImage();
        image.version.put("CompanyName", "Sharetap");
        image.version.put("Comments", "odd");
        image.version.put("FileDescription", "Prüfling №1");
        image.version.put("FileVersion", "1.2.3");
        image.version.put("InternalName", "probe");
        image.version.put("OriginalFilename", "probe.exe");
        image.version.put("ProductName", "");
        PeFacts pe = inspect(image.bytes());
        assertEquals("Sharetap", pe.company());
        assertEquals("Prüfling №1", pe.description());
        assertEquals("1.2.3", pe.fileVersion());
        assertEquals("probe", pe.internalName());
        assertEquals("probe.exe", pe.originalFileName());
        assertNull(pe.product());
    }

    @Test
    void takesTheBinaryVersionWhereThereIsNoText() {
        MadeImage image = new MadeImage();
        image.version.put("CompanyName", "Sharetap");
        assertEquals("2.3.4.5", inspect(image.bytes()).fileVersion());
    }

    @Test
    void readsThePathOfTheDebugDatabase() {
        MadeImage image = new MadeImage();
        image.pdbPath = "C:\\build\\tööl.pdb";
        assertEquals("C:\\build\\tööl.pdb", inspect(image.bytes()).pdbPath());
    }

    @Test
    void findsTheCertificateTable() {
        MadeImage image = new MadeImage();
        image.certificates = new byte[100];
        PeFacts pe = inspect(image.bytes());
        assertEquals(0x4400, pe.certificateTableOffset());
        assertEquals(100, pe.certificateTableBytes());
        assertFalse(pe.truncated());
        byte[] cut = Arrays.copyOf(image.bytes(), 0x4410);
        assertTrue(inspect(cut).truncated());
    }

    @Test
    void takesOtherFilesForNone() {
        byte[] dos = new byte[200];
        dos[0] = 'M';
        dos[1] = 'Z';
        dos[0x3C] = (byte) 128;
        assertNull(inspect(dos));
        assertNull(inspect(new byte[0]));
        assertNull(inspect("MZ".getBytes(StandardCharsets.US_ASCII)));
        assertNull(inspect(
                "plain text, and a good deal of it, more than any header takes".getBytes(StandardCharsets.US_ASCII)));
        byte[] far = new MadeImage().bytes();
        far[0x3F] = (byte) 0xFF;
        assertNull(inspect(far));
    }

    @Test
    void readsAndCountsAHeaderInsideTheMsDosHeader() {
        byte[] usual = new MadeImage().bytes();
        byte[] early = new byte[usual.length];
        // The signature stands at 4; e_lfanew falls on a field of the optional header.
        System.arraycopy(usual, 0x80, early, 4, 0x300);
        early[0] = 'M';
        early[1] = 'Z';
        early[0x3C] = 4;
        early[0x3D] = 0;
        early[0x3E] = 0;
        early[0x3F] = 0;
        assertNotNull(inspect(early));
        assertEquals(1, ledger.of(Anomaly.PE_OFFSET_UNUSUAL));
    }

    @Test
    void readsAndCountsAHeaderFarBehind() {
        byte[] usual = new MadeImage().bytes();
        int far = (4 << 20) + 8;
        byte[] late = Arrays.copyOf(usual, far + usual.length);
        System.arraycopy(usual, 0x80, late, far, usual.length - 0x80);
        late[0x3C] = (byte) far;
        late[0x3D] = (byte) (far >> 8);
        late[0x3E] = (byte) (far >> 16);
        assertEquals("x64", inspect(late).architecture());
        assertEquals(1, ledger.of(Anomaly.PE_OFFSET_UNUSUAL));
    }

    @Test
    void readsNoMoreSectionsThanALoader() {
        MadeImage image = new MadeImage();
        image.sections = 5_000;
        assertEquals(96, inspect(image.bytes()).sections().size());
        assertEquals(1, ledger.of(Anomaly.PE_SECTIONS_EXCEEDED));
    }

    @Test
    void givesUpImportsThatNeverEnd() {
        MadeImage image = new MadeImage();
        image.importing("a.dll", "f");
        byte[] bytes = image.bytes();
        byte[] row = Arrays.copyOfRange(bytes, 0x400, 0x414);
        byte[] endless = Arrays.copyOf(bytes, 0x400 + 0x10000);
        for (int at = 0x600; at + 20 < endless.length; at += 20) {
            System.arraycopy(row, 0, endless, at, 20);
        }
        setU32(endless, 0x80 + 24 + 112 + 8, 0x1200); // the import directory
        setU32(endless, 0x80 + 24 + 240 + 8, 0x10000); // .rdata in memory
        setU32(endless, 0x80 + 24 + 240 + 16, 0x10000); // .rdata in the file
        assertNull(inspect(endless).imphash());
        assertEquals(1, ledger.of(Anomaly.PE_IMPORTS_EXCEEDED));
    }

    @Test
    void reportsWhatTheBytesAllowWhereSomeAreLacking() {
        MadeImage image = new MadeImage();
        image.importing("a.dll", "f");
        image.version.put("CompanyName", "Sharetap");
        byte[] bytes = image.bytes();
        PeFacts pe = inspector.inspect(new ArrayContent(bytes, 0x400, 0x2400), 0);
        assertNull(pe.imphash());
        assertEquals("Sharetap", pe.company());
        assertEquals(2, pe.sections().size());
        assertTrue(pe.truncated());

        PeFacts cut = inspector.inspect(new ArrayContent(Arrays.copyOf(bytes, 0x2400)), 0);
        assertEquals(md5("a.f"), cut.imphash());
        assertNull(cut.company());
        assertTrue(cut.truncated());
    }

    @Test
    void namesTheRangesOfTheTables() {
        MadeImage image = new MadeImage();
        image.importing("a.dll", "f");
        image.certificates = new byte[100];
        KeptRanges ranges = inspector.rangesToKeep(new ArrayContent(Arrays.copyOf(image.bytes(), 4_096)));
        assertTrue(ranges.program());
        assertTrue(ranges.ranges().contains(new Range(0x400, 0x2400)), ranges.toString());
        assertTrue(ranges.ranges().contains(new Range(0x4400, 0x4464)), ranges.toString());
        assertFalse(inspector.rangesToKeep(new ArrayContent(new byte[4_096])).program());
    }

    @Test
    void distinguishesFiles() {
        inspector.onFile(file(new ArrayContent(new MadeImage().bytes())), new Moment());
        inspector.onFile(file(new ArrayContent(new byte[100])), new Moment());
        inspector.onFile(file(null), new Moment());
        assertEquals(1, executables.size());
        assertEquals(2, others);
    }

    @Test
    void bearsAnyBytes() {
        MadeImage image = new MadeImage();
        image.importing("kernel32.dll", "CreateFileW", 7).importing("ws2_32.dll", 115);
        image.version.put("CompanyName", "Sharetap");
        image.version.put("FileVersion", "1");
        image.pdbPath = "a.pdb";
        image.certificates = new byte[64];
        byte[] good = image.bytes();
        int programs = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = good.clone();
            for (int changes = 1 + random.nextInt(12); changes > 0; changes--) {
                int at = random.nextInt(random.nextBoolean() ? 0x500 : bytes.length);
                bytes[at] = (byte) (random.nextInt(3) == 0 ? 0xFF : random.nextInt());
            }
            int size = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            ArrayContent content = new ArrayContent(Arrays.copyOf(bytes, size));
            try {
                inspector.rangesToKeep(content);
                programs += inspector.inspect(content, 0) != null ? 1 : 0;
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + seed, thrown);
            }
        }
        assertTrue(programs > 10_000, programs + " were still programs");
    }

    private PeFacts inspect(byte[] bytes) {
        return inspector.inspect(new ArrayContent(bytes), 0);
    }

    private static void setU32(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    private static String md5(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static AssembledFile file(Content content) {
        return new AssembledFile(
                1,
                null,
                false,
                null,
                "a.exe",
                null,
                0,
                0,
                0,
                1,
                1,
                AssembledFile.Outcome.SUCCESS,
                false,
                null,
                null,
                content == null ? 0 : content.size(),
                List.of(),
                AssembledFile.Cause.WRITE,
                null,
                content);
    }
}
