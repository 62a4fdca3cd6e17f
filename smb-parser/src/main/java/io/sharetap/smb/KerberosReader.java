package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import java.nio.charset.StandardCharsets;

/**
 * Takes a logon token and gives realm and service of the Kerberos ticket in it, by a walk along DER that knows the one
 * way down: SPNEGO's NegTokenInit (RFC 4178, 4.2.1), the mechanism's token (RFC 4121, 4.1), AP-REQ and Ticket (RFC
 * 4120, 5.5.1, 5.3). A token that goes another way has no names for us.
 */
final class KerberosReader {
    private static final int APPLICATION_0 = 0x60;
    private static final int AP_REQ = 0x6E; // APPLICATION 14
    private static final int TICKET = 0x61; // APPLICATION 1
    private static final int SEQUENCE = 0x30;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int OCTET_STRING = 0x04;
    private static final int GENERAL_STRING = 0x1B;
    private static final int CONTEXT_0 = 0xA0;
    private static final int TOKEN_ID_LENGTH = 2;
    private static final int ELEMENTS_MAX = 64;

    private ByteWindow window;

    /** Where the element that was found last has its content. */
    private int at;

    private int end;

    /** Realm and service of a ticket in {@code bytes} bytes from {@code from} on; null: none was found. */
    Logon read(ByteWindow buffer, int from, int bytes) {
        window = buffer;
        at = from;
        end = from + bytes;
        if (!enter(APPLICATION_0) || !skip(OBJECT_IDENTIFIER)) {
            return null;
        }
        if (peek() == CONTEXT_0) {
            boolean token = enter(CONTEXT_0)
                    && enter(SEQUENCE)
                    && enter(CONTEXT_0 + 2)
                    && enter(OCTET_STRING)
                    && enter(APPLICATION_0)
                    && skip(OBJECT_IDENTIFIER);
            if (!token) {
                return null;
            }
        }
        at += TOKEN_ID_LENGTH;
        boolean ticket = enter(AP_REQ) && enter(SEQUENCE) && enter(CONTEXT_0 + 3) && enter(TICKET) && enter(SEQUENCE);
        return ticket ? names() : null;
    }

    private Logon names() {
        int ticketAt = at;
        int ticketEnd = end;
        Logon logon = new Logon();
        if (enter(CONTEXT_0 + 1) && enter(GENERAL_STRING)) {
            logon.userDomain = text();
        }
        at = ticketAt;
        end = ticketEnd;
        boolean service = enter(CONTEXT_0 + 2)
                && enter(SEQUENCE)
                && enter(CONTEXT_0 + 1)
                && enter(SEQUENCE)
                && skip(GENERAL_STRING)
                && enter(GENERAL_STRING);
        if (service) {
            String name = text();
            // a realm of one host (LKDC:…) stands for its name
            logon.serverName = name == null || name.equals(logon.userDomain) ? null : name;
        }
        return logon;
    }

    private String text() {
        byte[] copy = new byte[end - at];
        window.copyTo(at, copy, 0, copy.length);
        return copy.length == 0 ? null : new String(copy, StandardCharsets.UTF_8);
    }

    private int peek() {
        return at < end ? window.u8(at) : -1;
    }

    /** Goes into the first element of this tag among those that follow; false: there is none. */
    private boolean enter(int tag) {
        for (int passed = 0; passed < ELEMENTS_MAX && at < end; passed++) {
            int found = window.u8(at);
            int length = length();
            if (length < 0) {
                return false;
            }
            if (found == tag) {
                end = at + length;
                return true;
            }
            at += length;
        }
        return false;
    }

    /** Goes behind the element that is next, which must have this tag. */
    private boolean skip(int tag) {
        if (peek() != tag) {
            return false;
        }
        int length = length();
        at += Math.max(0, length);
        return length >= 0;
    }

    /** Goes from an element's tag to its content; its length in bytes, -1: it leads outside. */
    private int length() {
        int lengthAt = at + 1;
        if (lengthAt >= end) {
            return -1;
        }
        int first = window.u8(lengthAt);
        int octets = first < 0x80 ? 0 : first - 0x80;
        if (first == 0x80 || octets > 3 || octets >= end - lengthAt) {
            return -1;
        }
        int length = octets == 0 ? first : 0;
        for (int i = 1; i <= octets; i++) {
            length = length << 8 | window.u8(lengthAt + i);
        }
        at = lengthAt + 1 + octets;
        return length <= end - at ? length : -1;
    }
}
