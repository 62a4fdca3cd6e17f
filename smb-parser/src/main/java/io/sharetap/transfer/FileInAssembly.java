package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.UnseenChanges;
import java.util.ArrayList;
import java.util.List;

/** One file, from the first write that was seen of it until it is forgotten. */
final class FileInAssembly {
    private static final int LINKS_MAX = 16;

    HostPair pair;
    final FileContent content;
    /** Its place among files with something to report, or among the quiet ones. */
    final FileQueue.Link inQueue = new FileQueue.Link(this);
    /** The same among the files of its host pair. */
    final FileQueue.Link inQueueOfPair = new FileQueue.Link(this);

    /** Its place among the quiet files whose content is still held; null: it never was one, like most. */
    FileQueue.Link inContent;

    FileQueue.Link inContentOfPair;

    /** Null: its path is unknown, or another file has taken its path. */
    FileKey key;

    /** The hash under which it was entered: to remove it, the key need not be read, which is in no cache. */
    int keyHash;

    String path;
    String renamedFrom;

    /** Leads its opens to it. */
    OpenFile.Lead lead;

    /** Opens that lead here. */
    int opens;
    /** Of these, opens that wrote. */
    int writers;
    /** An open of it changed it, or began to. */
    boolean touched;
    /**
     * The last open that wrote; null: nothing is to be reported, as a file that is only remembered must not hold an
     * open.
     */
    SmbOpen writer;

    /** WRITEs without an answer, first to last. */
    PendingWrite firstPending;

    PendingWrite lastPending;

    long startNanos;
    long lastByteNanos;
    /** The earliest time that a coming report can contain; null: no report is to come. */
    Floors.Floor floor;
    /** Clock time of the last sign of writing. */
    long touchNanos;

    long frameNumber;
    long quietSinceNanos;
    /** Characters counted for it. */
    int countedChars;
    /** Chunks counted for it as remembered content. */
    long rememberedChunks;

    long writtenBytes;
    boolean unseen;
    /** Bytes, size or name changed since the last report. */
    boolean changed;
    /** WRITEs were refused since the last report. */
    boolean refused;
    /** Number of the reports of this file; 0: none so far. */
    long number;
    /** Whether one of them reported content, which may be gone by now. */
    boolean contentReported;
    /** Null: there was no report. */
    FileMark mark;

    String copiedFrom;
    boolean copied;
    /** Null: the server copied nothing into it. */
    private WholeCopy wholeCopy;

    boolean deletePending;

    /** The frame in which it was first seen, and in which the server created it (-1: not seen). */
    long seenFrame;

    /** The frame in which it got its path, or was last opened by it. */
    long namedFrame;

    long bornFrame;
    /** When it was changed, and in which order. */
    final ChangeOrder order = new ChangeOrder();
    /** Whether changes to it may not have been seen. */
    private final Certainty certainty = new Certainty();
    /** Whether its content is in doubt while it has no name, as it may be the same file as another. */
    boolean nameMatters;

    /** Further names that it was given while it was written to. */
    List<String> links;

    FileInAssembly(AssemblyState state, HostPair pair, FileKey key, String path) {
        content = new FileContent(state, pair, ProgramNames.isProgram(path));
        become(pair, key, path);
    }

    /** Takes the place of a forgotten file, whose memory is still in the caches. */
    void reuse(HostPair ofPair, FileKey ofKey, String ofPath) {
        content.begin(ofPair, ProgramNames.isProgram(ofPath));
        become(ofPair, ofKey, ofPath);
    }

