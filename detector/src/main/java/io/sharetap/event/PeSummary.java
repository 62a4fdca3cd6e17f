package io.sharetap.event;

import java.util.List;

/**
 * Holds what a program says of itself ({@code file.pe.*}), and what was found of its signature. Texts are null, lists
 * empty where it does not tell.
 *
 * @param compileEpochSeconds the linker's time stamp, seconds since 1970; -1: unknown
 * @param authentihash SHA-256 of the bytes that a signature covers, 64 hexadecimal digits; null: no signature asked for
 *     it
 * @param signature null: nothing is known
 */
public record PeSummary(
        String architecture,
        long compileEpochSeconds,
        String company,
        String description,
        String fileVersion,
        String originalFileName,
        String internalName,
        String product,
        String imphash,
        String pdbPath,
        List<Section> sections,
        String authentihash,
        CodeSignature signature) {

    /** One section of the image; sizes in bytes. */
    public record Section(String name, long virtualSize, long physicalSize) {}
}
