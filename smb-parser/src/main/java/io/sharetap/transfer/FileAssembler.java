package io.sharetap.transfer;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbWrite;
import java.nio.file.Path;

/**
 * Takes acts on files, and gives each file as the server's disk holds it after the writing.
 *
 * <p>Bytes wait in pooled memory until the server confirms their WRITE; then they belong to the file, and later ones
 * win. A file that does not begin like a program is only counted from then on. A possible program is kept, and hashed
 * along its ordered prefix, so that each byte is copied once and hashed at most once. A gap is not guessed: there is no
 * hash until it is filled.
 *
 * <p>A report leaves when the last open that wrote closes, when the writing rests, or at the end. If the client goes on
 * with the file within minutes, another report follows.
 */
public final class FileAssembler implements FileOpSink, AutoCloseable {
    private final AssemblyState state;
    private final FileTable table;
    private final FileBeginnings beginnings;
    private long programSigns;
    private long keptBytes;

    /**
     * Makes an assembler for one worker.
     *
     * @param spoolDirectory for content that does not fit into memory; null: none
     * @param hashing how contents are hashed
     */
    public FileAssembler(Limits limits, Ledger ledger, FileSink sink, Path spoolDirectory, Hashing hashing) {
        state = new AssemblyState(limits, ledger, sink, spoolDirectory, hashing);
        table = state.table;
        beginnings = new FileBeginnings(state);
    }

    /**
     * To be called every second: reports files whose writing rests, and gives unused memory back to the system. Other
     * files are reported at the next act on them, so that reports do not depend on other files.
     */
    public void sweep(Moment now) {
        table.sweep(now);
        state.store.giveBack(now);
    }

    /** The input ends: everything is reported as it stands. */
    public void onEndOfInput(Moment now) {
        table.end(now);
    }

    /**
     * A lower bound, by the clock, of when the acts happened that are still to be reported; {@code Long.MAX_VALUE}:
     * none.
     */
    public long reportsFromNanos() {
        return table.reportsFromNanos();
    }

    /** Bytes of memory and disk that hold content. */
    public long heldBytes() {
        return (long) heldChunks() * ChunkStore.CHUNK_BYTES;
    }

    /**
     * Grows when a program is, or may be, written: by a new file with such a name, and by each piece of data that is
     * kept.
     */
    public long programSigns() {
        return programSigns;
    }

    /** Bytes of data, so far, that were kept because they belong to a program, or may. */
    public long keptBytes() {
        return keptBytes;
    }

    /** Chunks of content held, in memory and on disk. */
    int heldChunks() {
        return state.store.heldInMemory() + state.store.heldInSpool();
    }

    /** Files known. */
    int files() {
        return table.size();
    }

    /** Gives memory and disk back. */
    @Override
    public void close() {
        state.store.close();
    }

    @Override
    public void onOpen(SmbOpen open, Moment now) {
        if (ProgramNames.begins(open)) {
            programSigns++;
        }
        beginnings.answered(open, now);
    }

    @Override
    public void onOpenAnswer(SmbOpen open, boolean granted, Moment now) {
        if (granted) {
            beginnings.answered(open, now);
        }
    }

    @Override
    public void onWrite(SmbWrite write, Moment now) {
        OpenFile at = writing(write.open(), now);
        state.pending.begin(write, at, now);
        table.busy(at.file(), now);
    }

    @Override
    public void onWriteBytes(SmbWrite write, int at, ByteWindow bytes, Moment now) {
        if (write.attachment instanceof PendingWrite pending && pending.file != null) {
            pending.accept(at, bytes, now);
            if (pending.keepsBytes()) {
                programSigns++;
                keptBytes += bytes.length();
            }
        }
    }

    @Override
    public boolean passes(SmbWrite write) {
        return !(write.attachment instanceof PendingWrite pending) || pending.file == null || pending.passes();
    }

    @Override
    public void onWritePassed(SmbWrite write, int at, int count, Moment now) {
        if (write.attachment instanceof PendingWrite pending && pending.file != null) {
            pending.pass(at, count, now);
        }
    }

