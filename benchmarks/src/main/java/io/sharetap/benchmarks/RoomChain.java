package io.sharetap.benchmarks;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.frame.SegmentSink;
import io.sharetap.nbss.NbssFramer;
import io.sharetap.pe.PeInspector;
import io.sharetap.smb.FileOpSink;
import io.sharetap.smb.PipeSink;
import io.sharetap.smb.SmbDecoder;
import io.sharetap.tcp.Reassembler;
import io.sharetap.tcp.StreamSink;
import io.sharetap.transfer.FileAssembler;
import io.sharetap.transfer.Hashing;
import io.sharetap.unseal.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Joins the rooms of the parser from the frame up to a named one, whose sink only counts, so that the cost is that of
 * the rooms.
 */
final class RoomChain implements MadeMessage.Sink, AutoCloseable {
    /** The rooms in order; a chain ends with the named room. */
    static final List<String> ROOMS = List.of("frame", "tcp", "nbss", "smb", "transfer", "pe");

    private static final int ETHERNET = 1;
    private static final long TICK_NANOS = 1_000_000_000L;

    final Ledger ledger = new Ledger();
    final CountingSinks sinks = new CountingSinks();
    private final FrameDecoder decoder;
    private final Moment tick = new Moment();
    private final Limits limits;
    private final long frameNanos;
    private final Supplier<Secrets> secrets;
    private Reassembler reassembler;
    private SmbDecoder smb;
    private FileAssembler assembler;
    private long frames;

    /**
     * Makes the rooms.
     *
     * @param frameNanos time from one frame to the next, a part of a second
     */
    RoomChain(String lastRoom, Limits limits, long frameNanos) {
        this(lastRoom, limits, frameNanos, null);
    }

    /** @param secrets for decryption; null: there are none */
    RoomChain(String lastRoom, Limits limits, long frameNanos, Supplier<Secrets> secrets) {
        this.limits = limits;
        this.frameNanos = frameNanos;
        this.secrets = secrets;
        decoder = new FrameDecoder(limits, ledger, new int[0], segments(ROOMS.indexOf(lastRoom)));
    }

    private SegmentSink segments(int last) {
        if (last == 0) {
            return sinks;
        }
        reassembler = new Reassembler(limits, ledger, streams(last));
        SegmentSink toTcp = reassembler::onSegment;
        return segment -> {
            segment.clockNanos = segment.epochNanos;
            toTcp.onSegment(segment);
        };
    }

    private StreamSink.Opener streams(int last) {
        if (last == 1) {
            return (connection, now) -> sinks.streams;
        }
        if (last == 2) {
            return new NbssFramer(ledger, (connection, now) -> sinks.messages);
        }
        if (last > 3) {
            assembler = new FileAssembler(
                    limits,
                    ledger,
                    last == 4 ? sinks.files : new PeInspector(ledger, sinks.executables),
                    Path.of(System.getProperty("java.io.tmpdir")),
                    Hashing.alone());
        }
        FileOpSink operations = last == 3 ? sinks.operations : assembler;
        smb = new SmbDecoder(limits, ledger, operations, sinks.sessions, PipeSink.NONE, secrets);
        return new NbssFramer(ledger, smb);
    }

    @Override
    public void onFrame(ByteWindow frame) {
        frames++;
        long nanos = frames * frameNanos;
        if (nanos % TICK_NANOS == 0) {
            onTick(nanos);
        }
        decoder.onFrame(ETHERNET, frame, frame.length(), nanos, frames);
    }

    private void onTick(long nanos) {
        tick.set(nanos, frames);
        if (reassembler != null) {
            reassembler.onTime(nanos);
        }
        if (smb != null) {
            smb.onTime(tick);
        }
        if (assembler != null) {
            assembler.sweep(tick);
        }
    }

    @Override
    public void close() {
        if (assembler != null) {
            assembler.close();
        }
    }
}
