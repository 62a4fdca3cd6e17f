package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.smb.SmbSession;
import io.sharetap.smb.SmbWrite;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Drives an assembler as the decoder would, and keeps what it reports. */
final class Bench implements FileSink, AutoCloseable {
    static final long SECOND = 1_000_000_000L;

    /** A report, with what was valid only during the call. */
    record Reported(AssembledFile file, byte[] content) {}

    final Ledger ledger = new Ledger();
    final List<Reported> reported = new ArrayList<>();
    final SmbSession session = MadeOpens.session(MadeOpens.connection(1, 2), 7);
    final FileAssembler assembler;
    KeptRanges keep = new KeptRanges(true, List.of());
    /** Bytes that a piece of a WRITE has at most. */
    int pieceBytes = 1_460;

    private final Moment now = new Moment();
    private final ByteWindow window = new ByteWindow();
    private long nanos = 1_000 * SECOND;
    private long frame;

    Bench() {
        this(Limits.defaults(), null);
    }

    Bench(Limits limits, Path spool) {
        this(limits, spool, null);
    }

    Bench(Limits limits, Path spool, HashRing ring) {
        assembler = new FileAssembler(limits, ledger, this, spool, new Hashing(ring, new KnownPrefixes()));
    }

    @Override
    public KeptRanges rangesToKeep(Content head) {
        return keep;
    }

    @Override
    public void onFile(AssembledFile file, Moment moment) {
        byte[] bytes = null;
        if (file.content() != null && file.size() < 1 << 28) {
            byte[] all = new byte[(int) file.size()];
            int count = file.content().read(0, all, 0, all.length);
            bytes = Arrays.copyOf(all, count);
        }
        reported.add(new Reported(file, bytes));
    }

    @Override
    public void close() {
        assembler.close();
    }

    Moment tick() {
        nanos += 1_000;
        return now.set(nanos, ++frame);
    }

    long nanos() {
        return nanos;
    }

    void pass(long more) {
        nanos += more;
    }

    SmbOpen create(String path) {
        return opened(MadeOpens.open(session, "ADMIN$", path, Action.CREATED, 0));
    }

    SmbOpen open(String path, long endOfFile) {
        return opened(MadeOpens.open(session, "ADMIN$", path, Action.OPENED, endOfFile));
    }

    SmbOpen opened(SmbOpen open) {
        Moment moment = tick();
        assembler.onOpen(MadeOpens.seenIn(moment.frameNumber(), open), moment);
        return open;
    }

    SmbWrite send(SmbOpen open, long offset, byte[] data) {
        SmbWrite write = MadeOpens.write(open, offset, data.length);
        assembler.onWrite(write, tick());
        for (int at = 0; at < data.length; at += pieceBytes) {
            piece(write, at, Arrays.copyOfRange(data, at, Math.min(data.length, at + pieceBytes)));
        }
        return write;
    }

    void piece(SmbWrite write, int at, byte[] data) {
        // Some bytes in front and behind, as in a frame.
        byte[] framed = new byte[data.length + 7];
        System.arraycopy(data, 0, framed, 3, data.length);
        window.wrap(Unpooled.wrappedBuffer(framed), 3, data.length);
        assembler.onWriteBytes(write, at, window, tick());
    }

    void confirm(SmbWrite write, int count) {
        assembler.onWriteAnswer(write, Outcome.CONFIRMED, count, tick());
    }

    void refuse(SmbWrite write) {
        assembler.onWriteAnswer(write, Outcome.REFUSED, 0, tick());
    }

    void write(SmbOpen open, long offset, byte[] data) {
        confirm(send(open, offset, data), data.length);
    }

    void close(SmbOpen open) {
        assembler.onClose(open, true, -1, tick());
    }

    void end() {
        assembler.onEndOfInput(tick());
    }

    /** Ends and closes; who ends must hold no memory of files any more. */
    void endHoldingNothing() {
        end();
        assertEquals(0, assembler.heldChunks(), "chunks held at the end");
        close();
    }

    AssembledFile only() {
        if (reported.size() != 1) {
            throw new AssertionError("one report wanted, got " + reported.size() + ": " + reported);
        }
        return reported.get(0).file();
    }

    AssembledFile last() {
        return reported.get(reported.size() - 1).file();
    }

    byte[] lastContent() {
        return reported.get(reported.size() - 1).content();
    }

    /** Bytes that begin like a program. */
    static byte[] program(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        bytes[0] = 'M';
        bytes[1] = 'Z';
        return bytes;
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String hex(byte[] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
