package io.sharetap.unseal;

import static io.sharetap.base.DerWalk.GENERAL_STRING;
import static io.sharetap.base.DerWalk.INTEGER;
import static io.sharetap.base.DerWalk.OCTET_STRING;
import static io.sharetap.base.DerWalk.SEQUENCE;
import static io.sharetap.base.DerWalk.application;
import static io.sharetap.base.DerWalk.context;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/** Writes the tokens of a client that has a ticket and says in it what nobody says; sealed with RC4 (RFC 4757). */
final class ForgedLogon {
    static final int RC4 = 23;
    static final byte[] TICKET_KEY = new byte[16];
    private static final byte[] SERVICE_KEY = new byte[16];

    static {
        Arrays.fill(TICKET_KEY, (byte) 7);
        Arrays.fill(SERVICE_KEY, (byte) 9);
    }

    private ForgedLogon() {}

    /** A keytab with the service's key, under an empty name. */
    static Keytab keytab() {
        ByteBuffer file = ByteBuffer.allocate(39).putShort((short) 0x0502).putInt(33);
        file.putShort((short) 0).putShort((short) 0).putLong(0).put((byte) 1).putShort((short) RC4);
        return Keytab.read(file.putShort((short) 16).put(SERVICE_KEY).array());
    }

    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteBuffer element = ByteBuffer.allocate(5 + content.size());
        element.put((byte) tag).put((byte) 0x83).put((byte) (content.size() >> 16));
        return element.putShort((short) content.size())
                .put(content.toByteArray())
                .array();
    }

    static byte[] number(int value) {
        return element(INTEGER, new byte[] {(byte) value});
    }

    /** EncryptionKey. */
    static byte[] key(int type, byte[] bytes) {
        return element(SEQUENCE, element(context(0), number(type)), element(context(1), element(OCTET_STRING, bytes)));
    }

    /** EncTicketPart of {@code mallory}. */
    static byte[] ticketPart() {
        byte[] name = element(GENERAL_STRING, "mallory".getBytes(StandardCharsets.US_ASCII));
        return element(
                application(3),
                element(
                        SEQUENCE,
                        element(context(1), key(RC4, TICKET_KEY)),
                        element(context(3), element(SEQUENCE, element(context(1), element(SEQUENCE, name))))));
    }

    /** Authenticator with this subkey. */
    static byte[] authenticator(byte[] subkey) {
        return element(application(2), element(SEQUENCE, element(context(6), subkey)));
    }

    static byte[] request(byte[] ticketPart, byte[] authenticator) {
        byte[] ticket =
                element(application(1), element(SEQUENCE, element(context(3), sealed(SERVICE_KEY, 2, ticketPart))));
        return element(
                application(14),
                element(
                        SEQUENCE,
                        element(context(3), ticket),
                        element(context(4), sealed(TICKET_KEY, 11, authenticator))));
    }

    static byte[] reply(byte[] part) {
        return element(application(15), element(SEQUENCE, element(context(2), sealed(TICKET_KEY, 12, part))));
    }

    /** EncryptedData. */
    private static byte[] sealed(byte[] key, int usage, byte[] content) {
        byte[] plain =
                ByteBuffer.allocate(8 + content.length).putLong(0).put(content).array();
        byte[] ofUse = Hmac.md5(key, new byte[] {(byte) usage, 0, 0, 0});
        byte[] checksum = Hmac.md5(ofUse, plain);
        RC4Engine engine = new RC4Engine();
        engine.init(true, new KeyParameter(Hmac.md5(ofUse, checksum)));
        byte[] cipher = new byte[plain.length];
        engine.processBytes(plain, 0, plain.length, cipher, 0);
        return element(
                SEQUENCE,
                element(context(0), number(RC4)),
                element(context(2), element(OCTET_STRING, checksum, cipher)));
    }
}
