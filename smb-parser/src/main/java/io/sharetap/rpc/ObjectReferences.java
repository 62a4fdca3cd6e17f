package io.sharetap.rpc;

import io.sharetap.rpc.PackedReader.Uuid;

/** Reads the wrappings of marshalled objects and their inside: [MS-DCOM] 2.2.13, 2.2.18, 2.2.22. */
final class ObjectReferences {
    private static final long SIGNATURE = 0x574F_454DL; // MEOW
    private static final long CUSTOM = 4; // OBJREF_CUSTOM
    private static final int ORPC_THIS = 28; // version, flags, reserved, causality id
    private static final int UUID_LENGTH = 16;
    private static final int EXTENTS_MAX = 16;
    private static final int SERIALIZATION = 16; // common and private header of a type, [MS-RPCE] 2.2.6
    private static final int PROPERTIES_MAX = 32;
    private static final Uuid INSTANTIATION = new Uuid(0x0000_01AB_0000_0000L, 0xC000_0000_0000_0046L);

    private ObjectReferences() {}

    /** Skips ORPCTHIS, which precedes the arguments of each call. */
    static void skipThis(NdrReader arguments) {
        arguments.skip(ORPC_THIS);
        skipExtents(arguments);
    }

    /** Skips ORPCTHAT, which precedes the results in each answer. */
    static void skipThat(NdrReader answer) {
        answer.u32(); // flags
        skipExtents(answer);
    }

    /** Skips an ORPC_EXTENT_ARRAY behind its pointer. */
    private static void skipExtents(NdrReader from) {
        if (!from.pointer()) {
            return;
        }
        from.u32(); // size
        from.u32(); // reserved
        if (!from.pointer()) {
            return;
        }
        long count = from.size();
        if (count < 0 || count > EXTENTS_MAX) {
            from.fail();
            return;
        }
        int there = 0;
        for (int i = 0; i < count; i++) {
            there += from.pointer() ? 1 : 0;
        }
        for (int i = 0; i < there; i++) {
            long bytes = from.size();
            from.skip(UUID_LENGTH);
            from.u32(); // size
            from.skip(bytes);
        }
    }

    /** The data of an OBJREF_CUSTOM (2.2.18.6); null where there is no reference, or one of another kind. */
    static PackedReader customData(PackedReader reference) {
        if (reference == null || reference.u32() != SIGNATURE || reference.u32() != CUSTOM) {
            return null;
        }
        reference.skip(2 * UUID_LENGTH); // iid, clsid
        reference.skip(8); // cbExtension, size
        return reference.broken() ? null : reference.part(reference.left());
    }

    /**
     * The class whose activation these properties (2.2.22) ask for; null where they are broken, which
     * {@code properties} then says.
     */
    static Uuid activatedClass(PackedReader properties) {
        properties.skip(8); // dwSize, dwReserved
        int start = properties.position();
        properties.skip(SERIALIZATION + 4); // totalSize
        long headerBytes = properties.u32(); // headerSize
        properties.skip(8); // dwReserved, destCtx
        long count = properties.u32(); // cIfs
        properties.skip(UUID_LENGTH + 12); // classInfoClsid, and three pointers
        if (count > PROPERTIES_MAX || properties.u32() != count) {
            properties.fail();
            return null;
        }
        long wanted = -1;
        for (int i = 0; i < count; i++) {
            wanted = properties.uuid().equals(INSTANTIATION) && wanted < 0 ? i : wanted;
        }
        properties.u32(); // how many sizes follow
        long before = 0;
        for (int i = 0; i < wanted; i++) {
            before += properties.u32();
        }
        properties.seek(start + headerBytes + before + SERIALIZATION);
        Uuid asked = properties.uuid(); // InstantiationInfoData.classId
        if (wanted < 0) {
            properties.fail();
        }
        return properties.broken() ? null : asked;
    }
}
