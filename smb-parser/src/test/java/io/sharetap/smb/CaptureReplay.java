package io.sharetap.smb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.nbss.NbssFramer;
import io.sharetap.tcp.Reassembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Sends a capture (pcap, little-endian) through the rooms up to this one. */
final class CaptureReplay {
    private static final int FILE_HEADER_LENGTH = 24;
    private static final int RECORD_HEADER_LENGTH = 16;
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;

    final Ledger ledger = new Ledger();
    private final FrameDecoder frames;
    private final Reassembler reassembler;

    CaptureReplay(Limits limits, FileOpSink files, SessionSink news) {
        SmbDecoder smb = new SmbDecoder(limits, ledger, files, news, PipeSink.NONE, null);
        reassembler = new Reassembler(limits, ledger, new NbssFramer(ledger, smb));
        frames = new FrameDecoder(limits, ledger, new int[0], reassembler);
    }

    /** The capture of this name in the folder of shared captures; the test is skipped where there is none. */
    static Path shared(String name) {
        Path path = Path.of(System.getProperty("captures.dir", "../../shared/captures"), name);
        boolean there = Files.exists(path);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no capture " + path.toAbsolutePath());
        }
        Assumptions.assumeTrue(there, "no capture " + path.toAbsolutePath());
        return path;
    }

    void run(Path capture) throws IOException {
        ByteBuf file = Unpooled.wrappedBuffer(Files.readAllBytes(capture));
        int magic = file.getIntLE(0);
        if (magic != MICROSECONDS && magic != NANOSECONDS) {
            throw new AssertionError("not a capture that this reads: " + capture);
        }
        long unit = magic == NANOSECONDS ? 1 : 1_000;
        int linkType = file.getIntLE(20) & 0xFFFF;
        ByteWindow frame = new ByteWindow();
        long number = 0;
        for (int at = FILE_HEADER_LENGTH; at + RECORD_HEADER_LENGTH <= file.capacity(); ) {
            long nanos = file.getIntLE(at) * 1_000_000_000L + file.getIntLE(at + 4) * unit;
            int captured = file.getIntLE(at + 8);
            at += RECORD_HEADER_LENGTH;
            frames.onFrame(linkType, frame.wrap(file, at, captured), file.getIntLE(at - 4), nanos, ++number);
            at += captured;
        }
        reassembler.onEndOfInput();
    }
}
