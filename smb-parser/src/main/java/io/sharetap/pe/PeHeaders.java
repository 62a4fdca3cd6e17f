package io.sharetap.pe;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the headers of a PE image: MS-DOS stub, PE signature, COFF file header, optional header, section table (PE
 * Format, Microsoft). A view on {@link ImageBytes}.
 */
final class PeHeaders {
    static final int IMPORT_TABLE = 1;
    static final int RESOURCE_TABLE = 2;
    static final int CERTIFICATE_TABLE = 4;
    static final int DEBUG = 6;

    private static final int MZ = 0x5A4D;
    private static final int E_LFANEW_AT = 0x3C; // u32
    private static final long PE_SIGNATURE = 0x0000_4550;

    // COFF file header, from the PE signature on.
    private static final int MACHINE_AT = 4; // u16
    private static final int NUMBER_OF_SECTIONS_AT = 6; // u16
    private static final int TIME_DATE_STAMP_AT = 8; // u32
    private static final int SIZE_OF_OPTIONAL_HEADER_AT = 20; // u16
    private static final int CHARACTERISTICS_AT = 22; // u16
    private static final int OPTIONAL_HEADER_AT = 24;
    private static final int IMAGE_FILE_DLL = 0x2000;

    // Optional header.
    private static final int PE32_PLUS = 0x20B; // Magic
    private static final int SIZE_OF_HEADERS_AT = 60; // u32
    private static final int CHECK_SUM_AT = 64; // u32
    private static final int SUBSYSTEM_AT = 68; // u16
    private static final int NUMBER_OF_RVA_AND_SIZES_AT = 92; // u32, PE32
    private static final int WIDER = 16; // further bytes of PE32+ before it
    private static final int DIRECTORIES_MAX = 16;

    // Section table.
    private static final int SECTION_BYTES = 40;
    private static final int SECTION_NAME_BYTES = 8;
    private static final int VIRTUAL_SIZE_AT = 8; // u32
    private static final int VIRTUAL_ADDRESS_AT = 12; // u32
    private static final int SIZE_OF_RAW_DATA_AT = 16; // u32
    private static final int POINTER_TO_RAW_DATA_AT = 20; // u32
    private static final int SECTIONS_MAX = 96;
    /** The loader reads sections in whole sectors of 512 bytes. */
    private static final long SECTOR_MASK = ~0x1FFL;

    /** The part of the file that the loader maps to an address. */
    record Mapping(String name, long virtualAddress, long virtualSize, long rawAt, long rawBytes) {
        boolean holds(long rva) {
            return rva >= virtualAddress && rva - virtualAddress < Math.max(virtualSize, rawBytes);
        }
    }

    private ImageBytes image;
    private long pe;
    private long optional;
    private int optionalBytes;
    private boolean wide;
    private int directories;
    private int sectionsAnnounced;
    private List<Mapping> sections = List.of();

    /** Points the view at an image; false where the file is no PE image, or the bytes that would tell are missing. */
    boolean wrap(ImageBytes candidate) {
        image = candidate;
        if (image.u16(0) != MZ) {
            return false;
        }
        pe = image.u32(E_LFANEW_AT);
        if (pe < 0 || image.u32(pe) != PE_SIGNATURE) {
            return false;
        }
        optional = pe + OPTIONAL_HEADER_AT;
        optionalBytes = Math.max(0, image.u16(pe + SIZE_OF_OPTIONAL_HEADER_AT));
        wide = image.u16(optional) == PE32_PLUS;
        long count = optionalBytes < directoriesAt() ? 0 : image.u32(optional + directoriesAt() - 4);
        long room = (optionalBytes - directoriesAt()) / 8;
        directories = (int) Math.max(0, Math.min(Math.min(count, room), DIRECTORIES_MAX));
        readSections(optional + optionalBytes);
        return true;
    }

    /** {@code e_lfanew}: the file offset of the PE header. */
    long peOffset() {
        return pe;
    }

    int machine() {
        return Math.max(0, image.u16(pe + MACHINE_AT));
    }

    long timeDateStamp() {
        return Math.max(0, image.u32(pe + TIME_DATE_STAMP_AT));
    }

    boolean dll() {
        int characteristics = image.u16(pe + CHARACTERISTICS_AT);
        return characteristics >= 0 && (characteristics & IMAGE_FILE_DLL) != 0;
    }

    int subsystem() {
        return optionalBytes < SUBSYSTEM_AT + 2 ? 0 : Math.max(0, image.u16(optional + SUBSYSTEM_AT));
    }

    /** Whether it is PE32+, with addresses of 64 bits. */
    boolean wide() {
        return wide;
    }

    List<Mapping> sections() {
        return sections;
    }

    /** Whether the header announces more sections than a loader accepts. */
    boolean tooManySections() {
        return sectionsAnnounced > SECTIONS_MAX;
    }

    /** RVA of a table (for certificates, a file offset); 0 where there is none. */
    long directory(int which) {
        return which < directories ? Math.max(0, image.u32(directoryAt(which))) : 0;
    }

    /** File offset of a table's entry in the optional header. */
    long directoryAt(int which) {
        return optional + directoriesAt() + 8L * which;
    }

    /** File offset of CheckSum. */
    long checkSumAt() {
        return optional + CHECK_SUM_AT;
    }

    long directoryBytes(int which) {
        return which < directories ? Math.max(0, image.u32(directoryAt(which) + 4)) : 0;
    }

    /** File offset of an RVA; -1 where it lies in no part of the file. */
    long offsetOf(long rva) {
        Mapping section = sectionOf(rva);
        if (section != null) {
            long at = rva - section.virtualAddress;
            // Bytes behind the raw data are zeros in memory, and not in the file.
            return at < (section.rawBytes + ~SECTOR_MASK & SECTOR_MASK) ? (section.rawAt & SECTOR_MASK) + at : -1;
        }
        long headers = image.u32(optional + SIZE_OF_HEADERS_AT);
        return rva >= 0 && rva < headers ? rva : -1;
    }

    /** The section that contains an RVA; null where there is none. */
    Mapping sectionOf(long rva) {
        for (Mapping section : sections) {
            if (section.holds(rva)) {
                return section;
            }
        }
        return null;
    }

    private int directoriesAt() {
        return NUMBER_OF_RVA_AND_SIZES_AT + 4 + (wide ? WIDER : 0);
    }

    private void readSections(long table) {
        sectionsAnnounced = Math.max(0, image.u16(pe + NUMBER_OF_SECTIONS_AT));
        int count = Math.min(sectionsAnnounced, SECTIONS_MAX);
        List<Mapping> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long row = table + (long) i * SECTION_BYTES;
            if (!image.has(row, SECTION_BYTES)) {
                break;
            }
            read.add(new Mapping(
                    image.field(row, SECTION_NAME_BYTES),
                    image.u32(row + VIRTUAL_ADDRESS_AT),
                    image.u32(row + VIRTUAL_SIZE_AT),
                    image.u32(row + POINTER_TO_RAW_DATA_AT),
                    image.u32(row + SIZE_OF_RAW_DATA_AT)));
        }
        sections = read;
    }
}
