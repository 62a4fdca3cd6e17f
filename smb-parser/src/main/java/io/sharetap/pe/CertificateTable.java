package io.sharetap.pe;

import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the attribute certificate table (PE Format, Microsoft), and says which parts of the image its signatures do not
 * cover (Windows Authenticode Portable Executable Signature Format).
 *
 * <p>All other bytes are covered, in the order of the file. For an image whose sections follow each other, as linkers
 * write them, that is the order of the specification. Where sections overlap or leave gaps, it is the stricter reading,
 * since no byte goes uncovered.
 */
final class CertificateTable {
    /** Larger tables are not read: honest ones have some 10 kB, or some 500 kB where they hold a hash of each page. */
    static final int BYTES_MAX = 1 << 20;

    private static final int LENGTH_AT = 0; // dwLength, u32
    private static final int TYPE_AT = 6; // wCertificateType, u16
    private static final int HEADER_BYTES = 8;
    private static final int PKCS_SIGNED_DATA = 2;
    private static final int ALIGNMENT = 8;
    private static final int ENTRIES_MAX = 8;

    private CertificateTable() {}

    /** The parts that signatures leave out: CheckSum, the directory's entry for the table, and the table. */
    static List<Range> leftOut(PeHeaders headers) {
        long table = headers.directory(PeHeaders.CERTIFICATE_TABLE);
        long bytes = headers.directoryBytes(PeHeaders.CERTIFICATE_TABLE);
        return List.of(
                new Range(headers.checkSumAt(), headers.checkSumAt() + 4),
                new Range(
                        headers.directoryAt(PeHeaders.CERTIFICATE_TABLE),
                        headers.directoryAt(PeHeaders.CERTIFICATE_TABLE) + 8),
                new Range(table, table + bytes));
    }

    /** The table's PKCS #7 signatures; null where its bytes are not there, or are too many. */
    static List<byte[]> read(PeHeaders headers, Content content) {
        long size = headers.directoryBytes(PeHeaders.CERTIFICATE_TABLE);
        if (size > BYTES_MAX) {
            return null;
        }
        byte[] table = new byte[(int) size];
        if (content.read(headers.directory(PeHeaders.CERTIFICATE_TABLE), table, 0, table.length) < table.length) {
            return null;
        }
        List<byte[]> signatures = new ArrayList<>();
        int at = 0;
        for (int entry = 0; entry < ENTRIES_MAX && table.length - at > HEADER_BYTES; entry++) {
            long length = u16(table, at + LENGTH_AT) | (long) u16(table, at + LENGTH_AT + 2) << 16;
            if (length <= HEADER_BYTES || length > table.length - at) {
                break;
            }
            if (u16(table, at + TYPE_AT) == PKCS_SIGNED_DATA) {
                signatures.add(Arrays.copyOfRange(table, at + HEADER_BYTES, at + (int) length));
            }
            at += (int) Math.min(length + ALIGNMENT - 1 & -ALIGNMENT, table.length - at);
        }
        return signatures;
    }

    private static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }
}
