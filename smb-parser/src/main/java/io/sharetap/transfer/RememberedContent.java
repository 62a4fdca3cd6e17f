package io.sharetap.transfer;

import io.sharetap.base.Shares;

/** Bounds the content of quiet files: what was hashed and is held only in case the client goes on with the file. */
final class RememberedContent {
    /** The share of memory that content of remembered files may take. */
    private static final int REMEMBERED_SHARE = 4;
    /** The share that may be more than what is worth keeping: memory in use again soon is still in the caches. */
    private static final int WHOLE_SHARE = 16;

    private final AssemblyState state;
    /** Quiet files with all their content, and with only what is worth keeping. */
    private final FileQueue whole = new FileQueue();

    private final FileQueue named = new FileQueue();
    /** Who has most content that is remembered. */
    private final Shares remembered;

    private final long memoryChunks;
    private long wholeChunks;
    private long namedChunks;

    RememberedContent(AssemblyState state) {
        this.state = state;
        memoryChunks = state.limits.contentBytesMax() / ChunkStore.CHUNK_BYTES;
        remembered = new Shares(memoryChunks / REMEMBERED_SHARE);
    }

    /** The file is quiet: its content, if it has any, is held as long as there is room. */
    void enter(FileInAssembly file) {
        leave(file);
        if (file.content.holdsChunks()) {
            remember(file, true);
            while (wholeChunks > memoryChunks / WHOLE_SHARE && whole.size() > 1) {
                forgetWhole(oldest(true));
            }
            while (wholeChunks + namedChunks > memoryChunks / REMEMBERED_SHARE && named.size() > 0) {
                forgetNamed(oldest(false));
            }
        }
    }

    /** The file is quiet no longer, or is forgotten. */
    void leave(FileInAssembly file) {
        if (file.inContent == null) {
            return;
        }
        count(file, -file.rememberedChunks);
        file.rememberedChunks = 0;
        FileQueue.remove(file.inContent);
        FileQueue.remove(file.inContentOfPair);
    }

    /**
     * Frees content of a quiet file for two hosts that need memory: of their own, or of others unless they have more
     * than is fair themselves; false: there is none.
     */
    boolean forgetContentFor(HostPair asking) {
        boolean others = !state.store.hasMuch(asking);
        if (asking.whole.size() > 0 || others && whole.size() > 0) {
            forgetWhole(asking.whole.size() > 0 ? asking.whole.first() : oldest(true));
            return true;
        }
        if (asking.named.size() > 0 || others && named.size() > 0) {
            forgetNamed(asking.named.size() > 0 ? asking.named.first() : oldest(false));
            return true;
        }
        return false;
    }

    /** Of the two hosts of which more is remembered than is fair, or of all, the file that rests longest. */
    private FileInAssembly oldest(boolean all) {
        HostPair.Part largest = (HostPair.Part) remembered.largest();
        FileInAssembly file = null;
        if (largest != null) {
            file = (all ? largest.pair.whole : largest.pair.named).first();
        }
        return file != null ? file : (all ? whole : named).first();
    }

    private void forgetWhole(FileInAssembly file) {
        file.content.forgetContent(false);
        leave(file);
        if (file.content.holdsChunks()) {
            remember(file, false);
        }
    }

    private void forgetNamed(FileInAssembly file) {
        file.content.forgetContent(true);
        leave(file);
    }

    private void remember(FileInAssembly file, boolean all) {
        if (file.inContent == null) {
            file.inContent = new FileQueue.Link(file);
            file.inContentOfPair = new FileQueue.Link(file);
        }
        file.rememberedChunks = file.content.kept().chunks();
        (all ? whole : named).addLast(file.inContent);
        (all ? file.pair.whole : file.pair.named).addLast(file.inContentOfPair);
        count(file, file.rememberedChunks);
    }

    private void count(FileInAssembly file, long chunks) {
        remembered.add(file.pair.remembered, chunks);
        if (whole.holds(file.inContent)) {
            wholeChunks += chunks;
        } else {
            namedChunks += chunks;
        }
    }
}