    /**
     * Resets everything to a file of which nothing was seen yet, except for its places in queues, of which it must be
     * in none.
     */
    private void become(HostPair ofPair, FileKey ofKey, String ofPath) {
        pair = ofPair;
        key = ofKey;
        keyHash = 0;
        path = ofPath;
        renamedFrom = null;
        lead = new OpenFile.Lead(this);
        opens = 0;
        writers = 0;
        touched = false;
        writer = null;
        floor = null;
        touchNanos = 0;
        frameNumber = 0;
        quietSinceNanos = 0;
        countedChars = 0;
        rememberedChunks = 0;
        number = 0;
        contentReported = false;
        mark = null;
        deletePending = false;
        seenFrame = 0;
        namedFrame = 0;
        bornFrame = -1;
        order.restart();
        certainty.restart();
        nameMatters = false;
        links = List.of();
        startOver();
    }

    /** Characters of all names that are remembered for it. */
    int chars() {
        int chars = lengthOf(path) + lengthOf(renamedFrom) + lengthOf(copiedFrom);
        for (int i = 0; i < links.size(); i++) {
            chars += lengthOf(links.get(i));
        }
        return chars;
    }

    /** Remembers another name, which is reported with the content. */
    void addLink(String linkPath) {
        if (links.isEmpty()) {
            links = new ArrayList<>(1);
        }
        if (links.size() < LINKS_MAX) {
            links.add(linkPath);
        }
    }

    /** The file's name has become known. */
    void name(String knownPath) {
        path = knownPath;
        content.named(ProgramNames.isProgram(knownPath));
    }

    /** The file was renamed. */
    void rename(String newPath) {
        if (renamedFrom == null) {
            renamedFrom = path;
        }
        // Windows does not rename a file that is to be deleted. Samba then no longer deletes it, unless the new name is
        // exactly the one on its disk, whose case is not known here: a file that may exist is not reported as deleted.
        deletePending = false;
        path = newPath;
        content.named(ProgramNames.isProgram(newPath));
    }

    /** Whether a report made now would say something new. */
    boolean hasNews() {
        return changed && written() || refused && number == 0 && !written();
    }

    /** So many bytes reached it, or may have. */
    void wrote(long count) {
        writtenBytes = count > Long.MAX_VALUE - writtenBytes ? Long.MAX_VALUE : writtenBytes + count;
    }

    /** Whether bytes reached it, or may have. */
    boolean written() {
        return writtenBytes > 0;
    }

    /** Whether, by all that was seen of both, this may be the same file as another. */
    boolean mayBe(FileInAssembly other) {
        return bornFrame <= other.seenFrame && other.bornFrame <= seenFrame;
    }

    /** As above, and the other was changed since the content of this one is known. */
    boolean mayHaveBeenChangedAs(FileInAssembly other) {
        return other.order.changedFrame() >= certainty.fromFrame() && mayBe(other);
    }

    /** Whether its path leads through this directory of the open's share. */
    boolean liesBelow(SmbOpen open, String directory) {
        return key != null
                && path.length() > directory.length()
                && path.charAt(directory.length()) == '\\'
                && path.regionMatches(true, 0, directory, 0, directory.length())
                && key.isOfShare(open);
    }

    /** An open leads to it, or did; unseen changes of the open's hosts concern it from now on. */
    void reachedBy(SmbOpen open) {
        UnseenChanges changes = open.session().unseenChanges();
        if (!certainty.concerns(changes)) {
            doubtIf(doubtful(Long.MAX_VALUE));
            certainty.continueWith(changes);
        }
    }

    /** Its content is what it has been since this open appeared. */
    void begin(SmbOpen open) {
        order.begin(open.fromFrame());
        certainty.begin(open);
    }

    /** Its content before this frame does not matter. */
    void beginUnknown(long frame) {
        order.begin(frame);
        certainty.beginUnknown(frame);
    }

    /** The server copied a part of another file into it, when it had {@code sizeBefore} bytes. */
    void copied(FileInAssembly source, long sourceOffset, long offset, long length, long sizeBefore) {
        copied = true;
        if (wholeCopy == null) {
            wholeCopy = new WholeCopy();
        }
        wholeCopy.onCopy(source == null ? null : source.content, sourceOffset, offset, length, sizeBefore);
    }

