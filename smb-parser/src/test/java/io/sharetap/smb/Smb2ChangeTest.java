package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.tcp.EndReason;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes a file beside WRITE: SET_INFO, IOCTL, CLOSE. */
class Smb2ChangeTest {
    private static final int RESUME_KEY = 0x0014_0078;
    private static final int DUPLICATE_EXTENTS = 0x0009_8344;

    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;

    @BeforeEach
    void open() {
        talk.connected().opened(9, "a");
    }

    private String setInfo(int infoClass, byte[] buffer) {
        talk.client(smb2.setInfo(3, 9, infoClass, buffer)).server(smb2.setInfoAnswer(3));
        return talk.calls();
    }

    private static byte[] number(long value) {
        return Smb2Messages.bytes(8).putLong(0, value).array();
    }

    @Test
    void endOfFileIsReported() {
        assertEquals("endOfFile a 500", setInfo(20, number(500)));
    }

    @Test
    void aNegativeEndOfFileIsNoted() {
        assertEquals("", setInfo(20, number(-1)));
        assertEquals(1, talk.noted(Anomaly.SMB2_FILE_OFFSET_INVALID));
    }

    @Test
    void anAllocationIsReported() {
        assertEquals("allocation a 5", setInfo(19, number(5)));
    }

    @Test
    void aValidDataLengthIsReported() {
        assertEquals("validData a 5", setInfo(39, number(5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 65})
    void aRenameIsReportedAndRemembered(int infoClass) {
        assertEquals("rename a -> dir\\b.exe", setInfo(infoClass, Smb2Messages.renameTo("\\dir\\b.exe")));
        talk.client(smb2.write(4, 9, 0, "x"));
        assertEquals("write dir\\b.exe @0 +1\ndata x", talk.calls());
    }

    @Test
    void aStreamIsRenamedWithinItsFile() {
        assertEquals("rename a -> a:s.exe", setInfo(10, Smb2Messages.renameTo(":s.exe:$DATA")));
        assertEquals("rename a:s.exe -> a:t", setInfo(10, Smb2Messages.renameTo(":t")));
    }

    @Test
    void aLinkIsReported() {
        assertEquals("link a -> b", setInfo(11, Smb2Messages.renameTo("b")));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 64})
    void aDispositionIsReported(int infoClass) {
        assertEquals("deletePending a true", setInfo(infoClass, new byte[] {1, 0, 0, 0}));
        assertEquals("deletePending a false", setInfo(infoClass, new byte[] {0, 0, 0, 0}));
    }

    @Test
    void aRefusedChangeIsNotReported() {
        talk.client(smb2.setInfo(3, 9, 20, number(5))).server(smb2.refusal(0x11, 3, Smb2Messages.ACCESS_DENIED));
        assertEquals("", talk.calls());
    }

    @Test
    void otherInformationIsPassedOver() {
        assertEquals("", setInfo(4, new byte[40]));
        byte[] fileSystem = smb2.setInfo(4, 9, 20, number(5));
        fileSystem[64 + 2] = 2;
        talk.client(fileSystem).server(smb2.setInfoAnswer(4));
        assertEquals("", talk.calls());
    }

    @Test
    void aBufferThatIsCutShortIsNoted() {
        assertEquals("", setInfo(20, new byte[7]));
        byte[] name = Smb2Messages.renameTo("abc");
        name[16] = 100;
        assertEquals("", setInfo(10, name));
        assertEquals(2, talk.noted(Anomaly.SMB2_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void aRenameOfAFileWithoutCreateInSightNamesIt() {
        talk.client(smb2.setInfo(3, 8, 10, Smb2Messages.renameTo("b.exe"))).server(smb2.setInfoAnswer(3));
        assertEquals("open share null UNANSWERED\nrename null -> b.exe", talk.calls());
    }

    @Test
    void closeGivesTheSizeWhereTheServerDoes() {
        talk.client(smb2.close(3, 9)).server(smb2.closeAnswer(3, 1234));
        assertEquals("close a true 1234", talk.calls());
    }

    @Test
    void aRefusedCloseClosesNothing() {
        int fileClosed = 0xC000_0128;
        talk.client(smb2.close(3, 9)).server(smb2.refusal(6, 3, fileClosed)).client(smb2.write(4, 9, 0, "x"));
        assertEquals("write a @0 +1\ndata x", talk.calls());
    }

    @Test
    void aCloseWithoutAnswerEndsTheOpenInTheEnd() {
        talk.client(smb2.close(3, 9)).later(121).client(smb2.request(0x0D, 4, new byte[4]));
        assertEquals("close a false -1", talk.calls());
    }

    @Test
    void writesWithoutAnswerAreUnseenAtTheClose() {
        talk.client(smb2.write(2, 9, 0, "x"), smb2.close(3, 9)).server(smb2.closeAnswer(3, -1));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 UNSEEN 1\nclose a true -1", talk.calls());
        talk.server(smb2.writeAnswer(2, 1)).end(EndReason.FINISHED);
        assertEquals("", talk.calls());
    }

    private byte[] chunks(byte[] key, long... numbers) {
        ByteBuffer input =
                Smb2Messages.bytes(32 + numbers.length / 3 * 24).put(0, key).putInt(24, numbers.length / 3);
        for (int i = 0; i < numbers.length; i += 3) {
            int at = 32 + i * 8;
            input.putLong(at, numbers[i]).putLong(at + 8, numbers[i + 1]).putInt(at + 16, (int) numbers[i + 2]);
        }
        return input.array();
    }

    private byte[] resumeKey() {
        byte[] key = new byte[24];
        key[3] = 5;
        talk.client(smb2.ioctl(3, 9, RESUME_KEY, new byte[0]));
        talk.server(smb2.ioctlAnswer(3, RESUME_KEY, java.util.Arrays.copyOf(key, 32)));
        return key;
    }

    private static byte[] written(int chunks) {
        return Smb2Messages.bytes(12).putInt(0, chunks).array();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0014_40F2, 0x0014_80F2})
    void aServerSideCopyNamesItsSource(int code) {
        byte[] key = resumeKey();
        talk.opened(10, "b").client(smb2.ioctl(4, 10, code, chunks(key, 0, 100, 50, 50, 150, 7)));
        talk.server(smb2.ioctlAnswer(4, code, written(2)));
        assertEquals("copy a @0 -> b @100 +50\ncopy a @50 -> b @150 +7", talk.calls());
    }

    @Test
    void ofACopyOnlyTheChunksThatTheServerWroteCount() {
        byte[] key = resumeKey();
        talk.opened(10, "b").client(smb2.ioctl(4, 10, 0x0014_40F2, chunks(key, 0, 0, 50, 50, 50, 7)));
        talk.server(smb2.ioctlAnswer(4, 0x0014_40F2, written(1)));
        assertEquals("copy a @0 -> b @0 +50", talk.calls());
    }

    @ParameterizedTest
    @CsvSource({"0xC000001F, 2, true", "0xC000001F, 1, false", "0xC000007F, 1, true", "0xC000000D, 2, false"})
    void aCopyThatIsRefusedMayHaveCopiedSomePieces(String status, int pieces, boolean doubt) {
        byte[] key = resumeKey();
        byte[] chunks = pieces == 1 ? chunks(key, 0, 0, 50) : chunks(key, 0, 0, 50, 50, 50, 7);
        talk.opened(10, "b").client(smb2.ioctl(4, 10, 0x0014_40F2, chunks));
        talk.server(smb2.refusal(0x0B, 4, Long.decode(status).intValue()));
        assertEquals(doubt ? "doubt b" : "", talk.calls());
        assertEquals(0, talk.noted(Anomaly.SMB2_BODY_SHORT));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "0xC000001F, 0, 0, nothing",
                "0xC000001F, 1, 0, copy a @0 -> b @0 +50",
                "0xC0000054, 1, 0, copy a @0 -> b @0 +50",
                "0xC000001F, 1, 3, doubt b",
                "0xC000001F, 2, 0, doubt b",
                "0xC000007F, 1, 0, doubt b"
            })
    void aServerThatRefusesACopyMaySayHowFarItCame(String status, int pieces, int bytes, String reported) {
        byte[] key = resumeKey();
        talk.opened(10, "b").client(smb2.ioctl(4, 10, 0x0014_40F2, chunks(key, 0, 0, 50, 50, 50, 7)));
        byte[] output =
                Smb2Messages.bytes(12).putInt(0, pieces).putInt(4, bytes).array();
        talk.server(smb2.ioctlAnswer(4, 0x0014_40F2, Long.decode(status).intValue(), output));
        assertEquals(reported == null ? "" : reported, talk.calls());
        assertEquals(0, talk.noted(Anomaly.SMB2_BODY_SHORT));
    }

    @Test
    void theSourceOfACopyMayBeUnknown() {
        talk.opened(10, "b").client(smb2.ioctl(4, 10, 0x0014_40F2, chunks(new byte[24], 0, 0, 50)));
        talk.server(smb2.ioctlAnswer(4, 0x0014_40F2, written(1)));
        assertEquals("copy ? @0 -> b @0 +50", talk.calls());
    }

    @Test
    void aKeyIsForgottenWithItsOpen() {
        byte[] key = resumeKey();
        talk.client(smb2.close(5, 9)).server(smb2.closeAnswer(5, -1)).quiet();
        talk.opened(10, "b").client(smb2.ioctl(4, 10, 0x0014_40F2, chunks(key, 0, 0, 50)));
        talk.server(smb2.ioctlAnswer(4, 0x0014_40F2, written(1)));
        assertEquals("copy ? @0 -> b @0 +50", talk.calls());
    }

    @Test
    void aCopyThatNoFileCanHoldIsLeftOut() {
        byte[] key = resumeKey();
        talk.opened(10, "b").client(smb2.ioctl(4, 10, 0x0014_40F2, chunks(key, -1, 0, 50, 0, Long.MAX_VALUE, 2)));
        talk.server(smb2.ioctlAnswer(4, 0x0014_40F2, written(2)));
        assertEquals("", talk.calls());
    }

    @Test
    void sharedExtentsAreACopyToo() {
        ByteBuffer input = Smb2Messages.bytes(40).putLong(0, 9).putLong(8, 9);
        input.putLong(16, 4096).putLong(24, 0).putLong(32, 8192);
        talk.opened(10, "b").client(smb2.ioctl(4, 10, DUPLICATE_EXTENTS, input.array()));
        talk.server(smb2.ioctlAnswer(4, DUPLICATE_EXTENTS, new byte[0]));
        assertEquals("copy a @4096 -> b @0 +8192", talk.calls());
    }

    @Test
    void aCopyBeyondTheMessageIsNoted() {
        byte[] copy = smb2.ioctl(4, 9, 0x0014_40F2, chunks(new byte[24], 0, 0, 50));
        copy[64 + 27] = 1;
        talk.client(copy);
        assertEquals(1, talk.noted(Anomaly.SMB2_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void zerosThatTheServerWritesAreReported() {
        byte[] range = Smb2Messages.bytes(16).putLong(0, 2).putLong(8, 100).array();
        talk.client(smb2.ioctl(3, 9, 0x0009_80C8, range)).server(smb2.ioctlAnswer(3, 0x0009_80C8, new byte[0]));
        assertEquals("zeros a 2 to 100", talk.calls());
    }

    @Test
    void whatIsOpenBelowADirectoryHasItsPathWithIt() {
        talk.client(smb2.create(20, "dir")).server(smb2.createAnswer(20, 0, 20, 20, 1, 0, 0x10));
        talk.opened(21, "DIR\\sub\\a.exe").opened(22, "director.exe");
        talk.client(smb2.setInfo(23, 20, 10, Smb2Messages.renameTo("else"))).server(smb2.setInfoAnswer(23));
        assertEquals("rename dir -> else", talk.calls());
        talk.client(smb2.write(24, 21, 0, "x"), smb2.write(25, 22, 0, "y"));
        assertEquals("write else\\sub\\a.exe @0 +1\ndata x\nwrite director.exe @0 +1\ndata y", talk.calls());
    }

    @Test
    void otherOpensOfAFileHaveItsNewPathOverAnyTreeOfTheShare() {
        talk.client(smb2.in(0x51, 0).treeConnect(30, "\\\\server\\SHARE"));
        talk.server(smb2.in(0x51, 8).treeConnectAnswer(30, 1)).quiet();
        talk.opened(31, "A");
        smb2.in(0x51, 7);
        assertEquals("rename a -> b", setInfo(10, Smb2Messages.renameTo("b")));
        talk.client(smb2.in(0x51, 8).write(33, 31, 0, "x"));
        assertEquals("write b @0 +1\ndata x", talk.calls());
    }

    /** As where the rename's connection was held up: it is told behind what came after it. */
    @Test
    void whatWasOpenedBehindARenameThatIsReportedLateGoesByTheNamesOfThen() {
        talk.client(smb2.setInfo(3, 9, 10, Smb2Messages.renameTo("b")));
        long frameNumber = talk.now.frameNumber();
        talk.on(2).opened(31, "B").opened(32, "A");
        talk.on(1).now.set(talk.now.epochNanos(), frameNumber);
        talk.server(smb2.setInfoAnswer(3));
        assertEquals("rename a -> b", talk.calls());
        talk.client(smb2.write(33, 31, 0, "x"), smb2.write(34, 32, 0, "y"));
        assertEquals("write B @0 +1\ndata x\nwrite A @0 +1\ndata y", talk.calls());
    }

    @Test
    void opensOfAnotherSessionOfTheTwoHostsHaveTheNewPathToo() {
        talk.client(smb2.in(0x77, 0).treeConnect(30, "\\\\server\\SHARE"));
        talk.server(smb2.in(0x77, 8).treeConnectAnswer(30, 1)).quiet();
        talk.opened(31, "A");
        smb2.in(0x51, 7);
        assertEquals("rename a -> b", setInfo(10, Smb2Messages.renameTo("b")));
        talk.client(smb2.in(0x77, 8).write(33, 31, 0, "x"));
        assertEquals("write b @0 +1\ndata x", talk.calls());
    }

    @Test
    void whatTheServerTakesFromElsewhereIsAGap() {
        byte[] input =
                Smb2Messages.bytes(544).putLong(8, 4096).putLong(16, 8192).array();
        byte[] written = Smb2Messages.bytes(16).putLong(8, 4000).array();
        talk.client(smb2.ioctl(3, 9, 0x0009_8268, input)).server(smb2.ioctlAnswer(3, 0x0009_8268, written));
        assertEquals("write a @4096 +4000\ngap @0 +4000\nanswer a @4096 CONFIRMED 4000", talk.calls());
    }

    @Test
    void whatTheServerTakesFromElsewhereBeyondAnyHonestLengthIsDoubt() {
        byte[] input = Smb2Messages.bytes(544).putLong(16, 1L << 60).array();
        byte[] written = Smb2Messages.bytes(16).putLong(8, 1L << 60).array();
        talk.client(smb2.ioctl(3, 9, 0x0009_8268, input)).server(smb2.ioctlAnswer(3, 0x0009_8268, written));
        assertTrue(talk.calls().endsWith("CONFIRMED 2147483647\ndoubt a"));
    }

    @Test
    void sharedExtentsOfTheNewerKindAreACopyToo() {
        ByteBuffer input = Smb2Messages.bytes(56).putLong(8, 9).putLong(16, 9);
        input.putLong(24, 1).putLong(32, 2).putLong(40, 3);
        talk.opened(10, "b").client(smb2.ioctl(4, 10, 0x0009_83E8, input.array()));
        talk.server(smb2.ioctlAnswer(4, 0x0009_83E8, new byte[0]));
        assertEquals("copy a @1 -> b @2 +3", talk.calls());
    }
}
