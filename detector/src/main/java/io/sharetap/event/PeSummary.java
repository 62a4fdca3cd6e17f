package io.sharetap.event;

import java.util.List;

/**
 * Holds what a program says of itself ({@code file.pe.*}, {@code file.code_signature.*}). Texts null, lists empty where
 * it does not tell.
 *
 * @param compileEpochSeconds the linker's time stamp, seconds since 1970; -1: unknown
 * @param signed {@code file.code_signature.exists}: a certificate table is there; null: cannot be told
 * @param signatureValid null: not recomputed
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
        Boolean signed,
        String signatureSubject,
        String signatureDigest,
        Boolean signatureValid) {

    /** One section of the image; sizes in bytes. */
    public record Section(String name, long virtualSize, long physicalSize) {}
}
