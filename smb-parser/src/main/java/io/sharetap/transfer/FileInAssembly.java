package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.UnseenChanges;
import java.util.ArrayList;
import java.util.List;

/** Holds one file between the first write that was seen of it and the time when it is forgotten. */
final class FileInAssembly {
    private static final int LINKS_MAX = 16;

    HostPair pair;
    final FileContent content;
    /** Its place among files with something to report, or among the quiet ones. */
    final FileQueue.Link inQueue = new FileQueue.Link(this);
    /** The same place among the files of its two hosts. */
    final FileQueue.Link inQueueOfPair = new FileQueue.Link(this);

    /** Its place among the quiet files whose content is still held; null: it never was one, as most never are. */
    FileQueue.Link inContent;

    FileQueue.Link inContentOfPair;

    /** Null: its path is unknown, or another file has taken its place. */
    FileKey key;

    /** The hash by which it was put under its key: who takes it out need not look at the key, which is in no cache. */
    int keyHash;

    String path;
    String renamedFrom;

    /** By which its opens find it. */
    OpenFile.Lead lead;

    /** Opens that lead here. */
    int opens;
    /** Opens among them that wrote. */
    int writers;
    /** An open of it changed it, or began to. */
    boolean touched;
    /** The last open that wrote; null: nothing of it is to be told, and a file that is remembered holds no open. */
    SmbOpen writer;

    /** WRITEs without an answer, first to last. */
    PendingWrite firstPending;

    PendingWrite lastPending;

    long startNanos;
    long lastByteNanos;
    /** No report to come tells an earlier time; null: none is to come. */
    Floors.Floor floor;
    /** When, by the clock, something was last heard of its writing. */
    long touchNanos;

    long frameNumber;
    long quietSinceNanos;
    /** Characters that are counted for it. */
    int countedChars;
    /** Chunks that are counted for it as remembered content. */
    long rememberedChunks;

    long writtenBytes;
    boolean unseen;
    /** Bytes, size or name changed since the last report. */
    boolean changed;
    /** WRITEs were refused since the last report. */
    boolean refused;
    /** Number of the reports of this file; 0: none was made. */
    long number;
    /** One of them told of content, which may be gone by now. */
    boolean contentTold;
    /** Null: none was made. */
    FileMark mark;

    String copiedFrom;
    boolean copied;
    /** Null: the server copied nothing into it. */
    private WholeCopy wholeCopy;

    boolean deletePending;

    /** The frame in which it was first seen, and in which the server created it (-1: not seen). */
    long seenFrame;

    /** The frame since which it has its path, or in which it was last opened by that. */
    long namedFrame;

    long bornFrame;
    /** When it was changed, and in which order. */
    final ChangeOrder order = new ChangeOrder();
    /** What its hosts do out of sight, and since which frame that puts its content in doubt. */
    private UnseenChanges unseenChanges;

    private long certainFrom;
    private long certainFromLosses;
    /** Its content is in doubt as long as it has no name: it may be the same file as another. */
    boolean nameMatters;
    /** Where messages were lost, what it was before may be among them. */
    private boolean beginningUnseen;
    /** Its content is in doubt for good. */
    private boolean doubted;

    /** Further names that were given to it while it was written to. */
    List<String> links;

    FileInAssembly(AssemblyState state, HostPair pair, FileKey key, String path) {
        content = new FileContent(state, pair, ProgramNames.isProgram(path));
        become(pair, key, path);
    }

    /** Takes the place of a file that was forgotten, whose memory is in the caches still. */
    void reuse(HostPair ofPair, FileKey ofKey, String ofPath) {
        content.begin(ofPair, ProgramNames.isProgram(ofPath));
        become(ofPair, ofKey, ofPath);
    }

    /** All is as of a file of which nothing was seen yet, but for the places in queues, of which it is in none. */
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
        contentTold = false;
        mark = null;
        deletePending = false;
        seenFrame = 0;
        namedFrame = 0;
        bornFrame = -1;
        order.restart();
        unseenChanges = null;
        certainFrom = 0;
        certainFromLosses = 0;
        nameMatters = false;
        beginningUnseen = false;
        doubted = false;
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

    /** Remembers one more name, which is told with the content. */
    void addLink(String linkPath) {
        if (links.isEmpty()) {
            links = new ArrayList<>(1);
        }
        if (links.size() < LINKS_MAX) {
            links.add(linkPath);
        }
    }

    /** The file's name was not known before. */
    void name(String knownPath) {
        path = knownPath;
        content.named(ProgramNames.isProgram(knownPath));
    }

    /** The file has another name now. */
    void rename(String newPath) {
        if (renamedFrom == null) {
            renamedFrom = path;
        }
        // Windows renames no file that is to go. Samba forgets that it was to go, unless the new name is the very one
        // that its disk has, of which we do not know the case: what may be there is not told as gone.
        deletePending = false;
        path = newPath;
        content.named(ProgramNames.isProgram(newPath));
    }

    /** True: a report made now would tell something new. */
    boolean hasNews() {
        return changed && written() || refused && number == 0 && !written();
    }

    /** So many bytes reached it, or may have. */
    void wrote(long count) {
        writtenBytes = count > Long.MAX_VALUE - writtenBytes ? Long.MAX_VALUE : writtenBytes + count;
    }

