package io.sharetap.unseal;

import static io.sharetap.base.DerWalk.GENERAL_STRING;
import static io.sharetap.base.DerWalk.INTEGER;
import static io.sharetap.base.DerWalk.OCTET_STRING;
import static io.sharetap.base.DerWalk.SEQUENCE;
import static io.sharetap.base.DerWalk.application;
import static io.sharetap.base.DerWalk.context;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.DerWalk;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A Kerberos logon whose ticket a keytab opens (RFC 4120, 5.5): who the client is, and the key with which its SMB
 * session begins. Malformed input gives null, as does input that no key opens.
 */
public final class KerberosLogon {
    private static final int AP_REQ = application(14);
    private static final int AP_REP = application(15);
    // RFC 4121, 4.1: the mechanism 1.2.840.113554.1.2.2, TOK_ID, and the tag of the message after it.
    private static final byte[] REQUEST_TOKEN = HexFormat.of().parseHex("06092a864886f712010202" + "0100" + "6e");
    private static final byte[] REPLY_TOKEN = HexFormat.of().parseHex("06092a864886f712010202" + "0200" + "6f");
    private static final int TICKET_USAGE = 2; // RFC 4120, 7.5.1
    private static final int AUTHENTICATOR_USAGE = 11;
    private static final int REPLY_USAGE = 12;
    private static final int NAME_PARTS_MAX = 16;
    private static final int INTEGER_BYTES_MAX = 5;

    private final String clientName;
    private final String clientRealm;
    private final KerberosKey ticketKey;
    private final KerberosKey clientKey;

    private KerberosLogon(String clientName, String clientRealm, KerberosKey ticketKey, KerberosKey clientKey) {
        this.clientName = clientName;
        this.clientRealm = clientRealm;
        this.ticketKey = ticketKey;
        this.clientKey = clientKey;
    }

    /** The client's AP-REQ in a message of SMB, and the bytes after it; null where there is none. */
    public static byte[] requestIn(byte[] message) {
        return tokenIn(message, REQUEST_TOKEN);
    }

    /** The server's AP-REP in a message of SMB, and the bytes after it; null where there is none. */
    public static byte[] replyIn(byte[] message) {
        return tokenIn(message, REPLY_TOKEN);
    }

    private static byte[] tokenIn(byte[] message, byte[] beginning) {
        int at = Token.find(message, beginning);
        return at < 0 ? null : Arrays.copyOfRange(message, at + beginning.length - 1, message.length);
    }

    /** The logon that an AP-REQ ({@link #requestIn}) asks for; null where no key of the keytab opens its ticket. */
    public static KerberosLogon open(byte[] request, Keytab keytab) {
        DerWalk walk = over(request);
        if (!walk.enter(AP_REQ, SEQUENCE)) {
            return null;
        }
        int from = walk.at();
        int to = walk.end();
        byte[] ticket = walk.enter(context(3), application(1), SEQUENCE) ? ticketPart(walk, keytab) : null;
        DerWalk inside = ticket == null ? null : over(ticket);
        if (inside == null || !inside.enter(application(3), SEQUENCE)) {
            return null;
        }
        int insideFrom = inside.at();
        int insideTo = inside.end();
        KerberosKey key = key(inside, 1);
        String realm = inside.between(insideFrom, insideTo).enter(context(2), GENERAL_STRING) ? inside.text() : null;
        String name = name(inside.between(insideFrom, insideTo), 3);
        if (key == null || name == null) {
            return null;
        }
        byte[] authenticator = decrypted(walk.between(from, to), 4, key, AUTHENTICATOR_USAGE);
        // A sender who has a ticket but not its key is not the ticket's client.
        return authenticator == null
                ? null
                : new KerberosLogon(name, realm, key, keyInside(authenticator, application(2), 6));
    }

