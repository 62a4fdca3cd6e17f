package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Smb1ChangeTest {
    private static final int RENAME = 1_010;
    private static final int LINK = 1_011;
    private static final int DISPOSITION = 1_013;
    private static final int RESUME_KEY = 0x0014_0078;
    private static final int COPYCHUNK = 0x0014_40F2;

    private final Talk talk = new Talk();
    private final Smb1Messages smb1 = new Smb1Messages();

    @BeforeEach
    void openAFile() {
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(1, smb1.treeConnectAnswer("A:")));
        talk.client(smb1.request(2, smb1.create("\\dir\\a.txt")));
        talk.server(smb1.answer(2, smb1.createAnswer(9, 2, 0, 0))).quiet();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0104, 1_020})
    void theEndOfTheFileIsSet(int level) {
        talk.client(smb1.request(3, smb1.setFile(9, level, number(500))));
        assertEquals("", talk.calls());
        granted(3);
        assertEquals("endOfFile dir\\a.txt 500", talk.calls());
    }

    @Test
    void aRefusedChangeIsNone() {
        talk.client(smb1.request(3, smb1.setFile(9, 0x0104, number(500))));
        talk.server(smb1.refusal(Smb1Commands.TRANSACTION2, 3, Smb1Messages.ACCESS_DENIED));
        assertEquals("", talk.calls());
    }

    @Test
    void aNameAloneStaysInItsFolder() {
        talk.client(smb1.request(3, smb1.setFile(9, RENAME, smb1.renameTo("b.exe"))));
        granted(3);
        assertEquals("rename dir\\a.txt -> dir\\b.exe", talk.calls());
        assertEquals("dir\\b.exe", talk.sink.opens.get(0).path());
    }

    @Test
    void aPathIsFromTheShare() {
        talk.client(smb1.request(3, smb1.setFile(9, RENAME, smb1.renameTo("\\other\\b.exe"))));
        granted(3);
        talk.client(smb1.request(4, smb1.setFile(9, LINK, smb1.renameTo("\\c.exe"))));
        granted(4);
        assertEquals("rename dir\\a.txt -> other\\b.exe\nlink other\\b.exe -> c.exe", talk.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0102, DISPOSITION})
    void aDispositionIsReported(int level) {
        talk.client(smb1.request(3, smb1.setFile(9, level, new byte[] {1})));
        granted(3);
        assertEquals("deletePending dir\\a.txt true", talk.calls());
    }

    @Test
    void anAllocationIsReported() {
        talk.client(smb1.request(4, smb1.setFile(9, 0x0103, number(3))));
        granted(4);
        assertEquals("allocation dir\\a.txt 3", talk.calls());
    }

    @Test
    void aChangeByPathIsAnOpenOfItsOwn() {
        talk.client(smb1.request(3, smb1.setPath("\\x.exe", 0x0104, number(0))));
        granted(3);
        assertEquals("open share x.exe OPENED\nendOfFile x.exe 0\nclose x.exe true -1", talk.calls());
    }

    @Test
    void aRefusedChangeByPathIsNone() {
        talk.client(smb1.request(3, smb1.setPath("\\x.exe", 0x0104, number(0))));
        talk.server(smb1.refusal(Smb1Commands.TRANSACTION2, 3, Smb1Messages.ACCESS_DENIED));
        assertEquals("", talk.calls());
    }

    @Test
    void otherTransactionsChangeNothing() {
        talk.client(smb1.request(3, smb1.transaction2(1, new byte[20], new byte[0])));
        granted(3);
        talk.client(smb1.request(4, smb1.setFile(9, 0x0101, new byte[40])));
        granted(4);
        assertEquals("", talk.calls());
        assertEquals(0, talk.noted(Anomaly.SMB_ANSWER_WITHOUT_REQUEST));
    }

    @Test
    void furtherPartsOfAnAnswerAreNoAnswers() {
        talk.client(smb1.request(3, smb1.transaction2(1, new byte[20], new byte[0])));
        granted(3);
        byte[] words = Smb1Messages.bytes(20).putShort(16, (short) 4_000).array();
        talk.server(smb1.answer(3, smb1.block(Smb1Commands.TRANSACTION2, words)));
        talk.later(1_000).client(smb1.request(4, smb1.empty(Smb1Commands.TREE_DISCONNECT)));
        assertEquals(0, talk.noted(Anomaly.SMB_ANSWER_WITHOUT_REQUEST));
    }

    @Test
    void aTransactionInPartsIsNoted() {
        byte[] message = smb1.request(3, smb1.setFile(9, 0x0104, number(0)));
        message[32 + 1 + 2] = 20;
        talk.client(message);
        granted(3);
        assertEquals("", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_TRANSACTION_SPLIT));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 24})
    void partsOutsideOfTheMessageAreNoted(int offsetAt) {
        byte[] message = smb1.request(3, smb1.setFile(9, 0x0104, number(0)));
        message[32 + 1 + offsetAt + 1] = 0x10;
        byte[] inFront = smb1.request(4, smb1.setFile(9, 0x0104, number(0)));
        inFront[32 + 1 + offsetAt] = 0;
        talk.client(message, inFront);
        granted(3);
        granted(4);
        assertEquals("", talk.calls());
        assertEquals(2, talk.noted(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void aNameLongerThanItsDataIsNoted() {
        byte[] rename = smb1.renameTo("b");
        rename[8] = 99;
        talk.client(smb1.request(3, smb1.setFile(9, RENAME, rename)));
        granted(3);
        assertEquals("", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void copiesByTheServerAreReported() {
        talk.client(smb1.request(3, smb1.create("\\b.exe"))).server(smb1.answer(3, smb1.createAnswer(10, 2, 0, 0)));
        talk.client(smb1.request(4, smb1.ioctl(9, RESUME_KEY, new byte[0])));
        byte[] key = "the resume key of 24 byte".substring(0, 24).getBytes(StandardCharsets.US_ASCII);
        talk.server(smb1.answer(4, smb1.ioctlAnswer(Smb1Messages.join(key, new byte[8]))))
                .quiet();
        byte[] chunk = Smb1Messages.bytes(24).putLong(5).putLong(7).putInt(100).array();
        byte[] copy = Smb1Messages.join(key, Smb1Messages.bytes(8).putInt(0, 1).array(), chunk);
        talk.client(smb1.request(5, smb1.ioctl(10, COPYCHUNK, copy)));
        talk.server(smb1.answer(
                5, smb1.ioctlAnswer(Smb1Messages.bytes(12).putInt(0, 1).array())));
        assertEquals("copy dir\\a.txt @5 -> b.exe @7 +100", talk.calls());
    }

    @Test
    void aCopyWhoseDataLiesOutsideIsNoted() {
        byte[] message = smb1.request(3, smb1.ioctl(9, COPYCHUNK, new byte[56]));
        message[32 + 1 + 31] = 0;
        talk.client(message).server(smb1.answer(3, smb1.ioctlAnswer(new byte[12])));
        assertEquals("", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void renamesByPathAreReported() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.RENAME, 1, "\\old.txt", "\\dir\\new.exe")));
        assertEquals("", talk.calls());
        talk.server(smb1.answer(3, smb1.empty(Smb1Commands.RENAME)));
        talk.client(smb1.request(4, smb1.named(Smb1Commands.NT_RENAME, 4, "\\older.txt", "\\newer.exe")));
        talk.server(smb1.answer(4, smb1.empty(Smb1Commands.NT_RENAME)));
        assertEquals("pathRename old.txt -> dir\\new.exe\npathRename older.txt -> newer.exe", talk.calls());
    }

    @Test
    void hardLinksByPathAreReported() {
        byte[] message = smb1.request(3, smb1.named(Smb1Commands.NT_RENAME, 4, "\\a.exe", "\\b.exe"));
        message[32 + 1 + 2] = 0x03;
        message[32 + 1 + 3] = 0x01;
        talk.client(message).server(smb1.answer(3, smb1.empty(Smb1Commands.NT_RENAME)));
        assertEquals("open share a.exe OPENED\nlink a.exe -> b.exe\nclose a.exe true -1", talk.calls());
    }

    @Test
    void copiesByPathAreReported() {
        byte[] message = smb1.request(3, smb1.named(Smb1Commands.NT_RENAME, 4, "\\a.exe", "\\b.exe"));
        message[32 + 1 + 2] = 0x05;
        message[32 + 1 + 3] = 0x01;
        talk.client(message).server(smb1.answer(3, smb1.empty(Smb1Commands.NT_RENAME)));
        assertEquals("""
                open share a.exe OPENED
                open share b.exe CREATED
                copy a.exe @0 -> b.exe @0 +%d
                close b.exe true -1
                close a.exe true -1""".formatted(FileOpSink.WHOLE), talk.calls());
    }

    @Test
    void deletionsByPathAreReported() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.DELETE, 1, "\\dir\\a.exe")));
        talk.server(smb1.answer(3, smb1.empty(Smb1Commands.DELETE)));
        assertEquals("pathRename dir\\a.exe -> null", talk.calls());
    }

    @Test
    void deletionsByPatternAreNoted() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.DELETE, 1, "\\dir\\*")));
        talk.server(smb1.answer(3, smb1.empty(Smb1Commands.DELETE)));
        assertEquals("", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_WILDCARD_PASSED_OVER));
    }

    @Test
    void aRenameWithoutNamesIsNoted() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.RENAME, 1)));
        talk.client(smb1.request(4, smb1.named(Smb1Commands.RENAME, 1, "\\a")));
        assertEquals(2, talk.noted(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
    }

    private void granted(int mid) {
        talk.server(smb1.answer(mid, smb1.block(Smb1Commands.TRANSACTION2, new byte[20])));
    }

    private static byte[] number(long value) {
        return Smb1Messages.bytes(8).putLong(0, value).array();
    }

    @Test
    void whatIsOpenBelowADirectoryHasItsPathWithIt() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.RENAME, 1, "\\DIR", "\\else")));
        talk.server(smb1.answer(3, smb1.empty(Smb1Commands.RENAME))).quiet();
        talk.client(smb1.request(4, smb1.write(9, 0, "x")));
        assertEquals("write else\\a.txt @0 +1\ndata x", talk.calls());
    }

    @Test
    void anotherDirectoryIsNoneOfItsPath() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.NT_RENAME, 4, "\\di", "\\else")));
        talk.server(smb1.answer(3, smb1.empty(Smb1Commands.NT_RENAME))).quiet();
        talk.client(smb1.request(4, smb1.write(9, 0, "x")));
        assertEquals("write dir\\a.txt @0 +1\ndata x", talk.calls());
    }

    @Test
    void renamesByPatternMayHaveChangedAnyFile() {
        talk.client(smb1.request(3, smb1.named(Smb1Commands.RENAME, 1, "\\dir\\*", "\\else\\*")));
        assertFalse(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
        talk.server(smb1.answer(3, smb1.empty(Smb1Commands.RENAME)));
        assertTrue(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
    }
}
