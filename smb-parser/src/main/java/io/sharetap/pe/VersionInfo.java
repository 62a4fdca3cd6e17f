package io.sharetap.pe;

/**
 * Finds the version resource of an image and reads its strings (VS_VERSIONINFO; Windows, Menus and Other Resources), in
 * the first language that it has.
 */
final class VersionInfo {
    private static final int RT_VERSION = 16;
    private static final int DIRECTORY_BYTES = 16;
    private static final int NUMBER_OF_NAMED_ENTRIES_AT = 12; // u16
    private static final int NUMBER_OF_ID_ENTRIES_AT = 14; // u16
    private static final long IS_DIRECTORY = 0x8000_0000L;
    private static final int ENTRIES_MAX = 4_096;

    private static final int STRUCTURE_BYTES = 6; // wLength, wValueLength, wType
    private static final int VERSION_BYTES_MAX = 64 << 10;
    private static final int STRUCTURES_MAX = 512;
    private static final int KEY_MAX = 64;
    private static final int TEXT_MAX = 1_024;
    private static final long FIXED_SIGNATURE = 0xFEEF_04BDL; // VS_FIXEDFILEINFO

    String company;
    String description;
    String fileVersion;
    String originalFileName;
    String internalName;
    String product;

    private ImageBytes image;
    private int structuresLeft;

    /** Reads the strings that are there; the others are null. */
    void read(ImageBytes image, PeHeaders headers) {
        this.image = image;
        company = null;
        description = null;
        fileVersion = null;
        originalFileName = null;
        internalName = null;
        product = null;
        structuresLeft = STRUCTURES_MAX;
        long directory = headers.directory(PeHeaders.RESOURCE_TABLE);
        long root = directory == 0 ? -1 : headers.offsetOf(directory);
        long names = child(root, root, RT_VERSION);
        long languages = child(root, names, -1);
        long data = leaf(root, languages);
        if (data < 0 || !image.has(data, 8)) {
            return;
        }
        long at = headers.offsetOf(image.u32(data));
        long bytes = Math.min(image.u32(data + 4), VERSION_BYTES_MAX);
        if (at >= 0) {
            readVersion(at, at + bytes);
        }
    }

    /**
     * Offset of the child directory with this id, or of the first child where {@code id} is -1; -1 where there is none.
     */
    private long child(long root, long directory, int id) {
        long entry = entry(directory, id);
        long offset = entry < 0 ? -1 : image.u32(entry + 4);
        return offset >= 0 && (offset & IS_DIRECTORY) != 0 ? root + (offset & ~IS_DIRECTORY) : -1;
    }

    private long leaf(long root, long directory) {
        long entry = entry(directory, -1);
        long offset = entry < 0 ? -1 : image.u32(entry + 4);
        return offset >= 0 && (offset & IS_DIRECTORY) == 0 ? root + offset : -1;
    }

    private long entry(long directory, int id) {
        if (directory < 0 || !image.has(directory, DIRECTORY_BYTES)) {
            return -1;
        }
        int named = image.u16(directory + NUMBER_OF_NAMED_ENTRIES_AT);
        int count = Math.min(named + image.u16(directory + NUMBER_OF_ID_ENTRIES_AT), ENTRIES_MAX);
        for (int i = id < 0 ? 0 : named; i < count; i++) {
            long entry = directory + DIRECTORY_BYTES + 8L * i;
            if (!image.has(entry, 8)) {
                return -1;
            }
            if (id < 0 || image.u32(entry) == id) {
                return entry;
            }
        }
        return -1;
    }

    private void readVersion(long start, long limit) {
        long end = endOf(start, limit);
        long value = behindKey(start, end);
        if (value < 0) {
            return;
        }
        int valueBytes = image.u16(start + 2);
        String fixed = valueBytes >= 16 && image.u32(value) == FIXED_SIGNATURE
                ? fixedVersion(image.u32(value + 8), image.u32(value + 12))
                : null;
        for (long at = aligned(start, value + Math.max(0, valueBytes)); at < end; at = next(start, at, end)) {
            if ("StringFileInfo".equals(key(at, end))) {
                readStringTable(behindKey(at, endOf(at, end)), endOf(at, end), start);
                break;
            }
        }
        fileVersion = fileVersion == null ? fixed : fileVersion;
    }

    /** Reads the first of the string tables, of which there is one for each language. */
    private void readStringTable(long table, long limit, long base) {
        long end = endOf(table, limit);
        long at = table < 0 ? -1 : behindKey(table, end);
        for (; at >= 0 && at < end; at = next(base, at, end)) {
            String key = key(at, end);
            long stringEnd = endOf(at, end);
            long value = behindKey(at, stringEnd);
            if (key == null || value < 0) {
                continue;
            }
            // Some compilers count wValueLength in words, others in bytes: the structure's end bounds both.
            String text = image.u16(at + 2) == 0 ? "" : image.utf16(value, (int) (stringEnd - value), TEXT_MAX);
            keep(key, text);
        }
    }

    private void keep(String key, String text) {
        String value = text.isEmpty() ? null : text;
        switch (key) {
            case "CompanyName" -> company = value;
            case "FileDescription" -> description = value;
            case "FileVersion" -> fileVersion = value;
            case "OriginalFilename" -> originalFileName = value;
            case "InternalName" -> internalName = value;
            case "ProductName" -> product = value;
            default -> {
                // Other strings are not reported.
            }
        }
    }

    private static String fixedVersion(long high, long low) {
        return (high >>> 16) + "." + (high & 0xFFFF) + "." + (low >>> 16) + "." + (low & 0xFFFF);
    }

    /** The begin of the next structure; at or behind {@code end} where there is none. */
    private long next(long base, long at, long end) {
        int length = image.u16(at);
        return length < STRUCTURE_BYTES || structuresLeft-- <= 0 ? end : aligned(base, at + length);
    }

    private long endOf(long at, long limit) {
        int length = at < 0 ? -1 : image.u16(at);
        return length < STRUCTURE_BYTES ? -1 : Math.min(limit, at + length);
    }

    private String key(long at, long end) {
        return at + STRUCTURE_BYTES >= end
                ? null
                : image.utf16(at + STRUCTURE_BYTES, (int) (end - at - STRUCTURE_BYTES), KEY_MAX);
    }

    /** The begin of the value, or first child, of a structure; -1 where the structure ends before. */
    private long behindKey(long at, long end) {
        String key = key(at, end);
        if (key == null) {
            return -1;
        }
        long behind = aligned(at, at + STRUCTURE_BYTES + 2L * (key.length() + 1));
        return behind <= end ? behind : -1;
    }

    /** Structures begin at multiples of 4, counted from the start of the resource, which is aligned itself. */
    private static long aligned(long base, long at) {
        return base + (at - base + 3 & ~3L);
    }
}