    /** The verdict on its content, if that were certain. */
    Verdict verdict() {
        Verdict known = content.verdict();
        return wholeCopy == null ? known : wholeCopy.verdict(known, content.size());
    }

    private void changedOtherwise() {
        if (wholeCopy != null) {
            wholeCopy.restart();
        }
    }

    /** Whether it may have been changed unseen before this frame. */
    boolean doubtful(long frame) {
        return nameMatters
                || order.unsure()
                || certainty.doubtful(frame)
                || pair.mayHaveChanged(this, certainty.fromFrame());
    }

    /** Whether an unanswered change of its hosts' files may have been made. */
    boolean changeOverdue(long clockNanos) {
        return certainty.changeOverdue(clockNanos);
    }

    /** Nothing of its content is certain any more. */
    void doubt() {
        certainty.doubt();
    }

    private void doubtIf(boolean doubtful) {
        if (doubtful) {
            doubt();
        }
    }

    /**
     * Part of it comes from another file, and is no more certain than that. If {@code more} earlier changes may be
     * reported later, it is not certain.
     */
    void inherit(FileInAssembly source, boolean more, long fromFrame, long frame) {
        doubtIf(more || source.firstPending != null || source.order.mayPrecede(fromFrame) || source.doubtful(frame));
        unseen |= source.unseen;
    }

    /** Bytes were changed in this frame; neither their former values nor earlier changes matter. */
    void changedIn(long frame) {
        changedOtherwise();
        pair.changed(this, frame);
    }

    /**
     * It was changed between these frames, depending on its former content. If that content may include a change that
     * was reported already, the order is not known.
     */
    void changedInOrder(long fromFrame, long frame) {
        changedOtherwise();
        copiedIn(fromFrame, frame);
    }

    /** The server copied something into it between these frames. */
    void copiedIn(long fromFrame, long frame) {
        doubtIf(order.mayPrecede(fromFrame));
        order.changedInOrder(frame);
        pair.changed(this, frame);
    }

    /** A range is written, in this frame at the earliest; called before the content is changed. */
    void write(long fromFrame, long from, long to) {
        doubtIf(!order.write(fromFrame, from, to, content.bytes()));
    }

    /** Its end was set between these frames; called before the content is changed. */
    void endSet(long fromFrame, long frame, long endOfFile) {
        changedOtherwise();
        doubtIf(!order.setEnd(fromFrame, frame, endOfFile, content.bytes()));
        pair.changed(this, frame);
    }

    /** The server told its size with a CLOSE between these frames. Returns whether the seen writes give another one. */
    boolean sizeGiven(long endOfFile, long fromFrame, long frame) {
        if (endOfFile == content.size() || order.isBeforeBeginning(frame)) {
            return false;
        }
        if (order.mayPrecede(fromFrame)) {
            doubt(); // it may be the size before changes that were reported already
        } else {
            content.sizeGiven(endOfFile);
        }
        return true;
    }

    void addPending(PendingWrite write) {
        write.before = lastPending;
        write.behind = null;
        if (lastPending == null) {
            firstPending = write;
        } else {
            lastPending.behind = write;
        }
        lastPending = write;
    }

    void removePending(PendingWrite write) {
        if (write.before == null) {
            firstPending = write.behind;
        } else {
            write.before.behind = write.behind;
        }
        if (write.behind == null) {
            lastPending = write.before;
        } else {
            write.behind.before = write.before;
        }
        write.before = null;
        write.behind = null;
    }

    /** Starts over: what was written before is gone. */
    void startOver() {
        writtenBytes = 0;
        startNanos = -1;
        lastByteNanos = -1;
        unseen = false;
        changed = false;
        refused = false;
        copied = false;
        wholeCopy = null;
        copiedFrom = null;
        deletePending = false; // otherwise the server would have refused the open
    }

    private static int lengthOf(String text) {
        return text == null ? 0 : text.length();
    }
}
