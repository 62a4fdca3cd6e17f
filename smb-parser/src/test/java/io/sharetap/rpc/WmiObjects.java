package io.sharetap.rpc;

import java.nio.charset.StandardCharsets;

/** Writes objects of WMI, [MS-WMIO] 2.2. */
final class WmiObjects {
    private WmiObjects() {}

    static byte[] encoded(String text, boolean wideText) {
        Stub stub = Stub.little().raw(new byte[] {(byte) (wideText ? 1 : 0)});
        return stub.raw((text + '\0').getBytes(wideText ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1))
                .bytes();
    }

    static byte[] packed(long... numbers) {
        Stub stub = Stub.little();
        for (long number : numbers) {
            stub.u32(number);
        }
        return stub.bytes();
    }

    /** An EncodingUnit of [MS-WMIO]; a property that is null has no value. */
    static byte[] instance(int flags, boolean wideText, String className, String... namesAndTexts) {
        int count = namesAndTexts.length / 2;
        byte[] classHeap = encoded(className, false);
        byte[] instanceHeap = encoded(className, false);
        byte[] lookup = packed(count);
        byte[] values = new byte[0];
        byte[] bits = new byte[(2 * count + 7) / 8];
        for (int i = 0; i < count; i++) {
            String text = namesAndTexts[2 * i + 1];
            byte[] name = encoded(namesAndTexts[2 * i], false);
            lookup = join(lookup, packed(classHeap.length, classHeap.length + name.length));
            byte[] order = {(byte) i, 0};
            classHeap = join(classHeap, name, packed(0x4008), order, packed(4L * i, 0, 4));
            values = join(values, packed(text == null ? 0 : instanceHeap.length));
            instanceHeap = text == null ? instanceHeap : join(instanceHeap, encoded(text, wideText));
            bits[i / 4] |= (byte) (text == null ? 1 << 2 * (i % 4) : 0);
        }
        int tables = bits.length + values.length;
        byte[] rest = join(packed(4, 4), lookup, new byte[tables], packed(0x8000_0000L | classHeap.length), classHeap);
        byte[] classPart = join(packed(13 + rest.length), new byte[1], packed(0, tables), rest);
        byte[] body = join(packed(0), new byte[1], packed(0), bits, values, packed(4), new byte[] {1});
        body = join(body, packed(0x8000_0000L | instanceHeap.length), instanceHeap);
        byte[] decoration = (flags & 4) == 0 ? new byte[0] : join(encoded("SRV", false), encoded("root", true));
        byte[] block = join(new byte[] {(byte) flags}, decoration, classPart, body);
        return join(packed(0x1234_5678, block.length), block);
    }

    static byte[] join(byte[]... parts) {
        Stub all = Stub.little();
        for (byte[] part : parts) {
            all.raw(part);
        }
        return all.bytes();
    }
}