    private static DerWalk over(byte[] bytes) {
        return new DerWalk()
                .over(new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length), 0, bytes.length);
    }

    /** The EncTicketPart, decrypted. */
    private static byte[] ticketPart(DerWalk ticket, Keytab keytab) {
        int from = ticket.at();
        int to = ticket.end();
        String realm = ticket.enter(context(1), GENERAL_STRING) ? ticket.text() : null;
        String service = name(ticket.between(from, to), 2);
        String host = service == null ? null : service.substring(service.lastIndexOf('/') + 1);
        Sealed sealed = sealed(ticket.between(from, to), 3);
        if (sealed == null) {
            return null;
        }
        for (KerberosKey key : keytab.candidates(sealed.type(), sealed.version(), realm, host)) {
            byte[] plain = KerberosCipher.decrypt(key, TICKET_USAGE, sealed.bytes());
            if (plain != null) {
                return plain;
            }
        }
        return null;
    }

    /** EncryptedData (RFC 4120, 5.2.9); {@code version} is -1 where it is not given. */
    private record Sealed(int type, long version, byte[] bytes) {}

    private static Sealed sealed(DerWalk walk, int number) {
        if (!walk.enter(context(number), SEQUENCE)) {
            return null;
        }
        int from = walk.at();
        int to = walk.end();
        long type = integer(walk, 0);
        long version = integer(walk.between(from, to), 1);
        boolean there = walk.between(from, to).enter(context(2), OCTET_STRING);
        return there ? new Sealed((int) type, version, walk.content()) : null;
    }

    private static byte[] decrypted(DerWalk walk, int number, KerberosKey key, int usage) {
        Sealed sealed = sealed(walk, number);
        return sealed == null || sealed.type() != key.type()
                ? null
                : KerberosCipher.decrypt(key, usage, sealed.bytes());
    }

    /** Reads an EncryptionKey (RFC 4120, 5.2.9); null where there is none. */
    private static KerberosKey key(DerWalk walk, int number) {
        if (!walk.enter(context(number), SEQUENCE)) {
            return null;
        }
        int from = walk.at();
        int to = walk.end();
        long type = integer(walk, 0);
        return walk.between(from, to).enter(context(1), OCTET_STRING)
                ? new KerberosKey((int) type, walk.content())
                : null;
    }

    private static KerberosKey keyInside(byte[] part, int tag, int number) {
        DerWalk walk = over(part);
        return walk.enter(tag, SEQUENCE) ? key(walk, number) : null;
    }

    /** Reads an integer; -1 where it is not there, or is of no length used here. */
    private static long integer(DerWalk walk, int number) {
        boolean there = walk.enter(context(number), INTEGER)
                && walk.end() > walk.at()
                && walk.end() - walk.at() <= INTEGER_BYTES_MAX;
        return there ? new BigInteger(walk.content()).longValue() : -1;
    }

    /** The components of a PrincipalName (RFC 4120, 5.2.2), between slashes; null: it has none. */
    private static String name(DerWalk walk, int number) {
        if (!walk.enter(context(number), SEQUENCE, context(1), SEQUENCE)) {
            return null;
        }
        int to = walk.end();
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < NAME_PARTS_MAX && walk.enter(GENERAL_STRING); part++) {
            String component = walk.text();
            text.append(part == 0 ? "" : "/").append(component == null ? "" : component);
            walk.between(walk.end(), to);
        }
        return text.isEmpty() ? null : text.toString();
    }

    /** The client's name without its realm, such as {@code alice}, {@code PC7$} or {@code backup/admin}. */
    public String clientName() {
        return clientName;
    }

    /** The client's realm; null: the ticket does not say it. */
    public String clientRealm() {
        return clientRealm;
    }

    /**
     * The key with which the session begins: the server's subkey where it chose one, else the client's, else the
     * ticket's (RFC 4121, 2). It has 16 or 32 bytes; SMB uses the first 16, except for AES-256 ([MS-SMB2] 3.3.5.5.3).
     *
     * @param reply the server's AP-REP ({@link #replyIn}); null: it sent none
     * @return null: the reply, and with it the server's subkey, cannot be opened, or the key's type is not known
     */
    public byte[] sessionKey(byte[] reply) {
        KerberosKey chosen = clientKey == null ? ticketKey : clientKey;
        if (reply != null) {
            DerWalk walk = over(reply);
            byte[] part = walk.enter(AP_REP, SEQUENCE) ? decrypted(walk, 2, ticketKey, REPLY_USAGE) : null;
            if (part == null) {
                return null;
            }
            KerberosKey serverKey = keyInside(part, application(27), 2);
            chosen = serverKey == null ? chosen : serverKey;
        }
        // A client may send a subkey of any type and length; servers refuse those that they do not know.
        return KerberosCipher.of(chosen) == null ? null : chosen.key().clone();
    }

    @Override
    public String toString() {
        return clientRealm == null ? clientName : clientName + '@' + clientRealm;
    }
}
