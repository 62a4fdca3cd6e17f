package io.sharetap.pe;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.signature.Authenticode;
import io.sharetap.signature.HoldingTime;
import io.sharetap.signature.SignatureFacts;
import io.sharetap.signature.TrustedRoots;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.Content;
import io.sharetap.transfer.FileSink;
import io.sharetap.transfer.KeptRanges;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes assembled files, tells programs from other files by their content, and gives programs with what they say of
 * themselves.
 *
 * <p>No number in a file is trusted, and the work for one file is bounded. Where bytes are missing, whatever the others
 * tell is given.
 */
public final class PeInspector implements FileSink {
    /** An offset below lies in the MS-DOS header; an honest linker puts the PE header below the upper bound. */
    private static final long PE_OFFSET_USUAL_MIN = 64;

    private static final long PE_OFFSET_USUAL_MAX = 4 << 20;

    private static final int DEBUG_ENTRY_BYTES = 28;
    private static final int DEBUG_TYPE_AT = 12; // Type, u32
    private static final int DEBUG_DATA_AT = 24; // PointerToRawData, u32
    private static final int DEBUG_ENTRIES_MAX = 32;
    private static final int DEBUG_CODEVIEW = 2; // IMAGE_DEBUG_TYPE_CODEVIEW
    private static final long RSDS = 0x5344_5352;
    private static final int RSDS_PATH_AT = 24;
    private static final int PATH_MAX = 1_024;

    /** A table's section is kept whole up to this size; of larger sections, the surroundings of the table. */
    private static final long SECTION_KEPT_MAX = 2 << 20;

    private static final long AROUND_BYTES = 256 << 10;

    /** Bytes that are kept for the headers after the PE signature, with the section table. */
    private static final long HEADERS_KEPT = 8 << 10;

    private final Ledger ledger;
    private final ExecutableSink sink;
    private final ImageBytes image = new ImageBytes();
    private final PeHeaders headers = new PeHeaders();
    private final ImportTable imports = new ImportTable();
    private final VersionInfo version = new VersionInfo();
    private final TrustedRoots roots;
    /** Made for the first signature: its classes take longer to load than many a capture takes to replay. */
    private Authenticode authenticode;

    private final KnownImages known = new KnownImages();

    // Of the image that is being inspected.
    private AskedDigests digests;
    /** The capture times at which the same would be found. */
    private HoldingTime holdingTime;
    /** An anomaly was counted for it. It is then not remembered, so that the anomaly is counted again next time. */
    private boolean noted;

    /** An inspector that knows Microsoft's roots. */
    public PeInspector(Ledger ledger, ExecutableSink sink) {
        this(ledger, sink, TrustedRoots.shipped());
    }

    /** An inspector that follows signatures to these roots. */
    public PeInspector(Ledger ledger, ExecutableSink sink, TrustedRoots roots) {
        this.ledger = ledger;
        this.sink = sink;
        this.roots = roots;
    }

    @Override
    public KeptRanges rangesToKeep(Content head) {
        image.wrap(head);
        List<Range> ranges = new ArrayList<>();
        List<Range> leftOut = null;
        boolean program = headers.wrap(image);
        if (program) {
            ranges.add(new Range(headers.peOffset(), headers.peOffset() + HEADERS_KEPT));
            addSurroundings(ranges, PeHeaders.IMPORT_TABLE);
            addSurroundings(ranges, PeHeaders.DEBUG);
            addSurroundings(ranges, PeHeaders.RESOURCE_TABLE);
            long certificates = headers.directory(PeHeaders.CERTIFICATE_TABLE);
            if (certificates > 0) {
                long bytes = headers.directoryBytes(PeHeaders.CERTIFICATE_TABLE);
                ranges.add(new Range(certificates, certificates + Math.min(bytes, CertificateTable.BYTES_MAX)));
                leftOut = CertificateTable.leftOut(headers);
            }
        }
        image.release();
        return new KeptRanges(program, ranges, leftOut);
    }

    @Override
    public void onFile(AssembledFile file, Moment now) {
        // Not {@code now}: when a file that rests is reported depends on what else the worker does.
        long epochNanos = Math.max(file.lastByteNanos(), file.closeNanos());
        PeFacts facts = file.content() == null
                ? null
                : knownOrInspected(file.content(), file.sha256(), Math.floorDiv(epochNanos, 1_000_000_000L));
        if (facts == null) {
            sink.onOtherFile(file, now);
        } else {
            sink.onExecutable(file, facts, now);
        }
    }

    private PeFacts knownOrInspected(Content content, byte[] sha256, long captureEpochSeconds) {
        if (sha256 == null || !content.whole()) {
            return inspect(content, captureEpochSeconds);
        }
        digests = new AskedDigests(content);
        PeFacts facts = known.find(sha256, digests, captureEpochSeconds);
        if (facts == null) {
            facts = look(content, captureEpochSeconds);
            if (facts != null && !facts.truncated() && !noted && holdingTime.holdsAt(captureEpochSeconds)) {
                known.remember(sha256, facts, digests, holdingTime);
            }
        }
        return facts;
    }

