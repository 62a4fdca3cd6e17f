package io.sharetap.transfer;

import io.sharetap.base.Shares;

/**
 * Bounds the content of quiet files, which is hashed already, and held only in case the client goes on with the file.
 */
final class RememberedContent {
    /** The fraction of memory (1/4) that content of remembered files may take. */
    private static final int REMEMBERED_SHARE = 4;
    /** The fraction that may be content not worth keeping: memory that is used again soon is still in the caches. */
    private static final int WHOLE_SHARE = 16;

    private final AssemblyState state;
    /** Quiet files with all their content, and those with only the parts worth keeping. */
    private final FileQueue whole = new FileQueue();

    private final FileQueue named = new FileQueue();
    /** The host pairs with most remembered content. */
    private final Shares remembered;

    private final long memoryChunks;
    private long wholeChunks;
    private long namedChunks;

    RememberedContent(AssemblyState state) {
        this.state = state;
        memoryChunks = state.limits.contentBytesMax() / ChunkStore.CHUNK_BYTES;
        remembered = new Shares(memoryChunks / REMEMBERED_SHARE);
    }

    /** The file became quiet: its content, if it has any, is held as long as there is room. */
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

    /** The file is no longer quiet, or is forgotten. */
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
     * Frees content of a quiet file for a host pair that needs memory: of its own or, unless it has much itself, of
     * others. Returns false where there is none.
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

    /**
     * The file that has been quiet longest: of the host pair with more than its fair share of remembered content, or of
     * all.
     */
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
