package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However messages are cut into pieces, they say the same. */
class SplitTest {
    private static String conversation(Talk talk) {
        Smb2Messages smb2 = talk.smb2;
        byte[] token = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
        talk.server(smb2.negotiateAnswer(0x0311, 1 << 20)).client(smb2.sessionSetup(1, 0, 0, token));
        talk.server(smb2.sessionSetupAnswer(1, 0, token)).client(smb2.treeConnect(2, "\\\\server\\share"));
        talk.server(smb2.treeConnectAnswer(2, 1));
        byte[] create = smb2.create(3, "dir\\a.exe", 0, 4, Smb2Messages.context("DH2Q", new byte[32]));
        byte[] write = smb2.with(Smb2Messages.RELATED).write(4, -1, 0, "some data", 3, 9);
        byte[] rename = smb2.with(Smb2Messages.RELATED).setInfo(5, -1, 10, Smb2Messages.renameTo("b.exe"));
        talk.client(Smb2Messages.compound(
                create, write, rename, smb2.with(Smb2Messages.RELATED).close(6, -1)));
        talk.server(Smb2Messages.compound(
                smb2.createAnswer(3, 9, 2, 0), smb2.writeAnswer(4, 9), smb2.setInfoAnswer(5), smb2.closeAnswer(6, 9)));
        byte[] encrypted =
                Smb2Messages.bytes(100).putInt(0, 0x424D_53FD).putLong(44, 0x51).array();
        talk.client(smb2.write(7, 12, 5, "more"), encrypted)
                .server(smb2.writeAnswer(7, 4))
                .end(EndReason.FINISHED);
        return talk.calls();
    }

    @Test
    void theConversationSaysWhatItShould() {
        assertEquals("""
                smb seen
                tree \\\\server\\share DISK
                open share dir\\a.exe UNANSWERED
                write dir\\a.exe @0 +9
                data some data
                openAnswer dir\\a.exe true
                answer dir\\a.exe @0 CONFIRMED 9
                rename dir\\a.exe -> b.exe
                close b.exe true 9
                open share null UNANSWERED
                write null @5 +4
                data more
                blind ENCRYPTED
                answer null @5 CONFIRMED 4
                close null false -1""", conversation(new Talk()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 13, 63, 64, 65, 111, 112, 113, 200})
    void piecesOfAnyLengthSayTheSame(int pieceBytes) {
        assertEquals(conversation(new Talk()), conversation(new Talk().inPiecesOf(pieceBytes)));
    }

    @Test
    void aCutAtAnyPositionSaysTheSame() {
        Smb2Messages smb2 = new Smb2Messages();
        byte[] create = smb2.create(3, "dir\\a.exe", 0, 4, Smb2Messages.context("DHnQ", new byte[16]));
        byte[] write = smb2.with(Smb2Messages.RELATED).write(4, -1, 0, "some data", 3, 9);
        byte[] message = Smb2Messages.compound(create, write);
        String whole = cut(message, message.length);
        for (int at = 1; at < message.length; at++) {
            assertEquals(whole, cut(message, at), "cut at " + at);
        }
    }

    private static String cut(byte[] message, int at) {
        Talk talk = new Talk().connected().begin(Side.CLIENT, message.length).piece(Side.CLIENT, message, 0, at);
        if (at < message.length) {
            talk.piece(Side.CLIENT, message, at, message.length - at);
        }
        return talk.calls();
    }
}
