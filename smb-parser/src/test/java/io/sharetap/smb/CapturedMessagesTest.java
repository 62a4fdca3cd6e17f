package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads messages of psexec-smb2.pcap: a client of Windows writes PSEXESVC.exe to ADMIN$. */
class CapturedMessagesTest {
    /** Frame 21. */
    private static final String CREATE =
            "fe534d4240000100000000000500010008000000000000000400000000000000fffe00000100000049000004"
                    + "0024000082dd12734780ffeaa9d33fce98df5657390000ff0200000000000000000000000000000000000000"
                    + "9601120080000000030000000500000060000000780018009000000090000000500053004500580045005300"
                    + "560043002e006500780065002800000010000400000018001000000044486e51000000000000000000000000"
                    + "0000000000000000180000001000040000001800000000004d78416300000000180000001000040000001800"
                    + "0000000051466964000000000000000010000400000018002000000052714c7300000000003b6f02a0f8ffff"
                    + "e45b03000000000007000000000000000000000000000000";

    /** Frame 22. */
    private static final String CREATE_ANSWER =
            "fe534d4240000100000000000500010009000000000000000400000000000000fffe00000100000049000004"
                    + "00240000e2c96e49c90848518223c737332404745900ff00020000002bb7ece51d41d3012bb7ece51d41d301"
                    + "2bb7ece51d41d3012bb7ece51d41d3010000000000000000000000000000000020000000000000002d000000"
                    + "09000000010000000900000098000000b0000000200000001000040000001800080000004d78416300000000"
                    + "00000000ff011f003800000010000400000018002000000052714c7300000000003b6f02a0f8ffffe45b0300"
                    + "00000000070000000000000000000000000000002000000010000400000018000800000044486e5100000000"
                    + "00000000000000000000000010000400000018002000000051466964000000000826010000000c0030107300"
                    + "00e0ffff00000000000000000000000000000000";

    /** Frame 39. */
    private static final String WRITE_ANSWER =
            "fe534d4240000100000000000900010009000000000000000500000000000000fffe00000100000049000004"
                    + "0024000002d9819ecb7998b5c03d282168656a9611000000000001000000000000000000";

    /** Frame 48. */
    private static final String CLOSE =
            "fe534d4240000100000000000600010008000000000000000900000000000000fffe00000100000049000004"
                    + "002400005924fb1a8e464fc07769f3a8fcfd256518000100000000002d000000090000000100000009000000";

    /** Frame 49. */
    private static final String CLOSE_ANSWER =
            "fe534d4240000100000000000600010009000000000000000900000000000000fffe00000100000049000004"
                    + "00240000f34f16610584a6090d38fc4614c90d7a3c000100000000002bb7ece51d41d3012bb7ece51d41d301"
                    + "2bb7ece51d41d3012bb7ece51d41d3010000030000000000a03802000000000020000000";

    private static final long PERSISTENT = 0x0000_0009_0000_002DL;
    private static final long VOLATILE = 0x0000_0009_0000_0001L;

    private final SmbAnswer answer = new SmbAnswer();
    private final Smb2Commands commands = new SmbState(
                    Limits.defaults(), new Ledger(), new RecordingSink(), new RecordingSink(), PipeSink.NONE, null)
            .smb2Commands;

    private static ByteWindow window(String digits) {
        byte[] bytes = HexFormat.of().parseHex(digits);
        return new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    @Test
    void readsTheHeader() {
        Smb2HeaderView header = new Smb2HeaderView();
        assertTrue(header.wrap(window(CREATE)));
        assertEquals(Smb2HeaderView.CREATE, header.command());
        assertEquals(4, header.messageId());
        assertEquals(1, header.treeId());
        assertEquals(0x0000_2400_0400_0049L, header.sessionId());
        assertEquals(0, header.nextCommand());
        assertEquals(8, header.flags());
    }

    @Test
    void readsCreate() {
        Smb2CreateView create = new Smb2CreateView();
        assertTrue(create.wrap(window(CREATE)));
        assertEquals("PSEXESVC.exe", create.name());
        assertEquals(144, create.contextsAt());
        assertEquals(144, create.contextsBytes());
        assertFalse(create.directory());
        assertFalse(create.deleteOnClose());
    }

    @Test
    void walksTheContextsOfCreate() {
        CreateContextsView contexts = new CreateContextsView();
        contexts.wrap(window(CREATE), 144, 144);
        StringBuilder names = new StringBuilder();
        while (contexts.next()) {
            names.append(Integer.toHexString(contexts.name())).append(' ');
        }
        assertEquals("44486e51 4d784163 51466964 52714c73 ", names.toString());
    }

    @Test
    void readsTheAnswerToCreate() {
        commands.of(Smb2HeaderView.CREATE).readAnswer(window(CREATE_ANSWER), answer);
        assertEquals(2, answer.kind);
        assertEquals(0, answer.number);
        assertEquals(0x20, answer.attributes);
        assertEquals(PERSISTENT, answer.persistentFileId);
        assertEquals(VOLATILE, answer.volatileFileId);
    }

    @Test
    void readsTheAnswerToWrite() {
        commands.of(Smb2HeaderView.WRITE).readAnswer(window(WRITE_ANSWER), answer);
        assertEquals(65_536, answer.number);
    }

    @Test
    void readsTheAnswerToClose() {
        commands.of(Smb2HeaderView.CLOSE).readAnswer(window(CLOSE_ANSWER), answer);
        assertEquals(145_568, answer.number);
    }

    @Test
    void reportsTheFile() {
        Talk talk = new Talk();
        talk.client(HexFormat.of().parseHex(CREATE)).server(HexFormat.of().parseHex(CREATE_ANSWER));
        talk.client(HexFormat.of().parseHex(CLOSE)).server(HexFormat.of().parseHex(CLOSE_ANSWER));
        assertEquals("smb seen\nopen ? PSEXESVC.exe CREATED\nclose PSEXESVC.exe true 145568", talk.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63})
    void rejectsAHeaderThatIsTooShort(int length) {
        assertFalse(new Smb2HeaderView().wrap(new ByteWindow().wrap(window(CREATE), 0, length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 119})
    void rejectsACreateThatIsTooShort(int length) {
        assertFalse(new Smb2CreateView().wrap(new ByteWindow().wrap(window(CREATE), 0, length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 111})
    void rejectsAWriteThatIsTooShort(int length) {
        assertFalse(new Smb2WriteView().wrap(new ByteWindow().wrap(window(CREATE), 0, length)));
    }
}