    @Override
    public void onWriteGap(SmbWrite write, int at, int gapBytes, Moment now) {
        if (write.attachment instanceof PendingWrite pending && pending.file != null) {
            pending.skip(at, gapBytes);
        }
    }

    @Override
    public void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now) {
        if (!(write.attachment instanceof PendingWrite pending)) {
            return;
        }
        write.attachment = null;
        FileInAssembly file = pending.file;
        if (file != null) {
            table.settleIfIdle(file, now);
        }
        if (pending.file != null) {
            state.pending.answer(pending, outcome, count, now);
            if (outcome != Outcome.REFUSED) {
                file.pair.changedByFormerName(file, write.open(), now.frameNumber());
            }
            if (!file.hasNews() && file.firstPending == null) {
                table.quieten(file, now);
            }
        }
        state.pending.reuse(pending);
    }

    @Override
    public void onEndOfFile(SmbOpen open, long endOfFile, Moment now) {
        FileInAssembly file = writing(open, now).file();
        file.endSet(now.fromFrame(), now.frameNumber(), endOfFile);
        file.content.endOfFile(endOfFile);
        if (file.written()) {
            changed(file, now);
        }
    }

    @Override
    public void onAllocation(SmbOpen open, long allocation, Moment now) {
        FileInAssembly file = fileOf(open, now);
        if (allocation < (file == null ? open.endOfFile() : file.content.size())) {
            onEndOfFile(open, allocation, now);
        }
    }

    @Override
    public void onValidData(SmbOpen open, long validData, Moment now) {
        FileInAssembly file = writing(open, now).file();
        file.changedInOrder(now.fromFrame(), now.frameNumber());
        file.content.doubtZeros(Math.min(validData, file.content.size()));
        if (file.written()) {
            changed(file, now);
        }
    }

    @Override
    public void onDoubt(SmbOpen open, Moment now) {
        FileInAssembly file = writing(open, now).file();
        file.doubt();
        file.wrote(1); // something was written, but what is not known
        file.changedInOrder(now.fromFrame(), now.frameNumber());
        changed(file, now);
    }

    @Override
    public void onUncertain(SmbOpen open, Moment now) {
        FileInAssembly file = fileOf(open, now);
        if (file != null) {
            file.unseen = true;
        }
    }

    @Override
    public void onZeros(SmbOpen open, long from, long to, Moment now) {
        FileInAssembly file = writing(open, now).file();
        long end = Math.min(to, file.content.size());
        if (from >= end) {
            return;
        }
        file.changedInOrder(now.fromFrame(), now.frameNumber());
        file.content.zeros(from, end);
        file.wrote(end - from);
        if (file.startNanos < 0) {
            file.startNanos = now.epochNanos();
        }
        changed(file, now);
    }

    @Override
    public void onCopy(SmbOpen source, long sourceOffset, SmbOpen target, long targetOffset, long length, Moment now) {
        FileInAssembly file = writing(target, now).file();
        // Not earlier: one may be forgotten for the other.
        FileInAssembly from = source == null ? null : fileOf(source, now);
        ServerCopy copy = ServerCopy.of(from, sourceOffset, file, targetOffset, length);
        if (!copy.make(file, target.session().unseenChanges().othersHeldUp(), now)) {
            return;
        }
        if (source != null) {
            file.copiedFrom = from == null ? source.path() : from.path;
            table.recount(file);
        }
        if (file.startNanos < 0) {
            file.startNanos = now.epochNanos();
        }
        changed(file, now);
    }

    @Override
    public void onRename(SmbOpen open, String newPath, Moment now) {
        renamed(fileOf(open, now), open, open.path(), newPath, now);
        if (open.path() != null && (open.directory() || !open.answered())) {
            table.renameBelow(open, open.path(), newPath, now);
        }
    }

    @Override
    public void onPathRename(SmbOpen at, String oldPath, String newPath, Moment now) {
        FileInAssembly file = table.find(at, oldPath, now);
        if (newPath != null) {
            renamed(file, at, oldPath, newPath, now);
            table.renameBelow(at, oldPath, newPath, now);
        } else if (file != null) {
            table.settleIfIdle(file, now);
            gone(file, at, now);
        }
    }

    @Override
    public void onLink(SmbOpen open, String newPath, Moment now) {
        FileInAssembly file = fileOf(open, now);
        table.replaced(FileKey.of(open, newPath), file, now);
        if (file == null) {
            return;
        }
        table.settleIfIdle(file, now);
        if (file.hasNews() || file.firstPending != null) {
            file.addLink(newPath);
            table.recount(file);
        } else if (file.written()) {
            state.reports.linked(file, open, newPath, now);
        }
    }

    @Override
    public void onDeletePending(SmbOpen open, boolean deleted, Moment now) {
        FileInAssembly file = fileOf(open, now);
        if (file != null) {
            if (OpenFile.of(open) == null) {
                OpenFile.attach(open, file);
            }
            file.deletePending = deleted;
        }
    }

    @Override
    public void onClose(SmbOpen open, boolean closed, long endOfFile, Moment now) {
        OpenFile at = OpenFile.of(open);
        if (open.attachment == null && open.deleteOnClose() && closed) {
            FileInAssembly file = fileOf(open, now);
            at = file == null ? null : OpenFile.attach(open, file);
        }
        open.attachment = null;
        if (at == null) {
            return;
        }
        FileInAssembly file = at.file();
        table.settleIfIdle(file, now);
        state.pending.giveUp(file, at);
        file.opens--;
        file.writers -= at.wrote ? 1 : 0;
        file.deletePending |= open.deleteOnClose();
        boolean sizeGiven = closed && at.wrote && endOfFile >= 0 && file.written() && file.writers == 0;
        if (sizeGiven && file.sizeGiven(endOfFile, now.fromFrame(), now.frameNumber())) {
            changed(file, now);
        }
        if (open.reportedEarly()) {
            file.doubt();
        }
        if (file.deletePending && file.opens == 0 && closed) {
            gone(file, open, now);
            return;
        }
        if (file.writers == 0 && file.hasNews()) {
            if (closed) {
                state.reports.closed(file, open, false, now);
            } else {
                state.reports.asItStands(file, now);
            }
        }
        if (!file.touched && file.opens == 0) {
            table.forget(file);
        } else if (!file.hasNews() && file.firstPending == null) {
            table.quieten(file, now);
        }
    }

    private void gone(FileInAssembly file, SmbOpen open, Moment now) {
        if (file.hasNews()) {
            state.reports.closed(file, open, true, now);
        } else if (file.contentReported) {
            state.reports.moved(file, open, true, now); // with its present content, which may be empty
        }
        table.forget(file);
    }

    private void renamed(FileInAssembly file, SmbOpen open, String oldPath, String newPath, Moment now) {
        if (file == null || !file.written() && file.firstPending == null) {
            state.reports.unknownRenamed(open, newPath.equals(oldPath) ? null : oldPath, newPath, now);
        }
        if (file == null) {
            table.replaced(FileKey.of(open, newPath), null, now);
            return;
        }
        table.settleIfIdle(file, now);
        table.rename(file, FileKey.of(open, newPath), newPath, now);
        if (file.hasNews() || file.firstPending != null) {
            file.changed = true; // reported with the writing, when that ends
        } else if (file.writers > 0 && file.written()) {
            changed(file, now);
        } else if (file.number != 0 && file.written()) {
            state.reports.moved(file, open, false, now);
        }
    }

    /** The file of an open that is about to change it. */
    private OpenFile writing(SmbOpen open, Moment now) {
        OpenFile at = OpenFile.of(open);
        if (at == null) {
            at = beginnings.met(open, now);
        }
        FileInAssembly file = at.file();
        table.settleIfIdle(file, now);
        table.touch(file);
        at.change(open);
        file.writer = open;
        file.pair.changedByFormerName(file, open, now.frameNumber());
        return at;
    }

    private void changed(FileInAssembly file, Moment now) {
        file.changed = true;
        file.lastByteNanos = now.epochNanos();
        file.frameNumber = now.frameNumber();
        table.progress(file, now);
    }

    private FileInAssembly fileOf(SmbOpen open, Moment now) {
        OpenFile at = OpenFile.of(open);
        return at != null ? at.file() : table.find(open, now);
    }
}
