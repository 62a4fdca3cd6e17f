package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Limits;
import io.sharetap.tcp.EndReason;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Secrets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where keys were given, logons are followed within a bound for all connections, and given back at their end. */
class LogonFollowerTest {
    private static final int LOGON_BYTES = 200_000;

    private final Secrets secrets = KeyFile.read("password alice x".getBytes(StandardCharsets.UTF_8));
    private final Talk talk = new Talk(Limits.defaults(), () -> secrets);

    @Test
    void logonsThatAreNeverAnsweredFillNothing() {
        for (int connection = 1; connection <= 30; connection++) {
            talk.on(connection);
            for (int message = 1; message <= 3; message++) {
                talk.client(longLogon(message));
            }
        }
        assertTrue(talk.heldBytes() <= Limits.defaults().logonBytesMax() + LOGON_BYTES, talk.heldBytes() + " bytes");
        assertTrue(talk.noted(Anomaly.SMB_LOGONS_FULL) > 0);
        for (int connection = 1; connection <= 30; connection++) {
            talk.on(connection).end(EndReason.FINISHED);
        }
        assertEquals(0, talk.heldBytes());
    }

    /** A SESSION_SETUP whose token is an AUTHENTICATE_MESSAGE of NTLMSSP with much behind it. */
    private byte[] longLogon(int messageId) {
        byte[] message = talk.smb2.request(Smb2HeaderView.SESSION_SETUP, messageId, new byte[LOGON_BYTES]);
        byte[] token = "NTLMSSP\0\3".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(token, 0, message, Smb2HeaderView.LENGTH + 24, token.length);
        return message;
    }
}
