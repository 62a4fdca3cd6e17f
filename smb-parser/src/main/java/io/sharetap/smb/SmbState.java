package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.compression.Decompressor;
import io.sharetap.unseal.CipherKeys;
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

    /** What users gave to see through encryption; gives null where it is nothing. */
    private final Supplier<Secrets> secrets;

    /**
     * Something was given to see through encryption by; else nothing is done for it. As of the last second, or
     * connection.
     */
    boolean seesThrough;

    /** Grows when other secrets are in force than before. */
    int secretsGeneration;

    private Secrets latestSecrets;

    private Unsealer unsealer;

    /** What the logons take that are being followed. */
    final LogonMemory logonMemory;

    /** What is read now came encrypted. */
    boolean readsDecrypted;

    /** The one window in which heads and bodies are shown; valid during the call that it is passed to. */
    final ByteWindow view = new ByteWindow();

    /** When what is told now was answered: the answer may have waited for its request. */
    final Moment answeredAt = new Moment();

    /** When what is told now was done: the answer bounds that, and so does its request. */
    final Moment doneAt = new Moment();

    /** When the server did what it did behind something else that it was asked for at once. */
    private final Moment behind = new Moment();

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
        this.secrets = secrets == null ? () -> null : secrets;
        lookForSecrets();
        logonMemory = new LogonMemory(limits.logonBytesMax());
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

    /** In the frame of this moment, behind what was done at it. Valid until the next. */
    Moment behind(Moment now) {
        return behind.set(now, now.frameNumber());
    }

    /** Looks whether anything is given by now, or not any more, or something else. */
    void lookForSecrets() {
        Secrets given = secrets.get();
        if (given != latestSecrets) {
            latestSecrets = given;
            secretsGeneration++;
        }
        seesThrough = given != null;
    }

    /** What is in force, for a use that ends by {@link Secrets#leave}; null: nothing is. */
    Secrets enterSecrets() {
        Secrets given = secrets.get();
        while (given != null && !given.enter()) {
            given = secrets.get();
        }
        return given;
    }

    /** The keys that were given for a session as such; null: none. */
    CipherKeys givenKeys(long sessionId) {
        Secrets given = secrets.get();
        return given == null ? null : given.keysOf(sessionId);
    }

    /** Decrypts messages. */
    Unsealer unsealer() {
        if (unsealer == null) {
            unsealer = new Unsealer();
        }
        return unsealer;
    }

    /** Bytes of the buffers in which one message at a time is expanded or decrypted; they grow to the largest. */
    long bufferBytes() {
        return decrypted.heldBytes() + decompressor.heldBytes() + (unsealer == null ? 0 : unsealer.heldBytes());
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
