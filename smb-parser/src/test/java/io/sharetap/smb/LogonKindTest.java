package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom servers take clients for, and what is said of sessions whose logon was missed. */
class LogonKindTest {
    private static final int LOGON_FAILURE = 0xC000_006D;
    private static final int BINDING = 1;
    private static final int GUEST = 1;
    private static final byte[] EVE = NtlmTokens.authenticate("CORP", "eve", "WS66");

    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;
    private final Smb1Messages smb1 = new Smb1Messages();

    private SmbSession session() {
        return talk.sink.session;
    }

    /** Both rounds; the server grants it with these flags. */
    private void logon(byte[] token, int sessionFlags) {
        smb2.in(0, 0);
        talk.client(smb2.sessionSetup(1, 0, 0, NtlmTokens.message(1, 40)));
        smb2.in(0x51, 7);
        talk.server(smb2.sessionSetupAnswer(1, Smb2Messages.MORE_PROCESSING, new byte[0]));
        talk.client(smb2.sessionSetup(2, 0, 0, token)).server(smb2.sessionSetupAnswer(2, 0, sessionFlags, new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({"0, USER", "1, GUEST", "2, ANONYMOUS", "4, USER", "5, GUEST"})
    void theServerSaysWhomItTakesTheClientFor(int sessionFlags, LogonKind kind) {
        logon(EVE, sessionFlags);
        talk.opened(9, "a");
        assertEquals(kind, session().logonKind());
        assertEquals("eve", session().userName());
        assertTrue(session().logonSeen());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void whoNamesNobodyAndProvesNothingIsAnonymous(int sessionFlags) {
        logon(NtlmTokens.anonymous(), sessionFlags);
        talk.opened(9, "a");
        assertEquals(LogonKind.ANONYMOUS, session().logonKind());
        assertNull(session().userName());
        assertEquals("WS66", session().clientName());
    }

    @Test
    void namesAreKnownOnAChannelThatIsBoundLater() {
        logon(EVE, 0);
        talk.opened(9, "a").on(2).client(smb2.sessionSetup(1, BINDING, 0, EVE));
        talk.server(smb2.sessionSetupAnswer(1, 0, new byte[0])).client(smb2.create(2, "b"));
        talk.server(smb2.createAnswer(2, 10, 2, 0));
        assertEquals("b", talk.sink.opens.get(1).path());
        assertEquals("eve on WS66", session().userName() + " on " + session().clientName());
        assertTrue(session().logonSeen());
    }

    @Test
    void whereNoAnswerIsEverHeardTheClientsWordIsAllThereIs() {
        talk.client(smb2.sessionSetup(2, 0, 0, EVE), smb2.create(3, "a"), smb2.write(4, 9, 0, "x"));
        assertEquals("eve", session().userName());
        assertNull(session().logonKind());
        assertTrue(session().logonSeen());
    }

    @Test
    void aSessionFromTheMiddleSaysThatItsLogonWasMissed() {
        talk.connected().opened(9, "a");
        assertFalse(session().logonSeen());
        assertNull(session().userName());
        assertNull(session().logonKind());
    }

    @Test
    void whoProvesOnceMoreWhoItIsIsNamedButTheLogonWasMissedAllTheSame() {
        talk.connected().opened(9, "a").client(smb2.sessionSetup(3, 0, 0, EVE));
        talk.server(smb2.sessionSetupAnswer(3, 0, GUEST, new byte[0])).opened(10, "b");
        assertEquals("eve", session().userName());
        assertEquals(LogonKind.GUEST, session().logonKind());
        assertFalse(session().logonSeen());
    }

    @Test
    void whoIsRefusedDoesNotNameTheSession() {
        talk.connected().opened(9, "a").client(smb2.sessionSetup(3, 0, 0, EVE));
        talk.server(smb2.refusal(1, 3, LOGON_FAILURE)).opened(10, "b");
        assertNull(session().userName());
        assertNull(session().clientName());
        assertFalse(session().logonSeen());
    }

    @Test
    void aFurtherConnectionNamesTheSessionThatItIsBoundTo() {
        talk.connected().opened(9, "a").on(2).client(smb2.sessionSetup(1, BINDING, 0, EVE));
        talk.server(smb2.sessionSetupAnswer(1, 0, new byte[0])).on(1).opened(10, "b");
        assertEquals("eve", session().userName());
        assertFalse(session().logonSeen());
    }

    @Test
    void aConnectionThatMayNotBeBoundNamesNobody() {
        talk.connected().opened(9, "a").on(2).client(smb2.sessionSetup(1, BINDING, 0, EVE));
        talk.server(smb2.refusal(1, 1, LOGON_FAILURE)).on(1).opened(10, "b");
        assertNull(session().userName());
    }

    @Test
    void anotherSessionOfTheConnectionIsNotTakenForIt() {
        talk.connected().opened(9, "a");
        logonOfAnother();
        talk.opened(10, "b");
        assertNull(session().userName());
        assertFalse(session().logonSeen());
    }

    private void logonOfAnother() {
        smb2.in(0x99, 0);
        talk.client(smb2.sessionSetup(5, 0, 0, EVE)).server(smb2.sessionSetupAnswer(5, 0, new byte[0]));
        smb2.in(0x51, 7);
    }

    @Test
    void whoLogsOnAnewAsNobodyIsNoUserAnyMore() {
        logon(EVE, 0);
        talk.opened(9, "a").client(smb2.sessionSetup(5, 0, 0, NtlmTokens.anonymous()));
        talk.server(smb2.sessionSetupAnswer(5, 0, new byte[0])).opened(10, "b");
        assertEquals(LogonKind.ANONYMOUS, session().logonKind());
        assertNull(session().userName());
    }

    @Test
    void anAnswerAloneSaysWhomTheServerTakesTheClientForAndNotWhoItIs() {
        talk.server(smb2.sessionSetupAnswer(2, 0, GUEST, new byte[0])).opened(9, "a");
        assertEquals(LogonKind.GUEST, session().logonKind());
        assertFalse(session().logonSeen());
    }

    private void logonOfSmb1(Smb1Messages.Block setup, int action) {
        smb1.userId = 0;
        talk.client(smb1.request(1, setup));
        smb1.userId = 0x801;
        byte[] words = {(byte) 0xFF, 0, 0, 0, (byte) action, 0};
        talk.server(smb1.answer(1, smb1.block(Smb1Commands.SESSION_SETUP_ANDX, words)));
        talk.client(smb1.request(2, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(2, smb1.treeConnectAnswer("A:")));
    }

    @ParameterizedTest
    @CsvSource({"0, USER", "1, GUEST", "3, GUEST", "2, USER"})
    void theServerOfSmb1SaysItByItsAction(int action, LogonKind kind) {
        logonOfSmb1(smb1.sessionSetup("eve", "CORP"), action);
        assertEquals(kind, session().logonKind());
        assertEquals("eve", session().userName());
        assertTrue(session().logonSeen());
    }

    @Test
    void whoNamesNobodyInSmb1IsAnonymousThoughTheServerSaysGuest() {
        logonOfSmb1(smb1.sessionSetup(NtlmTokens.anonymous()), 1);
        assertEquals(LogonKind.ANONYMOUS, session().logonKind());
    }

    @Test
    void whoGivesNeitherNameNorPasswordInTheFieldsOfSmb1IsAnonymous() {
        logonOfSmb1(smb1.sessionSetup("", "", 1, 0), 1);
        assertEquals(LogonKind.ANONYMOUS, session().logonKind());
    }

    @Test
    void aRefusalOfSmb1TakesTheNameBack() {
        smb1.userId = 0x801;
        talk.client(smb1.request(1, smb1.sessionSetup("eve", "CORP")));
        talk.server(smb1.refusal(Smb1Commands.SESSION_SETUP_ANDX, 1, LOGON_FAILURE));
        talk.client(smb1.request(2, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(2, smb1.treeConnectAnswer("A:")));
        assertNull(session().userName());
        assertFalse(session().logonSeen());
    }

    @Test
    void aSessionOfSmb1FromTheMiddleSaysThatItsLogonWasMissed() {
        talk.client(smb1.request(2, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(2, smb1.treeConnectAnswer("A:")));
        assertFalse(session().logonSeen());
    }
}
