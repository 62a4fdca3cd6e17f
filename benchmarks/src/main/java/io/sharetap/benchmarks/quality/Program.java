package io.sharetap.benchmarks.quality;

import io.sharetap.event.CodeSignature;
import io.sharetap.event.PeSummary;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/**
 * A file's content, and what it says of itself.
 *
 * @param pe null: no program
 */
record Program(byte[] sha256, PeSummary pe) {
    private static final PeSummary SILENT = says(null, null, false);
    private static final PeSummary PSEXEC_SERVICE = says("psexesvc.exe", "Sysinternals - www.sysinternals.com", true);

    /** PsExec's service in the common version. */
    static final Program PSEXEC = new Program(
            HexFormat.of().parseHex("141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944"),
            PSEXEC_SERVICE);

    /** The service that impacket's psexec.py writes. */
    static final Program IMPACKET_SERVICE = new Program(
            HexFormat.of().parseHex("3c2fe308c0a563e06263bbacf793bbe9b2259d795fcc36b953793a7e499e7f71"), SILENT);

    /** A program without version information. */
    static Program of(long content) {
        return new Program(digest(content), SILENT);
    }

    /** A program with a name in its version information. */
    static Program named(long content, String originalName, String company) {
        return new Program(digest(content), says(originalName, company, false));
    }

    /** PsExec's service in a version that is recognised only by its signature. */
    static Program psexec(long version) {
        return new Program(digest(version), PSEXEC_SERVICE);
    }

    /** A file that is no program. */
    static Program script(long content) {
        return new Program(digest(content), null);
    }

    private static byte[] digest(long content) {
        byte[] digest = new byte[32];
        ByteBuffer words = ByteBuffer.wrap(digest);
        for (int i = 0; words.hasRemaining(); i++) {
            words.putLong(Dice.mix(content, i));
        }
        return digest;
    }

    private static PeSummary says(String originalName, String company, boolean microsofts) {
        return new PeSummary(
                "x64",
                1,
                company,
                null,
                null,
                originalName,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                microsofts
                        ? new CodeSignature(
                                true, "Microsoft Corporation", "sha256", true, true, "trusted", -1, null, true)
                        : null);
    }
}
