package io.sharetap.rpc;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An instance of a WMI class ([MS-WMIO] 2.2): the name of its class, and its text properties by their names in lower
 * case. All other properties are skipped.
 */
record WmiObject(String className, Map<String, String> texts) {
    private static final long SIGNATURE = 0x1234_5678L;
    private static final int OF_CLASS = 0x01; // ObjectFlags, 2.2.6
    private static final int OF_INSTANCE = 0x02;
    private static final int DECORATED = 0x04;
    private static final long HEAP_LENGTH = 0x7FFF_FFFFL; // 2.2.67: the highest bit is always set
    // 2.2.69, 2.2.80: a reference to a well-known name, none of which is looked for.
    private static final long IN_DICTIONARY = 0x8000_0000L;
    private static final long INHERITED = 0x4000; // 2.2.32
    private static final long STRING = 8; // CIM-TYPE-STRING, 2.2.82
    private static final int BITS_OF_PROPERTY = 2; // NdTable, 2.2.26: null, or the class's own value
    private static final int PER_PROPERTY_QUALIFIERS = 2; // InstPropQualSetFlag, 2.2.65
    private static final int PROPERTIES_MAX = 1_024;

    /** The part of the encoding that describes the class's properties. */
    private record ClassPart(long nameRef, long tableBytes, int properties, PackedReader lookup, PackedReader heap) {}

    /**
     * Reads an EncodingUnit (2.2.1). Returns null where it is no instance, or is broken; {@code from} then says so. It
     * also says so where only single values lie outside: the others are returned.
     */
    static WmiObject read(PackedReader from) {
        if (from.u32() != SIGNATURE) {
            from.fail();
            return null;
        }
        PackedReader object = from.part(from.u32());
        int flags = object.u8();
        if ((flags & DECORATED) != 0) {
            object.encodedString(); // server
            object.encodedString(); // namespace
        }
        if ((flags & (OF_CLASS | OF_INSTANCE)) != OF_INSTANCE) {
            return null;
        }
        WmiObject read = instance(object);
        if (read == null || object.broken()) {
            from.fail();
        }
        return read;
    }

    private static WmiObject instance(PackedReader object) {
        ClassPart ofClass = classPart(object);
        if (ofClass == null) {
            return null;
        }
        object.u32(); // EncodingLength
        object.u8(); // InstanceFlags
        long nameRef = object.u32(); // InstanceClassName
        PackedReader tables = object.part(ofClass.tableBytes());
        skipCounted(object); // QualifierSet
        if (object.u8() == PER_PROPERTY_QUALIFIERS) {
            for (int i = 0; i < ofClass.properties() && !object.broken(); i++) {
                skipCounted(object);
            }
        }
        PackedReader heap = object.part(object.u32() & HEAP_LENGTH);
        if (object.broken()) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < ofClass.properties(); i++) {
            add(texts, ofClass, tables, heap, nameRef);
        }
        String className = at(ofClass.heap(), ofClass.nameRef());
        if (heap.broken() || tables.broken() || ofClass.heap().broken()) {
            object.fail();
        }
        return new WmiObject(className, texts);
    }

    /** Reads ClassPart, 2.2.15; null where it is broken. */
    private static ClassPart classPart(PackedReader object) {
        int start = object.position();
        long length = object.u32(); // EncodingLength
        object.u8(); // ReservedOctet
        long nameRef = object.u32(); // ClassNameRef
        long tableBytes = object.u32(); // NdTableValueTableLength
        skipCounted(object); // DerivationList
        skipCounted(object); // ClassQualifierSet
        long properties = object.u32(); // PropertyCount
        if (object.broken() || properties > PROPERTIES_MAX) {
            return null;
        }
        PackedReader lookup = object.part(properties * 8);
        object.skip(tableBytes); // NdTable and ValueTable of the class
        PackedReader heap = object.part(object.u32() & HEAP_LENGTH);
        boolean inside = !object.broken() && object.position() - start <= length;
        object.seek(start + length);
        return inside ? new ClassPart(nameRef, tableBytes, (int) properties, lookup, heap) : null;
    }

    /** Skips a structure that begins with its own length, which counts itself. */
    private static void skipCounted(PackedReader from) {
        from.skip(from.u32() - 4);
    }

    /** Reads the next property of the lookup table, and adds it if it is a text that the instance sets itself. */
    private static void add(
            Map<String, String> texts, ClassPart ofClass, PackedReader tables, PackedReader heap, long nameRef) {
        long propertyNameRef = ofClass.lookup().u32();
        PackedReader info = ofClass.heap();
        info.seek(ofClass.lookup().u32());
        long type = info.u32() & ~INHERITED;
        int order = info.u8() | info.u8() << 8; // DeclarationOrder
        long valueAt = info.u32(); // ValueTableOffset
        if (info.broken() || type != STRING || propertyNameRef >= IN_DICTIONARY) {
            return;
        }
        tables.seek(order * BITS_OF_PROPERTY / 8);
        int bits = tables.u8() >>> order * BITS_OF_PROPERTY % 8 & 3;
        tables.seek((ofClass.properties() * BITS_OF_PROPERTY + 7) / 8 + valueAt);
        long valueRef = tables.u32();
        String name = at(ofClass.heap(), propertyNameRef);
        String text = bits != 0 || tables.broken() || valueRef == nameRef ? null : at(heap, valueRef);
        if (name != null && text != null) {
            texts.put(name.toLowerCase(Locale.ROOT), text);
        }
    }

    /** The text at a reference; null where there is none, or it is in the dictionary, or lies outside. */
    private static String at(PackedReader heap, long ref) {
        if (ref >= IN_DICTIONARY) {
            return null;
        }
        heap.seek(ref);
        return heap.encodedString();
    }

    /** The text of the first of these properties that has one; null where none has. */
    String first(String... names) {
        for (String name : names) {
            String text = texts.get(name);
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }
}
