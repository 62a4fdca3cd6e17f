package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Smb1CopyTest {
    private static final int NOT_IMPLEMENTED = 0xC000_0002;
    private static final int DISK_FULL = 0xC000_007F;
    private static final int OVERWRITES = 0x12;
    private static final int APPENDS = 0x11;
    private static final int SAME_TREE = 0x700;

    private final Talk talk = new Talk();
    private final Smb1Messages smb1 = new Smb1Messages();

    @BeforeEach
    void connectATree() {
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(1, smb1.treeConnectAnswer("A:"))).quiet();
    }

    /** BufferFormats in front of the names, or (as Samba has it) nothing. */
    private byte[] request(int targetTree, int openFunction, int flags, boolean formats, String from, String to) {
        byte[] words = Smb1Messages.bytes(6)
                .putShort((short) targetTree)
                .putShort((short) openFunction)
                .putShort((short) flags)
                .array();
        Smb1Messages.Placed names = at -> {
            byte[] format = formats ? new byte[] {4} : new byte[0];
            byte[] source = Smb1Messages.join(format, smb1.text(at + format.length, from));
            return Smb1Messages.join(source, format, smb1.text(at + source.length + format.length, to));
        };
        return smb1.request(3, new Smb1Messages.Block(Smb1Commands.COPY, words, names));
    }

    private void copied(byte[] request) {
        talk.client(request);
        assertEquals("", talk.calls());
        talk.server(smb1.answer(3, smb1.oneWord(Smb1Commands.COPY, 1)));
    }

    private static String reported(String from, String to, String action, long offset, String more) {
        return """
                open share %1$s OPENED
                open share %2$s %3$s
                copy %1$s @0 -> %2$s @%4$d +%5$d
                %6$sclose %2$s true -1
                close %1$s true -1""".formatted(from, to, action, offset, FileOpSink.WHOLE, more);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void isRecognisedInWhateverOrderItsNamesStand(boolean formats, boolean wide) {
        smb1.flags2 = Smb1Messages.NT_STATUS | (wide ? Smb1Messages.UNICODE : 0);
        copied(request(SAME_TREE, OVERWRITES, 0, formats, "\\dir\\a.txt", "\\b.exe"));
        assertEquals(reported("dir\\a.txt", "b.exe", "OVERWRITTEN", 0, ""), talk.calls());
    }

    @Test
    void bytesOfTextOrBehindOthersAreUncertain() {
        copied(request(SAME_TREE, OVERWRITES, 0x0C, true, "\\a.txt", "\\b.exe"));
        assertEquals(reported("a.txt", "b.exe", "OVERWRITTEN", 0, "uncertain b.exe\n"), talk.calls());
        copied(request(SAME_TREE, APPENDS, 0, true, "\\a.txt", "\\b.exe"));
        assertEquals(reported("a.txt", "b.exe", "OPENED", FileOpSink.BEHIND, "uncertain b.exe\n"), talk.calls());
    }

    @ParameterizedTest
    @CsvSource({"\\tools, 2, tools\\a.exe", "\\, 0, a.exe", "\\b.exe, 1, b.exe"})
    void intoADirectoryItKeepsItsName(String to, int flags, String path) {
        copied(request(SAME_TREE, OVERWRITES, flags, true, "\\dir\\a.exe", to));
        assertEquals(reported("dir\\a.exe", path, "OVERWRITTEN", 0, ""), talk.calls());
    }

    @Test
    void toAnotherShareIsReported() {
        smb1.treeId = 0x701;
        talk.client(smb1.request(2, smb1.treeConnect("\\\\server\\ADMIN$")));
        talk.server(smb1.answer(2, smb1.treeConnectAnswer("A:"))).quiet();
        smb1.treeId = SAME_TREE;
        copied(request(0x701, OVERWRITES, 0, true, "\\a.exe", "\\b.exe"));
        assertTrue(talk.calls().contains("open ADMIN$ b.exe OVERWRITTEN"), talk::calls);
    }

    @ParameterizedTest
    @ValueSource(ints = {NOT_IMPLEMENTED, Smb1Messages.ACCESS_DENIED})
    void refusedIsNone(int status) {
        talk.client(request(SAME_TREE, OVERWRITES, 0, true, "\\a.exe", "\\b.exe"));
        talk.server(smb1.refusal(Smb1Commands.COPY, 3, status));
        assertEquals("", talk.calls());
    }

    @Test
    void ofNoFilesIsNone() {
        talk.client(request(SAME_TREE, OVERWRITES, 0, true, "\\a.exe", "\\b.exe"));
        talk.server(smb1.answer(3, smb1.oneWord(Smb1Commands.COPY, 0)));
        assertEquals("", talk.calls());
    }

    @Test
    void onAFullDiskThereIsAPartOfIt() {
        talk.client(request(SAME_TREE, OVERWRITES, 0, true, "\\a.exe", "\\b.exe"));
        talk.server(smb1.refusal(Smb1Commands.COPY, 3, DISK_FULL));
        assertEquals("open share b.exe OPENED\ndoubt b.exe\nclose b.exe true -1", talk.calls());
    }

    @ParameterizedTest
    @CsvSource({"\\*.exe, 0", "\\?.exe, 0", "\\dir, 0x20"})
    void ofManyFilesIsCountedAndMayHaveChangedAny(String from, String flags) {
        talk.client(smb1.request(2, smb1.create("\\c.txt")));
        talk.server(smb1.answer(2, smb1.createAnswer(9, 2, 0, 0))).quiet();
        talk.client(request(SAME_TREE, OVERWRITES, Integer.decode(flags), true, from, "\\tools"));
        assertEquals(1, talk.noted(Anomaly.SMB1_WILDCARD_PASSED_OVER));
        assertFalse(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
        talk.server(smb1.answer(3, smb1.oneWord(Smb1Commands.COPY, 2)));
        assertTrue(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
        assertEquals("", talk.calls());
    }

    @Test
    void withoutNamesIsNoted() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.COPY, 3)));
        talk.client(smb1.request(4, smb1.named(Smb1Commands.COPY, 3, "\\a")));
        assertEquals(2, talk.noted(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
    }
}