    /** True: bytes reached it, or may have. */
    boolean written() {
        return writtenBytes > 0;
    }

    /** True: for all that was seen of both, this may be the same file as another. */
    boolean mayBe(FileInAssembly other) {
        return bornFrame <= other.seenFrame && other.bornFrame <= seenFrame;
    }

    /** True: the same, and that one was changed since the content of this one is known. */
    boolean mayHaveBeenChangedAs(FileInAssembly other) {
        return other.order.changedFrame() >= certainFrom && mayBe(other);
    }

    /** True: its path leads through this directory of the open's share. */
    boolean liesBelow(SmbOpen open, String directory) {
        return key != null
                && path.length() > directory.length()
                && path.charAt(directory.length()) == '\\'
                && path.regionMatches(true, 0, directory, 0, directory.length())
                && key.isOfShare(open);
    }

    /** An open leads to it, or did; its hosts are in sight again if they were out of it. */
    void reachedBy(SmbOpen open) {
        UnseenChanges changes = open.session().unseenChanges();
        if (changes != unseenChanges) {
            doubted = doubtful(Long.MAX_VALUE);
            unseenChanges = changes;
            certainFromLosses = changes.losses();
        }
    }

    /** What its content is since this open is in sight. */
    void begin(SmbOpen open) {
        unseenChanges = open.session().unseenChanges();
        certainFrom = open.firstFrame();
        order.begin(open.fromFrame());
        certainFromLosses = open.lossesBefore();
        beginningUnseen = open.beginningUnseen();
        doubted = false;
    }

    /** What its content was before this frame does not matter. */
    void beginUnknown(long frame) {
        certainFrom = frame;
        order.begin(frame);
        certainFromLosses = unseenChanges.losses();
        doubted = false;
    }

    /** The server copied a piece of another file into it, which had so many bytes before. */
    void copied(FileInAssembly source, long sourceOffset, long offset, long length, long sizeBefore) {
        copied = true;
        if (wholeCopy == null) {
            wholeCopy = new WholeCopy();
        }
        wholeCopy.onCopy(source == null ? null : source.content, sourceOffset, offset, length, sizeBefore);
    }

    /** What is to be said of its content, were that certain. */
    Verdict verdict() {
        Verdict known = content.verdict();
        return wholeCopy == null ? known : wholeCopy.verdict(known, content.size());
    }

    private void changedOtherwise() {
        if (wholeCopy != null) {
            wholeCopy.restart();
        }
    }

    /** True: until this frame it may have been changed out of sight. */
    boolean doubtful(long frame) {
        return doubted
                || nameMatters
                || order.unsure()
                || beginningUnseen && unseenChanges.lackMessages()
                || unseenChanges != null && unseenChanges.since(certainFromLosses, certainFrom, frame)
                || pair.mayHaveChanged(this, certainFrom);
    }

    /** True: a change of its hosts' files that is not answered may have been made. */
    boolean changeOverdue(long clockNanos) {
        return unseenChanges != null && unseenChanges.overdue(clockNanos);
    }

    /** Nothing of its content is certain any more. */
    void doubt() {
        doubted = true;
    }

    /**
     * Something of it comes from another file, and is no more certain than that one is: where {@code more} of what was
     * done before may be told later, it is not.
     */
    void inherit(FileInAssembly source, boolean more, long fromFrame, long frame) {
        doubted |= more || source.firstPending != null || source.order.mayPrecede(fromFrame) || source.doubtful(frame);
        unseen |= source.unseen;
    }

    /** Bytes were changed in this frame; what they were before and what was done before does not matter. */
    void changedIn(long frame) {
        changedOtherwise();
        pair.changed(this, frame);
    }

    /**
     * It was changed between these frames, and that came of what it was before. If that may have been something that is
     * told already, the order is not known.
     */
    void changedInOrder(long fromFrame, long frame) {
        changedOtherwise();
        copiedIn(fromFrame, frame);
    }

    /** The server copied something into it between these frames. */
    void copiedIn(long fromFrame, long frame) {
        doubted |= order.mayPrecede(fromFrame);
        order.changedInOrder(frame);
        pair.changed(this, frame);
    }

    /** This range is written from this frame on at the earliest; told before that is done to the content. */
    void write(long fromFrame, long from, long to) {
        doubted |= !order.write(fromFrame, from, to, content.bytes());
    }

    /** Its end was set between these frames; told before that is done to the content. */
    void endSet(long fromFrame, long frame, long endOfFile) {
        changedOtherwise();
        doubted |= !order.setEnd(fromFrame, frame, endOfFile, content.bytes());
        pair.changed(this, frame);
    }

    /** With a CLOSE between these frames the server told its size; true: that is another than by the writes seen. */
    boolean sizeTold(long endOfFile, long fromFrame, long frame) {
        if (endOfFile == content.size() || order.isBeforeBeginning(frame)) {
            return false;
        }
        if (order.mayPrecede(fromFrame)) {
            doubted = true; // it may be the size before what is told already
        } else {
            content.sizeTold(endOfFile);
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
        deletePending = false; // else the server had refused the open
    }

    private static int lengthOf(String text) {
        return text == null ? 0 : text.length();
    }
}
