package io.sharetap.rpc;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/** Writes PDUs of DCE/RPC, [C706] 12.6.4. */
final class Pdus {
    static final String SVCCTL = "367abb81-9844-35f1-ad32-98f038001003";
    static final String TASKS = "86d35949-83c9-4044-b424-db363231fd0c";
    static final String ATSVC = "1ff70682-0a51-30e8-076d-740be8cee98b";
    static final String WINREG = "338cd001-2244-31f1-aaaa-900038001003";
    static final String WMI = "9556dc99-828c-11cf-a37e-00aa003240c7";
    static final String ACTIVATION = "000001a0-0000-0000-c000-000000000046";
    static final String DISPATCH = "00020400-0000-0000-c000-000000000046";
    static final String SAMR = "12345778-1234-abcd-ef00-0123456789ac";
    static final String NDR = "8a885d04-1ceb-11c9-9fe8-08002b104860";
    static final String NDR64 = "71710533-beba-4937-8319-b5dbef9ccc36";

    static final int FIRST = 1;
    static final int LAST = 2;
    static final int WHOLE = FIRST | LAST;

    private final boolean big;

    Pdus(boolean big) {
        this.big = big;
    }

    private byte[] pdu(int type, int flags, int callId, byte[] body, byte[] verifier) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {5, 0, (byte) type, (byte) flags, (byte) (big ? 0 : 0x10), 0, 0, 0});
        int auth = verifier.length == 0 ? 0 : 16;
        out.writeBytes(new Stub(big, false)
                .u16(16 + body.length + verifier.length)
                .u16(auth)
                .u32(callId)
                .bytes());
        out.writeBytes(body);
        out.writeBytes(verifier);
        return out.toByteArray();
    }

    byte[] uuid(String text) {
        UUID uuid = UUID.fromString(text);
        long high = uuid.getMostSignificantBits();
        Stub stub = new Stub(big, false)
                .u32(high >>> 32)
                .u16((int) (high >>> 16) & 0xFFFF)
                .u16((int) high & 0xFFFF);
        return stub.raw(new Stub(true, true)
                        .size(uuid.getLeastSignificantBits())
                        .bytes())
                .bytes();
    }

    private byte[] syntax(String uuid, int version) {
        return new Stub(big, false).raw(uuid(uuid)).u32(version).bytes();
    }

    /** Context ids from 0 on, each an interface and a way to write arguments. */
    byte[] bind(int type, String... interfacesAndSyntaxes) {
        Stub body = new Stub(big, false).u16(4280).u16(4280).u32(0);
        body.raw(new byte[] {(byte) (interfacesAndSyntaxes.length / 2), 0, 0, 0});
        for (int i = 0; i < interfacesAndSyntaxes.length; i += 2) {
            body.u16(i / 2).raw(new byte[] {1, 0});
            body.raw(syntax(interfacesAndSyntaxes[i], 2)).raw(syntax(interfacesAndSyntaxes[i + 1], 2));
        }
        return pdu(type, WHOLE, 1, body.bytes(), new byte[0]);
    }

    byte[] bind(String uuid) {
        return bind(PduReader.BIND, uuid, NDR);
    }

    /** Results in the order of what was offered: the syntax, or null where it is refused. */
    byte[] bindAck(int type, String... syntaxes) {
        Stub body = new Stub(big, false).u16(4280).u16(4280).u32(1);
        body.u16(13).raw("\\PIPE\\svcctl\0".getBytes()).align(4);
        body.raw(new byte[] {(byte) syntaxes.length, 0, 0, 0});
        for (String syntax : syntaxes) {
            body.u16(syntax == null ? 2 : 0).u16(0).raw(syntax(syntax == null ? NDR : syntax, 2));
        }
        return pdu(type, WHOLE, 1, body.bytes(), new byte[0]);
    }

    byte[] request(int callId, int context, int opnum, byte[] stub) {
        return request(WHOLE, callId, context, opnum, stub, new byte[0]);
    }

    byte[] request(int flags, int callId, int context, int opnum, byte[] stub, byte[] verifier) {
        Stub body =
                new Stub(big, false).u32(stub.length).u16(context).u16(opnum).raw(stub);
        return pdu(PduReader.REQUEST, flags, callId, body.bytes(), verifier);
    }

    /** For an object of the server's (PFC_OBJECT_UUID). */
    byte[] requestTo(byte[] object, int callId, int context, int opnum, byte[] stub) {
        Stub body = new Stub(big, false)
                .u32(stub.length)
                .u16(context)
                .u16(opnum)
                .raw(object)
                .raw(stub);
        return pdu(PduReader.REQUEST, WHOLE | 0x80, callId, body.bytes(), new byte[0]);
    }

    byte[] response(int callId, byte[] stub) {
        return response(WHOLE, callId, stub, new byte[0]);
    }

    byte[] response(int flags, int callId, byte[] stub, byte[] verifier) {
        Stub body =
                new Stub(big, false).u32(stub.length).u16(0).raw(new byte[2]).raw(stub);
        return pdu(PduReader.RESPONSE, flags, callId, body.bytes(), verifier);
    }

    byte[] fault(int callId) {
        return pdu(
                PduReader.FAULT,
                WHOLE,
                callId,
                new Stub(big, false).u32(0).u16(0).u16(0).u32(5).u32(0).bytes(),
                new byte[0]);
    }

    /** A verifier of this level, 16 bytes long, with so much padding in front of it. */
    static byte[] verifier(int level, int padding) {
        byte[] verifier = new byte[padding + 8 + 16];
        verifier[padding] = 10;
        verifier[padding + 1] = (byte) level;
        verifier[padding + 2] = (byte) padding;
        return verifier;
    }
}
