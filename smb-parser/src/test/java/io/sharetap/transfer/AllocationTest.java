package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.base.SteadyState;
import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbWrite;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int WRITES = 2_000;
    private static final int WRITE_BYTES = 4 * ChunkStore.CHUNK_BYTES;
    private static final int PIECE_BYTES = 1_460;

    private final Moment now = new Moment();
    private final ByteWindow window = new ByteWindow();
    private long frames;
    private int written;

    @Test
    void writesOfADocumentAllocateNothing() {
        try (Bench bench = new Bench()) {
            assertAllocatesNothing(bench, "a.txt", new byte[] {'t', 'e'});
        }
    }

    @Test
    void writesOfAProgramAllocateNothing() {
        try (Bench bench = new Bench(MadeLimits.content(64 * ChunkStore.CHUNK_BYTES, 1 << 24, 0), null)) {
            bench.keep = new KeptRanges(true, List.of());
            assertAllocatesNothing(bench, "a.exe", new byte[] {'M', 'Z'});
            assertTrue(bench.assembler.heldChunks() <= 64);
        }
    }

    private void assertAllocatesNothing(Bench bench, String name, byte[] beginning) {
        SmbOpen open = bench.create(name);
        ByteBuf data = Unpooled.directBuffer(WRITE_BYTES).writeBytes(beginning).writerIndex(WRITE_BYTES);
        SmbWrite write = MadeOpens.write(open, 0, WRITE_BYTES);
        int runs = SteadyState.allocatesNothing(WRITES, () -> writeOn(bench, write, data));
        bench.close(open);
        assertEquals((long) runs * WRITES * WRITE_BYTES, bench.only().size());
    }

    /** WRITEs one behind the other, each answered, in pieces as segments bring them. */
    private void writeOn(Bench bench, SmbWrite write, ByteBuf data) {
        for (int end = written + WRITES; written < end; written++) {
            MadeOpens.again(write, (long) written * WRITE_BYTES);
            bench.assembler.onWrite(write, tick(bench));
            for (int at = 0; at < WRITE_BYTES; at += PIECE_BYTES) {
                window.wrap(data, at, Math.min(PIECE_BYTES, WRITE_BYTES - at));
                bench.assembler.onWriteBytes(write, at, window, tick(bench));
            }
            bench.assembler.onWriteAnswer(write, Outcome.CONFIRMED, WRITE_BYTES, tick(bench));
        }
    }

    private Moment tick(Bench bench) {
        return now.set(bench.nanos(), 1_000 + ++frames);
    }
}
