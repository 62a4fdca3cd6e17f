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

    /** The frame in which it was first seen, in which the server created it (-1: not seen), and of its last change. */
    long seenFrame;

    long bornFrame;
    long changedFrame;
    /** An open that was told of early emptied it in this frame, which is done when it is used; MAX_VALUE: none did. */
    long emptiedFrame;

    /** What its hosts do out of sight, and since which frame that puts its content in doubt. */
    private UnseenChanges unseenChanges;

    private long certainFrom;
    private long certainFromLosses;
    /** The frame of the last change of which it matters what came before: an end of file, or bytes behind it. */
    private long orderedFrame;
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
        bornFrame = -1;
        changedFrame = -1;
        unseenChanges = null;
        certainFrom = 0;
        certainFromLosses = 0;
        orderedFrame = -1;
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
        certainFromLosses = open.lossesBefore();
        beginningUnseen = open.beginningUnseen();
        doubted = false;
    }

    /** What its content was before this frame does not matter. */
    void beginUnknown(long frame) {
        certainFrom = frame;
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
                || emptiedFrame < changedFrame
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
    void inherit(FileInAssembly source, boolean more, long frame) {
        doubted |= more || source.firstPending != null || frame < source.changedFrame || source.doubtful(frame);
        unseen |= source.unseen;
    }

    /** Bytes were changed in this frame; what they were before and what was done before does not matter. */
    void changedIn(long frame) {
        changedOtherwise();
        pair.changed(this, frame);
    }

    /** It was changed in this frame, and that came of what it was before. If that is told late, the order is lost. */
    void changedInOrder(long frame) {
        changedOtherwise();
        ordered(frame);
    }

    /** The server copied something into it in this frame. */
    void copiedIn(long frame) {
        ordered(frame);
    }

    private void ordered(long frame) {
        doubted |= frame < changedFrame;
        orderedFrame = Math.max(orderedFrame, frame);
        pair.changed(this, frame);
    }

    /** True: bytes that were changed in this frame may have been changed again by what is told already. */
    boolean overtaken(long from, long to, long frame) {
        return frame < orderedFrame || frame < changedFrame && content.bytes().anyWritten(from, to);
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
        emptiedFrame = Long.MAX_VALUE;
    }

    private static int lengthOf(String text) {
        return text == null ? 0 : text.length();
    }
}
