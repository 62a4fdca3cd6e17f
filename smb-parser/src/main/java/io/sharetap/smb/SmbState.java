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

/** Holds what all connections of one worker share: tables, memory, limits, and the sinks. */
final class SmbState {
    final Limits limits;
    final Ledger ledger;
    final FileOpSink files;
    final SessionSink news;
    final PipeTraffic pipes;

    /** Memory to gather heads that are cut by segments. */
    final GatherBuffers heads;

    /** Memory to gather whole messages that are encrypted or compressed. */
    final GatherBuffers wholes;

    /** The content of an encrypted message, while it is read. */
    final DecodedMessage decrypted;

    /** Expands compressed messages. */
    final Decompressor decompressor;

    /** The secrets that users gave for decryption; gives null while there are none. */
    private final Supplier<Secrets> secrets;

    /**
     * Whether secrets were given, as of the last second or new connection; without them no work is done for decryption.
     */
    boolean seesThrough;

    /** Grows whenever other secrets come into force. */
    int secretsGeneration;

    private Secrets latestSecrets;

    private Unsealer unsealer;

    /** Memory that the logons take which are being followed. */
    final LogonMemory logonMemory;

    /** The message that is being read came encrypted. */
    boolean readsDecrypted;

    /** The one window in which heads and bodies are shown; valid during the call to which it is passed. */
    final ByteWindow view = new ByteWindow();

    /** The moment of the answer whose effect is being reported: it may have waited for its request. */
    final Moment answeredAt = new Moment();

    /** The moment in which the reported act was done: bounded by its request and its answer. */
    final Moment doneAt = new Moment();

    /** The moment of an act that follows another act of the same request. */
    private final Moment behind = new Moment();

    /** Bytes, so far, of the messages that were decrypted. */
    long decryptedBytes;

    final HostPairs hostPairs = new HostPairs();
    final PendingTable pending;
    final OpenTable opens;
    final TreeTable trees;
    final SessionTable sessions;
    final ParkedAnswers parked;
    final UnaskedOpens unaskedOpens;
    final Smb2Commands smb2Commands;
    final Smb1Commands smb1Commands;

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

    /** A moment in the same frame as {@code now}, but after the act done then. Valid until the next call. */
    Moment behind(Moment now) {
        return behind.set(now, now.frameNumber());
    }

    /** Asks whether secrets were given, changed or taken away. */
    void lookForSecrets() {
        Secrets given = secrets.get();
        if (given != latestSecrets) {
            latestSecrets = given;
            secretsGeneration++;
        }
        seesThrough = given != null;
    }

    /** The secrets in force, for a use that the caller ends by {@link Secrets#leave}; null: there are none. */
    Secrets enterSecrets() {
        Secrets given = secrets.get();
        while (given != null && !given.enter()) {
            given = secrets.get();
        }
        return given;
    }

    /** The keys that were given for this very session; null: none. */
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

    /**
     * Bytes of the buffers in which one message at a time is decompressed or decrypted; they grow to the largest
     * message.
     */
    long bufferBytes() {
        return decrypted.heldBytes() + decompressor.heldBytes() + (unsealer == null ? 0 : unsealer.heldBytes());
    }

    /**
     * Gives up what has waited for too long. Ends that were held back are reported first: any other report may move the
     * sink's files on, even of other hosts.
     */
    void age(Moment now) {
        opens.age(now);
        pending.age(now);
        parked.age(now);
    }
}
