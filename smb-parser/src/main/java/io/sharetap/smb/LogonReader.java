package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import java.nio.charset.StandardCharsets;

/**
 * Finds the names in the security buffer of a logon, of either dialect: NTLMSSP ([MS-NLMP] 2.2.1), bare or inside of
 * SPNEGO, and Kerberos' AP-REQ inside of SPNEGO (RFC 4178, RFC 4120), of which realm and service are in the clear.
 */
final class LogonReader {
    private static final long SIGNATURE = 0x0050_5353_4D4C_544EL; // "NTLMSSP\0", little-endian
    private static final int MESSAGE_TYPE_AT = 8; // MessageType, u32
    private static final int CHALLENGE = 2;
    private static final int AUTHENTICATE = 3;

    private static final int TARGET_INFO_AT = 40; // TargetInfoFields of CHALLENGE_MESSAGE
    private static final int AV_NETBIOS_COMPUTER = 1; // MsvAvNbComputerName
    private static final int AV_DNS_COMPUTER = 3; // MsvAvDnsComputerName
    private static final int AV_END = 0; // MsvAvEOL

    private static final int LM_RESPONSE_AT = 12; // LmChallengeResponseFields of AUTHENTICATE_MESSAGE
    private static final int NT_RESPONSE_AT = 20; // NtChallengeResponseFields
    private static final int DOMAIN_AT = 28; // DomainNameFields
    private static final int USER_AT = 36; // UserNameFields
    private static final int WORKSTATION_AT = 44; // WorkstationFields
    private static final int FLAGS_AT = 60; // NegotiateFlags, u32
    private static final int FLAG_UNICODE = 0x0000_0001; // NTLMSSP_NEGOTIATE_UNICODE
    private static final int FLAG_ANONYMOUS = 0x0000_0800; // NTLMSSP_NEGOTIATE_ANONYMOUS

    private final Ledger ledger;
    private final KerberosReader kerberos = new KerberosReader();
    private ByteWindow buffer;
    private int at;
    private int end;

    LogonReader(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The names in {@code bytes} bytes from {@code from} on; null where there are none. */
    Logon read(ByteWindow window, int from, int bytes) {
        buffer = window;
        end = from + bytes;
        at = signatureIn(from);
        if (at < 0) {
            return kerberos.read(window, from, bytes);
        }
        if (end - at < MESSAGE_TYPE_AT + 4) {
            ledger.note(Anomaly.NTLMSSP_INVALID);
            return null;
        }
        return switch (buffer.i32le(at + MESSAGE_TYPE_AT)) {
            case CHALLENGE -> challenge();
            case AUTHENTICATE -> authenticate();
            default -> null; // NEGOTIATE_MESSAGE names nobody
        };
    }

    private int signatureIn(int from) {
        for (int i = from; i + 8 <= end; i++) {
            if (buffer.u8(i) == 'N' && buffer.i64le(i) == SIGNATURE) {
                return i;
            }
        }
        return -1;
    }

    private Logon challenge() {
        Logon logon = new Logon();
        if (end - at < TARGET_INFO_AT + 8) {
            return logon;
        }
        int length = buffer.u16le(at + TARGET_INFO_AT);
        long offset = buffer.u32le(at + TARGET_INFO_AT + 4);
        if (offset + length > end - at) {
            ledger.note(Anomaly.NTLMSSP_INVALID);
            return logon;
        }
        int pairAt = at + (int) offset;
        int pairsEnd = pairAt + length;
        while (pairsEnd - pairAt >= 4 && buffer.u16le(pairAt) != AV_END) {
            int valueBytes = buffer.u16le(pairAt + 2);
            if (valueBytes > pairsEnd - pairAt - 4) {
                ledger.note(Anomaly.NTLMSSP_INVALID);
                break;
            }
            pair(logon, buffer.u16le(pairAt), pairAt + 4, valueBytes);
            pairAt += 4 + valueBytes;
        }
        return logon;
    }

    /** The DNS name is preferred to the NetBIOS name, whichever comes first. */
    private void pair(Logon logon, int id, int valueAt, int valueBytes) {
        switch (id) {
            case AV_NETBIOS_COMPUTER:
                logon.serverName = logon.serverName == null ? unicode(valueAt, valueBytes) : logon.serverName;
                break;
            case AV_DNS_COMPUTER:
                logon.serverName = or(unicode(valueAt, valueBytes), logon.serverName);
                break;
            default:
                // Domains, time stamps, flags and bindings name no host.
                break;
        }
    }

    private Logon authenticate() {
        Logon logon = new Logon();
        if (end - at < WORKSTATION_AT + 8) {
            ledger.note(Anomaly.NTLMSSP_INVALID);
            return logon;
        }
        int flags = end - at < FLAGS_AT + 4 ? FLAG_UNICODE : buffer.i32le(at + FLAGS_AT);
        boolean unicode = (flags & FLAG_UNICODE) != 0;
        logon.anonymous = isAnonymous(flags);
        logon.userDomain = logon.anonymous ? null : field(DOMAIN_AT, unicode);
        logon.userName = field(USER_AT, unicode);
        logon.clientName = field(WORKSTATION_AT, unicode);
        return logon;
    }

    /**
     * Whether no user is named, and the client either says so or gives no proof: an LM response of one byte is none.
     */
    private boolean isAnonymous(int flags) {
        boolean proof = buffer.u16le(at + NT_RESPONSE_AT) > 0 || buffer.u16le(at + LM_RESPONSE_AT) > 1;
        return buffer.u16le(at + USER_AT) == 0 && ((flags & FLAG_ANONYMOUS) != 0 || !proof);
    }

    /**
     * The text that a Fields structure (Len, MaxLen, BufferOffset) points to; null where it is empty or lies outside.
     */
    private String field(int fieldAt, boolean unicode) {
        int length = buffer.u16le(at + fieldAt);
        long offset = buffer.u32le(at + fieldAt + 4);
        if (length == 0) {
            return null;
        }
        if (offset + length > end - at) {
            ledger.note(Anomaly.NTLMSSP_INVALID);
            return null;
        }
        if (unicode) {
            return unicode(at + (int) offset, length);
        }
        byte[] copy = new byte[length];
        buffer.copyTo(at + (int) offset, copy, 0, length);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }

    private String unicode(int textAt, int bytes) {
        String text = WirePath.text(buffer, textAt, bytes);
        return text.isEmpty() ? null : text;
    }

    private static String or(String first, String second) {
        return first != null ? first : second;
    }
}
