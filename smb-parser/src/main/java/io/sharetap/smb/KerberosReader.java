package io.sharetap.smb;

import static io.sharetap.base.DerWalk.GENERAL_STRING;
import static io.sharetap.base.DerWalk.OBJECT_IDENTIFIER;
import static io.sharetap.base.DerWalk.OCTET_STRING;
import static io.sharetap.base.DerWalk.SEQUENCE;
import static io.sharetap.base.DerWalk.application;
import static io.sharetap.base.DerWalk.context;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.DerWalk;

/**
 * Finds realm and service of the Kerberos ticket in a logon token, by a walk through DER along one fixed path: SPNEGO's
 * NegTokenInit or, where the server chose the mechanism, NegTokenResp (RFC 4178, 4.2.1, 4.2.2), the mechanism's token
 * (RFC 4121, 4.1), AP-REQ and Ticket (RFC 4120, 5.5.1, 5.3). A token of another shape yields no names.
 */
final class KerberosReader {
    private static final int AP_REQ = application(14);
    private static final int TICKET = application(1);
    private static final int NEG_TOKEN_INIT = context(0);
    private static final int NEG_TOKEN_RESP = context(1);
    private static final int TOKEN_ID_LENGTH = 2;

    private final DerWalk walk = new DerWalk();

    /** Realm and service of a ticket in {@code bytes} bytes from {@code from} on; null where none was found. */
    Logon read(ByteWindow buffer, int from, int bytes) {
        walk.over(buffer, from, bytes);
        boolean chosen = walk.peek() == NEG_TOKEN_RESP;
        boolean found = chosen
                ? enterMechanism(NEG_TOKEN_RESP)
                : walk.enter(application(0))
                        && walk.skip(OBJECT_IDENTIFIER)
                        && (walk.peek() != NEG_TOKEN_INIT || enterMechanism(NEG_TOKEN_INIT));
        if (!found) {
            return null;
        }
        walk.pass(TOKEN_ID_LENGTH);
        return walk.enter(AP_REQ, SEQUENCE, context(3), TICKET, SEQUENCE) ? names() : null;
    }

    /** The token is element 2 in both: mechToken and responseToken. */
    private boolean enterMechanism(int negToken) {
        return walk.enter(negToken, SEQUENCE, context(2), OCTET_STRING, application(0)) && walk.skip(OBJECT_IDENTIFIER);
    }

    private Logon names() {
        int ticketAt = walk.at();
        int ticketEnd = walk.end();
        Logon logon = new Logon();
        if (walk.enter(context(1), GENERAL_STRING)) {
            logon.userDomain = walk.text();
        }
        walk.between(ticketAt, ticketEnd);
        boolean service = walk.enter(context(2), SEQUENCE, context(1), SEQUENCE)
                && walk.skip(GENERAL_STRING)
                && walk.enter(GENERAL_STRING);
        if (service) {
            String name = walk.text();
            // Where a host is a realm of its own (LKDC:…), the service carries the realm, which is no server name.
            logon.serverName = name == null || name.equals(logon.userDomain) ? null : name;
        }
        return logon;
    }
}