    /**
     * What the image says; null where the content is no image, or cannot be told to be one.
     *
     * @param captureEpochSeconds the time at which its signature is judged
     */
    PeFacts inspect(Content content, long captureEpochSeconds) {
        digests = new AskedDigests(content);
        return look(content, captureEpochSeconds);
    }

    private PeFacts look(Content content, long captureEpochSeconds) {
        noted = false;
        holdingTime = HoldingTime.ALWAYS;
        image.wrap(content);
        try {
            return headers.wrap(image) ? facts(content, captureEpochSeconds) : null;
        } finally {
            image.release();
        }
    }

    private void note(Anomaly anomaly) {
        ledger.note(anomaly);
        noted = true;
    }

    private PeFacts facts(Content content, long captureEpochSeconds) {
        long offset = headers.peOffset();
        if (offset < PE_OFFSET_USUAL_MIN || offset > PE_OFFSET_USUAL_MAX) {
            note(Anomaly.PE_OFFSET_UNUSUAL);
        }
        if (headers.tooManySections()) {
            note(Anomaly.PE_SECTIONS_EXCEEDED);
        }
        List<PeFacts.Section> sections = headers.sections().stream()
                .map(section -> new PeFacts.Section(section.name(), section.virtualSize(), section.rawBytes()))
                .toList();
        String imphash = imports.hash(image, headers);
        if (imports.bounded()) {
            note(Anomaly.PE_IMPORTS_EXCEEDED);
        }
        version.read(image, headers);
        String pdbPath = pdbPath();
        long certificates = headers.directory(PeHeaders.CERTIFICATE_TABLE);
        long certificateBytes = certificates == 0 ? 0 : headers.directoryBytes(PeHeaders.CERTIFICATE_TABLE);
        boolean cut = image.lacking() || certificates + certificateBytes > image.size();
        return new PeFacts(
                headers.machine(),
                headers.timeDateStamp(),
                headers.dll(),
                headers.subsystem(),
                sections,
                imphash,
                version.company,
                version.description,
                version.fileVersion,
                version.originalFileName,
                version.internalName,
                version.product,
                pdbPath,
                certificates,
                certificateBytes,
                certificates == 0 ? null : signature(content, captureEpochSeconds),
                cut);
    }

    private SignatureFacts signature(Content content, long captureEpochSeconds) {
        if (headers.directoryBytes(PeHeaders.CERTIFICATE_TABLE) > CertificateTable.BYTES_MAX) {
            note(Anomaly.PE_CERTIFICATES_EXCEEDED);
        }
        List<byte[]> signatures = CertificateTable.read(headers, content);
        if (signatures == null) {
            return SignatureFacts.unread(SignatureFacts.Status.NOT_COMPUTED);
        }
        if (signatures.isEmpty()) {
            note(Anomaly.SIGNATURE_MALFORMED);
            return SignatureFacts.unread(SignatureFacts.Status.MALFORMED);
        }
        if (authenticode == null) {
            authenticode = new Authenticode(ledger, roots);
        }
        List<Range> leftOut = CertificateTable.leftOut(headers);
        SignatureFacts facts =
                authenticode.check(signatures, algorithm -> digests.of(algorithm, leftOut), captureEpochSeconds);
        holdingTime = authenticode.holdingTime();
        return facts;
    }

    /** The path in the first CodeView record that has one; null where there is none. */
    private String pdbPath() {
        long directory = headers.directory(PeHeaders.DEBUG);
        long row = directory == 0 ? -1 : headers.offsetOf(directory);
        long count = Math.min(headers.directoryBytes(PeHeaders.DEBUG) / DEBUG_ENTRY_BYTES, DEBUG_ENTRIES_MAX);
        for (int i = 0; row >= 0 && i < count && image.has(row, DEBUG_ENTRY_BYTES); i++, row += DEBUG_ENTRY_BYTES) {
            if (image.u32(row + DEBUG_TYPE_AT) == DEBUG_CODEVIEW) {
                long record = image.u32(row + DEBUG_DATA_AT);
                if (image.u32(record) == RSDS) {
                    return image.utf8(record + RSDS_PATH_AT, PATH_MAX);
                }
            }
        }
        return null;
    }

    private void addSurroundings(List<Range> ranges, int which) {
        long rva = headers.directory(which);
        PeHeaders.Mapping section = rva == 0 ? null : headers.sectionOf(rva);
        if (section == null) {
            return;
        }
        long end = section.rawAt() + section.rawBytes();
        if (section.rawBytes() <= SECTION_KEPT_MAX) {
            ranges.add(new Range(section.rawAt(), end));
            return;
        }
        long at = headers.offsetOf(rva);
        ranges.add(new Range(Math.max(0, at - AROUND_BYTES), at + AROUND_BYTES));
        // The names follow the import table, and version information follows icons.
        ranges.add(new Range(Math.max(at, end - SECTION_KEPT_MAX / 2), end));
    }
}
