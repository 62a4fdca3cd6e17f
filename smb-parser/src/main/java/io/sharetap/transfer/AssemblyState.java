package io.sharetap.transfer;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.nio.file.Path;

/** Holds what all files of one worker share: memory, digests, limits, and the sink. */
final class AssemblyState {
    final Limits limits;
    final Ledger ledger;
    final FileSink sink;
    final ByteStates.RunBudget runs;
    final DigestPool digests;
    /** A buffer for reading single bytes. */
    final byte[] oneByte = new byte[1];

    final DigestMemory digestMemory = new DigestMemory();
    final ChunkStore store;
    /** The kept bytes of files of which no byte is kept. */
    final KeptBytes noBytes;

    final PrefixHash noHash;
    final PendingWrites pending;
    final FileTable table;
    final RememberedContent remembered;
    final FileReports reports;

    AssemblyState(Limits limits, Ledger ledger, FileSink sink, Path spoolDirectory, Hashing hashing) {
        digests = new DigestPool(hashing, ledger);
        this.limits = limits;
        this.ledger = ledger;
        this.sink = sink;
        runs = new ByteStates.RunBudget(limits.rangesPerFileMax(), limits.rangesMax());
        reports = new FileReports(this);
        pending = new PendingWrites(this);
        table = new FileTable(this);
        remembered = new RememberedContent(this);
        store = new ChunkStore(
                limits.contentBytesMax(), spoolDirectory, limits.spoolBytesMax(), ledger, remembered::forgetContentFor);
        noBytes = new KeptBytes(this, null, null, null);
        noHash = new PrefixHash(null, this);
    }

    /** Chunks that one file may hold at once. */
    int chunksPerFileMax() {
        return (int) Math.min(limits.contentBytesPerFile() / ChunkStore.CHUNK_BYTES, Integer.MAX_VALUE);
    }
}
