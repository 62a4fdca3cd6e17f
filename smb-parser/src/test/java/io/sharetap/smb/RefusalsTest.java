package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as refused, and which programs are noticed as read. */
class RefusalsTest {
    private static final int SHARING_VIOLATION = 0xC000_0043;
    private static final int NAME_NOT_FOUND = 0xC000_0034;
    private static final int INSUFFICIENT_RESOURCES = 0xC000_009A;
    private static final byte[] EVE = NtlmTokens.authenticate("CORP", "eve", "WS66");

    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;
    private final Smb1Messages smb1 = new Smb1Messages();

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xC000_0022,
                0xC000_00CA,
                0xC000_0061,
                0xC000_0361,
                0xC000_0362,
                0xC000_0363,
                0xC000_0364,
                0xC000_0906,
                0xC000_0907
            })
    void filesThatTheClientMayNotHave(int status) {
        talk.connected().client(smb2.create(2, "a")).server(smb2.refusal(5, 2, status));
        assertEquals(List.of("open a"), talk.sink.acts);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHARING_VIOLATION, NAME_NOT_FOUND, INSUFFICIENT_RESOURCES})
    void whatIsInUseOrNotThereIsNotRefused(int status) {
        talk.connected().client(smb2.create(2, "a")).server(smb2.refusal(5, 2, status));
        assertEquals(List.of(), talk.sink.acts);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC000_0022, 0xC000_00CA, 0xC000_00CC, 0xC000_006D, 0xC000_0234})
    void sharesThatTheClientMayNotHave(int status) {
        talk.client(smb2.treeConnect(1, "\\\\server\\C$")).server(smb2.refusal(3, 1, status));
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\D$")));
        talk.server(smb1.refusal(Smb1Commands.TREE_CONNECT_ANDX, 1, status));
        assertEquals(List.of("tree \\\\server\\C$", "tree \\\\server\\D$"), talk.sink.acts);
    }

    @Test
    void aServerOutOfMemoryRefusesNoShare() {
        talk.client(smb2.treeConnect(1, "\\\\server\\C$")).server(smb2.refusal(3, 1, INSUFFICIENT_RESOURCES));
        assertEquals(List.of(), talk.sink.acts);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xC000_0022,
                0xC000_0064,
                0xC000_006A,
                0xC000_006D,
                0xC000_006E,
                0xC000_006F,
                0xC000_0070,
                0xC000_0071,
                0xC000_0072,
                0xC000_015B,
                0xC000_0193,
                0xC000_0224,
                0xC000_0234,
                0xC000_0388,
                0xC000_0413
            })
    void logonsAreRefusedAlsoWhereTheRequestWasNotSeen(int status) {
        talk.client(smb2.sessionSetup(1, 0, 0, EVE)).server(smb2.refusal(1, 1, status));
        talk.server(smb2.refusal(1, 2, status));
        smb1.userId = 0;
        talk.client(smb1.request(3, smb1.sessionSetup("", "", 1, 0)));
        talk.server(smb1.refusal(Smb1Commands.SESSION_SETUP_ANDX, 3, status));
        assertEquals(List.of("logon of CORP\\eve", "logon of null", "logon of (anonymous)"), talk.sink.acts);
    }

    @Test
    void aSessionThatTheServerDoesNotKnowIsNoRefusedLogon() {
        talk.server(smb2.refusal(1, 2, 0xC000_0203));
        assertEquals(List.of(), talk.sink.acts);
    }

    /** An answer whose status is in terms of DOS. */
    private byte[] dos(int command, int id, int errorClass, int code) {
        byte[] message = smb1.refusal(command, id, errorClass | code << 16);
        message[11] &= ~0x40; // Flags2 without NT status
        return message;
    }

    @Test
    void refusalsInTheTermsOfDosCount() {
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\C$")));
        talk.server(dos(Smb1Commands.TREE_CONNECT_ANDX, 1, 2, 6));
        talk.client(smb1.request(2, smb1.treeConnect("\\\\server\\D$")));
        talk.server(dos(Smb1Commands.TREE_CONNECT_ANDX, 2, 2, 4));
        talk.client(smb1.request(3, smb1.create("a"))).server(dos(Smb1Commands.NT_CREATE_ANDX, 3, 1, 5));
        talk.client(smb1.request(4, smb1.create("b"))).server(dos(Smb1Commands.NT_CREATE_ANDX, 4, 1, 2));
        talk.server(dos(Smb1Commands.SESSION_SETUP_ANDX, 5, 2, 2));
        assertEquals(List.of("tree \\\\server\\C$", "tree \\\\server\\D$", "open a", "logon of null"), talk.sink.acts);
    }

    private void opened() {
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(1, smb1.treeConnectAnswer("A:")));
        talk.client(smb1.request(2, smb1.create("a.exe"))).server(smb1.answer(2, smb1.createAnswer(9, 1, 5_000, 0)));
    }

    private void read(int id, int offset, String data) {
        ByteBuffer asked = Smb1Messages.bytes(24).put(0, (byte) 0xFF).putShort(4, (short) 9);
        asked.putInt(6, offset).putShort(10, (short) 4_096);
        talk.client(smb1.request(id, smb1.block(Smb1Commands.READ_ANDX, asked.array())));
        byte[] bytes = Smb1Messages.ascii(data);
        ByteBuffer answer = Smb1Messages.bytes(24).put(0, (byte) 0xFF);
        answer.putShort(10, (short) bytes.length).putShort(12, (short) (32 + 1 + 24 + 2));
        talk.server(smb1.answer(id, smb1.block(Smb1Commands.READ_ANDX, answer.array(), bytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 7, 1})
    void programsThatAreReadBySmb1AreNoticedOnceAnOpen(int pieceBytes) {
        talk.inPiecesOf(pieceBytes);
        opened();
        read(3, 4_096, "MZ in the middle");
        read(4, 0, "M");
        assertEquals(List.of(), talk.sink.acts);
        read(5, 0, "MZ and more");
        read(6, 0, "MZ once more");
        assertEquals(List.of("program read a.exe"), talk.sink.acts);
    }

    @Test
    void otherFilesThatAreReadBySmb1AreNot() {
        opened();
        read(3, 0, "%PDF");
        assertEquals(List.of(), talk.sink.acts);
    }
}
