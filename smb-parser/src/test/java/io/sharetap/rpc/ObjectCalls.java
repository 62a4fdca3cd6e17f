package io.sharetap.rpc;

import static io.sharetap.rpc.Pdus.NDR;
import static io.sharetap.rpc.Pdus.NDR64;
import static io.sharetap.rpc.WmiObjects.join;
import static io.sharetap.rpc.WmiObjects.packed;

/** Makes calls to objects, and what stands in them. */
abstract class ObjectCalls extends Association {
    static final String MMC20 = "49b2791a-b1ae-4c90-9b8e-e860ba07f889";
    static final byte[] THIS = new byte[28];
    static final byte[] OBJECT = new byte[16];

    private int calls = 1;

    void bound(boolean wide, String... interfaces) {
        String syntax = wide ? NDR64 : NDR;
        String[] offered = new String[2 * interfaces.length];
        String[] answers = new String[interfaces.length];
        for (int i = 0; i < interfaces.length; i++) {
            offered[2 * i] = interfaces[i];
            offered[2 * i + 1] = syntax;
            answers[i] = syntax;
        }
        client(pdus.bind(PduReader.BIND, offered));
        server(pdus.bindAck(PduReader.BIND_ACK, answers));
    }

    void call(int context, int opnum, Stub arguments, Stub answer) {
        calls++;
        client(pdus.request(calls, context, opnum, arguments.bytes()));
        server(pdus.response(calls, answer.bytes()));
    }

    void callOf(int object, int context, int opnum, Stub arguments, Stub answer) {
        calls++;
        byte[] id = OBJECT.clone();
        id[15] = (byte) object;
        client(pdus.requestTo(id, calls, context, opnum, arguments.bytes()));
        server(pdus.response(calls, answer.bytes()));
    }

    static Stub ok(boolean wide) {
        return new Stub(false, wide).u32(0).size(0).size(0).size(0).u32(0);
    }

    static byte[] custom(byte[] data) {
        return Stub.little()
                .u32(0x574F454D)
                .u32(4)
                .raw(new byte[32])
                .u32(0)
                .u32(data.length)
                .raw(data)
                .bytes();
    }

    static Stub interfacePointer(Stub stub, byte[] reference) {
        return stub.size(0x20000)
                .size(reference.length)
                .u32(reference.length)
                .raw(reference)
                .align(4);
    }

    /** ActivationPropertiesIn: the property that names the class stands second. */
    byte[] properties(String classId) {
        byte[] first = join(new byte[16], new byte[24]);
        byte[] instantiation = join(new byte[16], pdus.uuid(classId), new byte[24]);
        byte[] ids = join(
                pdus.uuid("000001a5-0000-0000-c000-000000000046"), pdus.uuid("000001ab-0000-0000-c000-000000000046"));
        byte[] sizes = packed(2, first.length, instantiation.length);
        int headerBytes = 16 + 20 + 16 + 12 + 4 + ids.length + sizes.length;
        byte[] header = join(new byte[16], packed(0, headerBytes, 0, 2, 2), new byte[16], packed(1, 2, 0, 2), ids);
        return join(packed(0, 0), header, sizes, first, instantiation);
    }
}
