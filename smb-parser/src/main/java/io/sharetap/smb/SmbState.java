package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.compression.Decompressor;
import io.sharetap.unseal.LogonMemory;
import io.sharetap.unseal.Secrets;
import io.sharetap.unseal.Unsealer;
import java.util.function.Supplier;

/** Holds what all connections of one worker share: tables, memory, limits, and where results go. */
final class SmbState {
    final Limits limits;
    final Ledger ledger;
    final FileOpSink files;
    final SessionSink news;
    final PipeTraffic pipes;

    /** Memory in which heads that a segment cuts are gathered. */
    final GatherBuffers heads;

    /** Likewise, whole messages that are encrypted or compressed. */
    final GatherBuffers wholes;

    /** What an encrypted message held, while it is read. */
    final DecodedMessage decrypted;

    /** Expands compressed messages. */
    final Decompressor decompressor;

    /** What users gave to see through encryption; null: nothing, and then nothing is done for it. */
    final Supplier<Secrets> secrets;

    /** Decrypts messages; null: nothing was given to do it by. */
    final Unsealer unsealer;

    /** What the logons take that are being followed. */
    final LogonMemory logonMemory = new LogonMemory();

    /** What is read now came encrypted. */
    boolean readsDecrypted;

    /** The one window in which heads and bodies are shown; valid during the call that it is passed to. */
    final ByteWindow view = new ByteWindow();

    /** When what is told now was answered: the answer may have waited for its request. */
    final Moment answeredAt = new Moment();

    final HostPairs hostPairs = new HostPairs();
    final PendingTable pending;
    final OpenTable opens;
    final TreeTable trees;
    final SessionTable sessions;
    final ParkedAnswers parked;
    final UnaskedOpens unaskedOpens;
    final Smb2Commands smb2Commands;
    final Smb1Commands smb1Commands;

    SmbState(Limits limits, Ledger ledger, FileOpSink files, SessionSink news) {
        this(limits, ledger, files, news, PipeSink.NONE, null);
    }

    SmbState(
            Limits limits,
            Ledger ledger,
            FileOpSink files,
            SessionSink news,
            PipeSink pipeSink,
            Supplier<Secrets> secrets) {
        this.secrets = secrets;
        unsealer = secrets == null ? null : new Unsealer();
        this.limits = limits;
        this.ledger = ledger;
        this.files = files;
        this.news = news;
        pipes = new PipeTraffic(this, pipeSink);
        heads = GatherBuffers.ofHeads(hostPairs, limits.gatherBytesInAllMax());
        wholes = GatherBuffers.ofMessages(hostPairs, limits.transformBytesMax(), limits.transformBytesInAllMax());
        decrypted = new DecodedMessage(limits.transformBytesMax());
        decompressor = new Decompressor(limits.transformBytesMax());
        pending = new PendingTable(this);
        opens = new OpenTable(this);
        trees = new TreeTable(this);
        sessions = new SessionTable(this);
        parked = new ParkedAnswers(this);
        unaskedOpens = new UnaskedOpens(this);
        smb2Commands = new Smb2Commands(this);
        smb1Commands = new Smb1Commands(this);
    }

    /**
     * Time has come to this: what waited for too long waits no longer. Ends that were held back are told first:
     * whatever else is told lets files rest, be it of other hosts.
     */
    void age(Moment now) {
        opens.age(now);
        pending.age(now);
        parked.age(now);
    }
}
