package io.sharetap.pe;

import io.sharetap.signature.SignatureFacts;
import java.util.List;

/**
 * Holds what a PE image says of itself (PE/COFF), as far as its bytes are known. Texts are null, lists empty where the
 * image does not tell or the bytes are lacking.
 *
 * @param machine Machine of the COFF header, unsigned 16 bits
 * @param timeDateStamp seconds since 1970 as the linker wrote them, unsigned 32 bits
 * @param dll Characteristics has IMAGE_FILE_DLL
 * @param subsystem Subsystem of the optional header, unsigned 16 bits, 0: not told
 * @param sections the section table in its order, 96 rows at most
 * @param imphash MD5 of the import list, computed as usual; 32 hexadecimal digits
 * @param company CompanyName of the version resource; the five texts below are of its other fields
 * @param pdbPath path of the debug database (CodeView RSDS)
 * @param certificateTableOffset file offset of the attribute certificate table, 0: none
 * @param certificateTableBytes its size
 * @param signature null: there is no certificate table
 * @param truncated whether tables lie in missing bytes
 */
public record PeFacts(
        int machine,
        long timeDateStamp,
        boolean dll,
        int subsystem,
        List<Section> sections,
        String imphash,
        String company,
        String description,
        String fileVersion,
        String originalFileName,
        String internalName,
        String product,
        String pdbPath,
        long certificateTableOffset,
        long certificateTableBytes,
        SignatureFacts signature,
        boolean truncated) {

    /** One row of the section table; sizes in bytes. */
    public record Section(String name, long virtualSize, long physicalSize) {}

    /** The machine as ECS names it: {@code x86}, {@code x64}, {@code arm64} and so on, or in hexadecimal. */
    public String architecture() {
        return switch (machine) {
            case 0x014C -> "x86";
            case 0x8664 -> "x64";
            case 0x01C0, 0x01C4 -> "arm";
            case 0xAA64 -> "arm64";
            case 0x0200 -> "ia64";
            default -> String.format("0x%04x", machine);
        };
    }
}
