package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.smb.SmbOpen;
import io.sharetap.transfer.AssembledFile.Cause;
import io.sharetap.transfer.AssembledFile.Outcome;
import java.util.List;

/** Reports the state of files to the sink. */
final class FileReports {
    private final AssemblyState state;
    private long files;

    FileReports(AssemblyState state) {
        this.state = state;
    }

    /** Reports a file that is still open, or whose end was not seen, as it stands, with the time of its last byte. */
    void asItStands(FileInAssembly file, Moment now) {
        report(file, file.writer, file.copied ? Cause.COPY : Cause.WRITE, -1, file.frameNumber, false, now);
    }

    /** Reports a file whose writing ended with a CLOSE. */
    void closed(FileInAssembly file, SmbOpen open, boolean deleted, Moment now) {
        Cause cause = file.copied ? Cause.COPY : Cause.WRITE;
        report(file, open, cause, now.epochNanos(), now.frameNumber(), deleted, now);
    }

    /** Reports that a file which was reported before was renamed or deleted. */
    void moved(FileInAssembly file, SmbOpen open, boolean deleted, Moment now) {
        Cause cause = deleted ? Cause.WRITE : Cause.RENAME;
        report(file, open, cause, now.epochNanos(), now.frameNumber(), deleted, now);
    }

    /** Reports a hard link: the same content under another path. */
    void linked(FileInAssembly file, SmbOpen open, String path, Moment now) {
        Verdict verdict = verdictOf(file, now.frameNumber(), now);
        send(
                new AssembledFile(
                        0,
                        null,
                        false,
                        open,
                        path,
                        null,
                        file.startNanos,
                        file.lastByteNanos,
                        now.epochNanos(),
                        now.frameNumber(),
                        file.writtenBytes,
                        outcomeOf(file),
                        false,
                        verdict.sha256(),
                        verdict.headSha256(),
                        file.content.size(),
                        verdict.missing(),
                        Cause.COPY,
                        file.path,
                        file.content.kind() == ContentKind.OTHER ? null : file.content),
                now);
    }

    /** Reports the rename of a file of which nothing else was seen. */
    void unknownRenamed(SmbOpen open, String oldPath, String newPath, Moment now) {
        send(
                new AssembledFile(
                        0,
                        null,
                        false,
                        open,
                        newPath,
                        oldPath,
                        -1,
                        -1,
                        now.epochNanos(),
                        now.frameNumber(),
                        0,
                        Outcome.SUCCESS,
                        false,
                        null,
                        null,
                        -1,
                        List.of(),
                        Cause.RENAME,
                        null,
                        null),
                now);
    }

    private void report(
            FileInAssembly file,
            SmbOpen open,
            Cause cause,
            long closeNanos,
            long frameNumber,
            boolean deleted,
            Moment now) {
        file.contentReported |= file.written();
        boolean written = file.contentReported;
        // Where the writing did not end by a CLOSE, it has no frame to compare with later ones.
        long untilFrame = closeNanos < 0 ? Long.MAX_VALUE : now.frameNumber();
        Verdict verdict = written ? verdictOf(file, untilFrame, now) : new Verdict(null, null, List.of());
        boolean continues = file.number != 0;
        if (!continues) {
            file.number = ++files;
            file.mark = new FileMark();
        }
        file.changed = false;
        file.refused = false;
        noteMerged();
        state.ledger.count(written ? Count.FILES_WRITTEN : Count.FILES_REFUSED);
        send(
                new AssembledFile(
                        file.number,
                        file.mark,
                        continues,
                        open,
                        file.path,
                        file.renamedFrom,
                        file.startNanos,
                        file.lastByteNanos,
                        closeNanos,
                        frameNumber,
                        file.writtenBytes,
                        outcomeOf(file),
                        deleted,
                        verdict.sha256(),
                        verdict.headSha256(),
                        file.content.size(),
                        verdict.missing(),
                        cause,
                        file.copiedFrom,
                        written && file.content.kind() != ContentKind.OTHER ? file.content : null),
                now);
        file.renamedFrom = null;
        List<String> links = file.links;
        file.links = List.of();
        for (int i = 0; i < links.size() && written && !deleted; i++) {
            linked(file, open, links.get(i), now);
        }
        state.table.recount(file);
    }

    /**
     * If changes may have been missed, holes do not count as zeros; in a file without holes, no byte is certain then.
     */
    private static Verdict verdictOf(FileInAssembly file, long untilFrame, Moment now) {
        if (!file.doubtful(untilFrame) && !file.changeOverdue(now.clockNanos())) {
            return file.verdict();
        }
        file.content.doubtZeros(file.content.size());
        Verdict verdict = file.content.verdict();
        return verdict.missing().isEmpty() ? Verdict.ofNothing(file.content.size()) : verdict;
    }

    private void send(AssembledFile file, Moment now) {
        state.sink.onFile(file, now);
    }

    private static Outcome outcomeOf(FileInAssembly file) {
        if (!file.written() && !file.contentReported) {
            return Outcome.FAILURE;
        }
        return file.unseen ? Outcome.UNKNOWN : Outcome.SUCCESS;
    }

    private void noteMerged() {
        for (long times = state.runs.takeMerged(); times > 0; times--) {
            state.ledger.note(Anomaly.RANGES_FORGOTTEN);
        }
    }
}
