package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.tcp.LimitsWith;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bound on characters counts names as they are now, whatever set or changed them. */
class NameLimitsTest {
    private static final int RENAME = 10; // FileRenameInformation, [MS-FSCC] 2.4
    private static final int SMB1_END_OF_FILE = 0x0104; // SMB_SET_FILE_END_OF_FILE_INFO, [MS-CIFS] 2.2.8.4.6
    /** Two names of this length are more than the bound, one is not. */
    private static final String LONG = "n".repeat(60);

    private final Talk talk = new Talk(LimitsWith.changed(Map.of("nameCharsMax", 100)));
    private final Smb2Messages smb2 = talk.smb2;

    private long evictedOpens() {
        return talk.noted(Anomaly.SMB_OPENS_FULL);
    }

    private long evictedSessions() {
        return talk.noted(Anomaly.SMB_SESSIONS_FULL);
    }

    private void rename(long messageId, long fileId, String path) {
        talk.client(smb2.setInfo(messageId, fileId, RENAME, Smb2Messages.renameTo(path)))
                .server(smb2.setInfoAnswer(messageId));
    }

    private void logon(long session, String user) {
        smb2.in(session, 7);
        talk.client(smb2.sessionSetup(session, 0, 0, NtlmTokens.authenticate("", user, "")));
        talk.server(smb2.sessionSetupAnswer(session, 0, new byte[0]));
    }

    @Test
    void theNameThatAnOpenWasAskedForCounts() {
        talk.connected().opened(9, "1" + LONG).opened(10, "2" + LONG);
        assertEquals(0, evictedOpens());
        talk.opened(11, "c");
        assertEquals(1, evictedOpens());
    }

    @Test
    void theNameThatAnOpenWasGivenLaterCounts() {
        talk.connected().opened(9, "a").opened(10, "b");
        rename(1, 9, "1" + LONG);
        rename(2, 10, "2" + LONG);
        talk.opened(11, "c");
        assertEquals(1, evictedOpens());
    }

    @Test
    void aNameThatBecameShorterCountsForLess() {
        talk.connected().opened(9, "1" + LONG).opened(10, "2" + LONG);
        rename(1, 9, "a");
        talk.opened(11, "c");
        assertEquals(0, evictedOpens());
    }

    @Test
    void theNamesOfWhatLiesInARenamedFolderCount() {
        talk.connected().opened(9, "dir").opened(10, "dir\\file");
        rename(1, 9, LONG);
        talk.opened(11, "c");
        assertEquals(1, evictedOpens());
    }

    @Test
    void theNamesOfChangesByPathCountWhileTheyWait() {
        Smb1Messages smb1 = new Smb1Messages();
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(1, smb1.treeConnectAnswer("A:")));
        for (int mid = 2; mid <= 3; mid++) {
            talk.client(smb1.request(mid, smb1.setPath("\\" + mid + LONG, SMB1_END_OF_FILE, new byte[8])));
        }
        assertEquals(0, evictedOpens());
        talk.client(smb1.request(4, smb1.setPath("\\c", SMB1_END_OF_FILE, new byte[8])));
        assertEquals(1, evictedOpens());
    }

    @Test
    void theNamesOfUsersCount() {
        logon(0x51, LONG);
        logon(0x52, LONG);
        assertEquals(0, evictedSessions());
        logon(0x53, "c");
        assertEquals(1, evictedSessions());
    }

    @Test
    void theNameOfARefusedUserCountsNoMore() {
        for (long session = 0x51; session <= 0x52; session++) {
            smb2.in(session, 7);
            talk.client(smb2.sessionSetup(session, 0, 0, NtlmTokens.authenticate("", LONG, "")));
        }
        talk.server(smb2.refusal(1, 0x52, 0xC000_006D));
        logon(0x53, "c");
        assertEquals(0, evictedSessions());
    }

    @Test
    void theNameOfAServerCounts() {
        for (long session = 0x51; session <= 0x53; session++) {
            smb2.in(session, 7);
            talk.client(smb2.treeConnect(session, "\\\\" + LONG + "\\share"));
            talk.server(smb2.treeConnectAnswer(session, 1));
        }
        assertEquals(1, evictedSessions());
    }
}
