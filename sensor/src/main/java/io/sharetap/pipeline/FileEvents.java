package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.event.CodeSignature;
import io.sharetap.event.CopySource;
import io.sharetap.event.Endpoints;
import io.sharetap.event.EventId;
import io.sharetap.event.FileRename;
import io.sharetap.event.FileWrite;
import io.sharetap.event.HexDigits;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SensorEvent;
import io.sharetap.event.SmbContext;
import io.sharetap.pe.ExecutableSink;
import io.sharetap.pe.PeFacts;
import io.sharetap.rpc.RpcDecoder;
import io.sharetap.signature.SignatureFacts;
import io.sharetap.smb.SmbOpen;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.FileMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The one place where a file becomes an event: takes assembled files, sorted by their content, and reports them in the
 * form of records.
 */
final class FileEvents implements ExecutableSink {
    private static final String WRITE = "smb-file-write";
    private static final String COPY = "smb-server-side-copy";
    private static final String RENAME = "smb-rename";

    private final EventHosts hosts;
    private final ExecutableSink store;
    private final RpcDecoder calls;
    private final ReportSink reports;
    private final FurtherHashes furtherHashes;
    private final EventId ids = new EventId();

    /**
     * Makes the events of one lane.
     *
     * @param store also takes each executable, while its content can be read
     * @param calls is told who wrote a file
     */
    FileEvents(
            EventHosts hosts, FurtherHashes furtherHashes, ExecutableSink store, RpcDecoder calls, ReportSink reports) {
        this.calls = calls;
        this.furtherHashes = furtherHashes;
        this.hosts = hosts;
        this.store = store;
        this.reports = reports;
    }

    @Override
    public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {
        boolean written = file.outcome() != AssembledFile.Outcome.FAILURE;
        report(file, written ? summaryOf(pe) : null);
        if (written) {
            calls.onWrite(file.open().connection(), now);
            store.onExecutable(file, pe, now);
        }
    }

    @Override
    public void onOtherFile(AssembledFile file, Moment now) {
        report(file, null);
        if (file.outcome() != AssembledFile.Outcome.FAILURE) {
            calls.onWrite(file.open().connection(), now);
        }
    }

    private void report(AssembledFile file, PeSummary pe) {
        // Only the name: nothing of the content was seen, so no write is reported again under the new name.
        boolean nameOnly = file.cause() == AssembledFile.Cause.RENAME && file.writtenBytes() == 0 && pe == null;
        SensorEvent event =
                switch (file.cause()) {
                    case COPY -> write(file, new CopySource(file.source()), pe);
                    case RENAME -> nameOnly ? rename(file) : write(file, null, pe);
                    case WRITE -> write(file, null, pe);
                };
        reports.onReport(new Report.Happened(event));
    }

    private FileWrite write(AssembledFile file, CopySource copyOf, PeSummary pe) {
        SmbOpen open = file.open();
        String path = file.path();
        long epochNanos = Math.max(file.lastByteNanos(), file.closeNanos());
        Endpoints endpoints = hosts.endpointsOf(open.connection(), open.session());
        SmbContext smb = hosts.contextOf(open);
        String id = idOf(copyOf == null ? WRITE : COPY, file, epochNanos, endpoints, smb, path);
        String before = file.continues() ? lastIdOf(file) : null;
        if (file.mark() != null) {
            file.mark().set = true; // to this id, the last one that was made
            file.mark().first = ids.first();
            file.mark().second = ids.second();
        }
        FurtherHashes.Hashes further = pe == null ? FurtherHashes.Hashes.NONE : furtherHashes.of(file);
        return new FileWrite(
                epochNanos,
                file.frameNumber(),
                id,
                file.startNanos(),
                epochNanos,
                outcomeOf(file),
                endpoints,
                smb,
                path,
                file.size(),
                file.sha256(),
                file.headSha256(),
                missingOf(file),
                file.closeNanos() >= 0,
                open.createSeen(),
                file.deleted(),
                file.renamedFrom(),
                copyOf,
                streamOf(path),
                before,
                pe,
                further.sha1(),
                further.md5());
    }

    private FileRename rename(AssembledFile file) {
        SmbOpen open = file.open();
        String path = file.path();
        long epochNanos = Math.max(file.lastByteNanos(), file.closeNanos());
        Endpoints endpoints = hosts.endpointsOf(open.connection(), open.session());
        SmbContext smb = hosts.contextOf(open);
        return new FileRename(
                epochNanos,
                file.frameNumber(),
                idOf(RENAME, file, epochNanos, endpoints, smb, path),
                endpoints,
                smb,
                path,
                file.renamedFrom(),
                file.sha256());
    }

    /** The id of the file's previous event; null where there was none. */
    private static String lastIdOf(AssembledFile file) {
        FileMark mark = file.mark();
        return mark == null || !mark.set ? null : EventId.text(mark.first, mark.second);
    }

    private static FileWrite.Outcome outcomeOf(AssembledFile file) {
        return switch (file.outcome()) {
            case SUCCESS -> FileWrite.Outcome.SUCCESS;
            case UNKNOWN -> FileWrite.Outcome.UNKNOWN;
            case FAILURE -> FileWrite.Outcome.FAILURE;
        };
    }

    private static List<FileWrite.Range> missingOf(AssembledFile file) {
        return file.complete()
                ? List.of()
                : file.missing().stream()
                        .map(range -> new FileWrite.Range(range.from(), range.to()))
                        .toList();
    }

    private String idOf(
            String action, AssembledFile file, long epochNanos, Endpoints endpoints, SmbContext smb, String path) {
        return ids.begin(action, epochNanos, endpoints.client(), endpoints.destination())
                .with(smb.sessionId())
                .with(smb.fileId())
                .with(path)
                .with(file.frameNumber())
                .text();
    }

    /** The name of the alternate data stream; null where it is the file itself. */
    static String streamOf(String path) {
        if (path == null) {
            return null;
        }
        int colon = path.indexOf(':', path.lastIndexOf('\\') + 1);
        return colon < 0 || colon == path.length() - 1 ? null : path.substring(colon + 1);
    }

    private static PeSummary summaryOf(PeFacts pe) {
        List<PeSummary.Section> sections = new ArrayList<>(pe.sections().size());
        for (PeFacts.Section section : pe.sections()) {
            sections.add(new PeSummary.Section(section.name(), section.virtualSize(), section.physicalSize()));
        }
        return new PeSummary(
                pe.architecture(),
                pe.timeDateStamp(),
                pe.company(),
                pe.description(),
                pe.fileVersion(),
                pe.originalFileName(),
                pe.internalName(),
                pe.product(),
                pe.imphash(),
                pe.pdbPath(),
                sections,
                pe.signature() == null || pe.signature().authentihash() == null
                        ? null
                        : HexDigits.of(pe.signature().authentihash()),
                signatureOf(pe.signature()));
    }

    private static CodeSignature signatureOf(SignatureFacts signature) {
        if (signature == null) {
            return CodeSignature.of(false);
        }
        return new CodeSignature(
                true,
                signature.subjectName(),
                signature.digestAlgorithm(),
                signature.valid(),
                signature.trusted(),
                signature.status().name().toLowerCase(Locale.ROOT),
                signature.signedEpochSeconds(),
                signature.rootName(),
                signature.microsoft());
    }
}
