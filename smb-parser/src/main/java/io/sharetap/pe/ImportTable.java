package io.sharetap.pe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Reads the import directory and hashes it (imphash): MD5 of {@code library.function} in lower case, joined by commas,
 * in the order of the tables, library without {@code .dll}, {@code .ocx} or {@code .sys}.
 */
final class ImportTable {
    private static final int DESCRIPTOR_BYTES = 20;
    private static final int NAME_AT = 12; // u32, RVA
    private static final int FIRST_THUNK_AT = 16; // u32, RVA
    private static final int LIBRARIES_MAX = 1_024;
    private static final int FUNCTIONS_MAX = 32_768;
    private static final int CHARACTERS_MAX = 4 << 20;
    private static final int LIBRARY_NAME_MAX = 512;
    private static final int FUNCTION_NAME_MAX = 1_024;

    private final MessageDigest md5;
    private ImageBytes image;
    private PeHeaders headers;
    private boolean bounded;
    private int functions;
    private int charactersLeft;

    ImportTable() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has MD5", impossible);
        }
    }

    /** Whether the last table was larger than any honest one, and was given up. */
    boolean bounded() {
        return bounded;
    }

    /**
     * The hash, 32 hexadecimal digits; null where the image imports nothing, or the table cannot be read completely.
     */
    String hash(ImageBytes image, PeHeaders headers) {
        this.image = image;
        this.headers = headers;
        bounded = false;
        functions = 0;
        charactersLeft = CHARACTERS_MAX;
        md5.reset();
        long directory = headers.directory(PeHeaders.IMPORT_TABLE);
        if (directory == 0) {
            return null;
        }
        long row = headers.offsetOf(directory);
        for (int library = 0; ; library++, row += DESCRIPTOR_BYTES) {
            if (row < 0 || !image.has(row, DESCRIPTOR_BYTES)) {
                return null;
            }
            long name = image.u32(row + NAME_AT);
            long addresses = image.u32(row + FIRST_THUNK_AT);
            long names = image.u32(row); // OriginalFirstThunk
            if (name == 0 && addresses == 0) {
                return functions == 0 ? null : HexFormat.of().formatHex(md5.digest());
            }
            bounded |= library == LIBRARIES_MAX;
            if (bounded || !addLibrary(name, names, addresses)) {
                return null;
            }
        }
    }

    private boolean addLibrary(long nameRva, long namesRva, long addressesRva) {
        String library = text(nameRva, LIBRARY_NAME_MAX);
        if (library == null) {
            return false;
        }
        library = library.toLowerCase(Locale.ROOT);
        String stem = library;
        if (library.endsWith(".dll") || library.endsWith(".ocx") || library.endsWith(".sys")) {
            stem = library.substring(0, library.length() - 4);
        }
        // Some linkers leave the table of names empty; the table of addresses then still holds them.
        long names = headers.offsetOf(namesRva);
        boolean empty = namesRva == 0 || names < 0 || image.has(names, width()) && thunk(names) == 0;
        long at = empty ? headers.offsetOf(addressesRva) : names;
        if (at < 0) {
            return false;
        }
        for (; ; at += width()) {
            if (!image.has(at, width())) {
                return false;
            }
            long thunk = thunk(at);
            if (thunk == 0) {
                return true;
            }
            if (functions == FUNCTIONS_MAX || charactersLeft < 0) {
                bounded = true;
                return false;
            }
            String function = functionOf(library, thunk);
            if (function == null) {
                return false;
            }
            add(stem, function);
        }
    }

    private String functionOf(String library, long thunk) {
        boolean byOrdinal = headers.wide() ? thunk < 0 : (thunk & 0x8000_0000L) != 0;
        if (byOrdinal) {
            return OrdinalNames.nameOf(library, (int) thunk & 0xFFFF);
        }
        return text((thunk & 0x7FFF_FFFFL) + 2, FUNCTION_NAME_MAX); // behind Hint, u16
    }

    private void add(String stem, String function) {
        if (functions++ > 0) {
            md5.update((byte) ',');
        }
        charactersLeft -= stem.length() + function.length();
        md5.update((stem + '.' + function.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
    }

    private String text(long rva, int max) {
        long offset = headers.offsetOf(rva);
        return offset < 0 ? null : image.ascii(offset, max);
    }

    private int width() {
        return headers.wide() ? 8 : 4;
    }

    private long thunk(long offset) {
        return headers.wide() ? image.u64(offset) : image.u32(offset);
    }
}
