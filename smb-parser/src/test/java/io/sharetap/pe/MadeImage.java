package io.sharetap.pe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a small PE image with what a test wants in it, as a linker would. */
final class MadeImage {
    private static final int SECTION_BYTES = 0x2000;
    private static final int HEADER_BYTES = 0x400;
    /** Tables and names: RVA 0x1000. */
    static final int RDATA_RVA = 0x1000;
    /** Resources: RVA 0x4000. */
    private static final int RSRC_RVA = 0x4000;

    private static final int RSRC_AT = HEADER_BYTES + SECTION_BYTES;

    boolean wide = true;
    int peOffset = 0x80;
    int machine = 0x8664;
    int sections = 2;
    String pdbPath;
    final Map<String, List<Object>> imports = new LinkedHashMap<>();
    final Map<String, String> version = new LinkedHashMap<>();
    byte[] certificates = new byte[0];

    private final ByteBuffer image = ByteBuffer.allocate(0x8000).order(ByteOrder.LITTLE_ENDIAN);

    MadeImage importing(String library, Object... functions) {
        imports.put(library, new ArrayList<>(List.of(functions)));
        return this;
    }

    byte[] bytes() {
        int end = RSRC_AT + SECTION_BYTES;
        image.putShort(0, (short) 0x5A4D).putInt(0x3C, peOffset);
        int optional = peOffset + 24;
        image.putInt(peOffset, 0x4550)
                .putShort(peOffset + 4, (short) machine)
                .putShort(peOffset + 6, (short) sections)
                .putInt(peOffset + 8, 1_700_000_000)
                .putShort(peOffset + 20, (short) (wide ? 240 : 224))
                .putShort(peOffset + 22, (short) 0x2022);
        image.putShort(optional, (short) (wide ? 0x20B : 0x10B)).putShort(optional + 68, (short) 3);
        image.putInt(optional + 32, 0x1000).putInt(optional + 36, 0x200); // alignment of sections, and in the file
        image.putInt(optional + 60, HEADER_BYTES);
        int directories = optional + (wide ? 112 : 96);
        image.putInt(directories - 4, 16);
        int at = putImports(directories + 8);
        putDebug(directories + 6 * 8, at);
        putVersion(directories + 2 * 8);
        if (certificates.length > 0) {
            image.putInt(directories + 4 * 8, end).putInt(directories + 4 * 8 + 4, certificates.length);
            image.put(end, certificates);
            end += certificates.length;
        }
        int table = directories + 16 * 8;
        putSection(table, ".rdata", RDATA_RVA, HEADER_BYTES);
        putSection(table + 40, ".rsrc", RSRC_RVA, RSRC_AT);
        byte[] bytes = new byte[end];
        image.get(0, bytes);
        return bytes;
    }

    private void putSection(int row, String name, int rva, int rawAt) {
        image.put(row, name.getBytes(StandardCharsets.US_ASCII));
        image.putInt(row + 8, SECTION_BYTES - 16)
                .putInt(row + 12, rva)
                .putInt(row + 16, SECTION_BYTES)
                .putInt(row + 20, rawAt);
    }

    /** RVA behind what was put. */
    private int putImports(int directory) {
        int names = RDATA_RVA + 20 * (imports.size() + 1);
        if (imports.isEmpty()) {
            return names;
        }
        image.putInt(directory, RDATA_RVA).putInt(directory + 4, 20 * (imports.size() + 1));
        int width = wide ? 8 : 4;
        int row = RDATA_RVA;
        for (Map.Entry<String, List<Object>> library : imports.entrySet()) {
            int thunks = names;
            names += width * (library.getValue().size() + 1);
            image.putInt(at(row), thunks).putInt(at(row + 12), names).putInt(at(row + 16), thunks);
            names = putText(names, library.getKey());
            for (Object function : library.getValue()) {
                long thunk = function instanceof Integer ordinal ? ordinal | 1L << width * 8 - 1 : names;
                if (function instanceof String name) {
                    names = putText(names + 2, name);
                }
                if (wide) {
                    image.putLong(at(thunks), thunk);
                } else {
                    image.putInt(at(thunks), (int) thunk);
                }
                thunks += width;
            }
            row += 20;
        }
        return names;
    }

    private void putDebug(int directory, int rva) {
        if (pdbPath == null) {
            return;
        }
        int record = rva + 28;
        image.putInt(directory, rva).putInt(directory + 4, 28);
        image.putInt(at(rva + 12), 2).putInt(at(rva + 20), record).putInt(at(rva + 24), at(record));
        image.putInt(at(record), 0x5344_5352);
        putText(record + 24, pdbPath);
    }

    private void putVersion(int directory) {
        if (version.isEmpty()) {
            return;
        }
        image.putInt(directory, RSRC_RVA).putInt(directory + 4, SECTION_BYTES);
        // A tree of three levels: type, name, language. In front of the version stand pictures.
        image.putShort(RSRC_AT + 14, (short) 2);
        image.putInt(RSRC_AT + 16, 3).putInt(RSRC_AT + 20, 0x8000_0100);
        image.putInt(RSRC_AT + 24, 16).putInt(RSRC_AT + 28, 0x8000_0020);
        image.putShort(RSRC_AT + 0x20 + 14, (short) 1).putInt(RSRC_AT + 0x30, 1).putInt(RSRC_AT + 0x34, 0x8000_0040);
        image.putShort(RSRC_AT + 0x40 + 14, (short) 1)
                .putInt(RSRC_AT + 0x50, 1033)
                .putInt(RSRC_AT + 0x54, 0x60);
        int end = putVersionInfo(RSRC_AT + 0x200);
        image.putInt(RSRC_AT + 0x60, RSRC_RVA + 0x200).putInt(RSRC_AT + 0x64, end - RSRC_AT - 0x200);
    }

    private int putVersionInfo(int root) {
        int value = begin(root, 52, 0, "VS_VERSION_INFO");
        image.putInt(value, 0xFEEF_04BD).putInt(value + 8, 0x0002_0003).putInt(value + 12, 0x0004_0005);
        int variables = aligned(value + 52);
        int none = end(variables, begin(variables, 0, 1, "VarFileInfo"));
        int strings = aligned(none);
        int table = begin(strings, 0, 1, "StringFileInfo");
        int row = begin(table, 0, 1, "040904B0");
        for (Map.Entry<String, String> entry : version.entrySet()) {
            int from = aligned(row);
            int text = begin(from, entry.getValue().length() + 1, 1, entry.getKey());
            row = end(from, putWide(text, entry.getValue()));
        }
        end(table, row);
        end(strings, row);
        return end(root, row);
    }

    /** Where the value of a structure goes. */
    private int begin(int at, int valueLength, int type, String key) {
        image.putShort(at + 2, (short) valueLength).putShort(at + 4, (short) type);
        return aligned(putWide(at + 6, key));
    }

    private int end(int at, int end) {
        image.putShort(at, (short) (end - at));
        return end;
    }

    private int putWide(int at, String text) {
        image.put(at, (text + '\0').getBytes(StandardCharsets.UTF_16LE));
        return at + 2 * (text.length() + 1);
    }

    private int putText(int rva, String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_8);
        image.put(at(rva), bytes);
        return rva + bytes.length;
    }

    private static int aligned(int at) {
        return at + 3 & ~3;
    }

    private static int at(int rva) {
        return HEADER_BYTES + rva - RDATA_RVA;
    }
}
