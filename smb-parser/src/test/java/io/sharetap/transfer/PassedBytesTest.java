package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.nbss.NbssFramer;
import io.sharetap.smb.IgnoringSink;
import io.sharetap.smb.PipeSink;
import io.sharetap.smb.SmbDecoder;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Reassembler;
import io.sharetap.tcp.Side;
import io.sharetap.tcp.StreamSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Bytes that need only be counted are told late and together: our own captures, whole and with frames lost, doubled and
 * out of order, give the same files as where each segment is told at once.
 */
class PassedBytesTest {
    private static final int FILE_HEADER_LENGTH = 24;
    private static final int RECORD_HEADER_LENGTH = 16;
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;
    private static final int ETHERNET = 1;
    private static final long CAPTURE_BYTES_MAX = 1_500_000;
    private static final int SPOILT_FORMS = 3;

    private record Frame(int at, int captured, int wireBytes, long nanos) {}

    @Test
    void reportsTheSameFiles() throws IOException {
        long passed = 0;
        long files = 0;
        for (Path path : captures()) {
            ByteBuf file = Unpooled.wrappedBuffer(Files.readAllBytes(path));
            List<Frame> frames = framesOf(file);
            for (int seed = 0; seed <= SPOILT_FORMS; seed++) {
                List<Frame> spoilt = seed == 0 ? frames : spoilt(frames, new Random(seed));
                Replay atOnce = new Replay(false).run(file, spoilt);
                Replay together = new Replay(true).run(file, spoilt);
                assertEquals(atOnce.reported, together.reported, path + ", seed " + seed);
                assertEquals(counts(atOnce.ledger), counts(together.ledger), path + ", seed " + seed);
                passed += together.passedBytes;
                files += together.reported.size();
            }
        }
        assertTrue(files > 1_000, files + " files");
        assertTrue(passed > 1_000_000, passed + " bytes passed");
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of("..", "pcaps"))) {
            return paths.filter(path -> path.toString().endsWith(".pcap"))
                    .filter(path -> path.toFile().length() <= CAPTURE_BYTES_MAX)
                    .filter(PassedBytesTest::isPlain)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isPlain(Path path) {
        try {
            ByteBuf header = Unpooled.wrappedBuffer(Files.readAllBytes(path));
            int magic = header.capacity() < FILE_HEADER_LENGTH ? 0 : header.getIntLE(0);
            return (magic == MICROSECONDS || magic == NANOSECONDS) && header.getIntLE(20) == ETHERNET;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Frame> framesOf(ByteBuf file) {
        List<Frame> frames = new ArrayList<>();
        long unit = file.getIntLE(0) == NANOSECONDS ? 1 : 1_000;
        for (int at = FILE_HEADER_LENGTH; at + RECORD_HEADER_LENGTH <= file.capacity(); ) {
            long nanos = file.getIntLE(at) * 1_000_000_000L + file.getIntLE(at + 4) * unit;
            int captured = file.getIntLE(at + 8);
            if (at + RECORD_HEADER_LENGTH + captured > file.capacity()) {
                break;
            }
            frames.add(new Frame(at + RECORD_HEADER_LENGTH, captured, file.getIntLE(at + 12), nanos));
            at += RECORD_HEADER_LENGTH + captured;
        }
        return frames;
    }

    private static List<Frame> spoilt(List<Frame> frames, Random random) {
        List<Frame> spoilt = new ArrayList<>();
        for (Frame frame : frames) {
            int fate = random.nextInt(60);
            if (fate > 0) {
                spoilt.add(frame);
            }
            if (fate == 1) {
                spoilt.add(frame);
            }
        }
        for (int i = 0; i < spoilt.size() / 30; i++) {
            int one = random.nextInt(spoilt.size());
            Collections.swap(spoilt, one, Math.min(spoilt.size() - 1, one + 1 + random.nextInt(8)));
        }
        return spoilt;
    }

    private static List<String> counts(Ledger ledger) {
        List<String> counts = new ArrayList<>();
        for (Count count : Count.values()) {
            counts.add(count + " " + ledger.of(count));
        }
        for (Anomaly anomaly : Anomaly.values()) {
            counts.add(anomaly + " " + ledger.of(anomaly));
        }
        return counts;
    }

    /** The rooms from frame to transfer, as one worker has them. */
    private static final class Replay {
        private final Ledger ledger = new Ledger();
        private final List<String> reported = new ArrayList<>();
        private final boolean together;
        private final FileAssembler assembler;
        private final SmbDecoder smb;
        private final Reassembler reassembler;
        private final FrameDecoder decoder;
        private final Moment now = new Moment();
        private long clockNanos;
        private long passedBytes;

        Replay(boolean together) {
            this.together = together;
            Limits limits = Limits.defaults();
            assembler = new FileAssembler(limits, ledger, new Reported(), null, Hashing.alone());
            smb = new SmbDecoder(limits, ledger, assembler, new IgnoringSink(), PipeSink.NONE, null);
            NbssFramer framer = new NbssFramer(ledger, smb);
            reassembler = new Reassembler(
                    limits, ledger, (connection, moment) -> new Watched(framer.onConnection(connection, moment)));
            decoder = new FrameDecoder(limits, ledger, new int[0], segment -> {
                segment.clockNanos = clockNanos;
                reassembler.onSegment(segment);
            });
        }

        Replay run(ByteBuf file, List<Frame> frames) {
            ByteWindow window = new ByteWindow();
            long number = 0;
            for (Frame frame : frames) {
                number++;
                if (frame.nanos / 1_000_000_000 > clockNanos / 1_000_000_000) {
                    tick(frame.nanos, number);
                }
                clockNanos = Math.max(clockNanos, frame.nanos);
                window.wrap(file, frame.at, frame.captured);
                decoder.onFrame(ETHERNET, window, frame.wireBytes, frame.nanos, number);
            }
            reassembler.onEndOfInput();
            assembler.onEndOfInput(now.set(clockNanos, number + 1, clockNanos));
            assembler.close();
            return this;
        }

        private void tick(long nanos, long number) {
            reassembler.onTime(nanos);
            smb.onTime(now.set(nanos, number, nanos));
            assembler.sweep(now);
            reported.add("by " + nanos + ": " + assembler.reportsFromNanos());
        }

        private final class Reported implements FileSink {
            @Override
            public KeptRanges rangesToKeep(Content head) {
                return new KeptRanges(true, List.of());
            }

            @Override
            public void onFile(AssembledFile file, Moment moment) {
                reported.add(String.join(
                        " ",
                        file.number() + " " + file.path() + " " + file.renamedFrom() + " " + file.startNanos(),
                        file.lastByteNanos() + " " + file.closeNanos() + " " + file.frameNumber(),
                        file.writtenBytes() + " " + file.outcome() + " " + file.deleted() + " " + file.size(),
                        hex(file.sha256()) + " " + hex(file.headSha256()) + " " + file.missing() + " " + file.cause(),
                        moment.epochNanos() + " " + moment.frameNumber() + " " + moment.clockNanos()));
            }

            private static String hex(byte[] hash) {
                return hash == null ? "-" : HexFormat.of().formatHex(hash);
            }
        }

        /** Tells no bytes together, where that is not wanted. */
        private final class Watched implements StreamSink {
            private final StreamSink next;

            Watched(StreamSink next) {
                this.next = next;
            }

            @Override
            public void onBytes(Side from, ByteWindow bytes, Moment moment) {
                next.onBytes(from, bytes, moment);
            }

            @Override
            public int bytesToPass(Side from) {
                return together ? next.bytesToPass(from) : 0;
            }

            @Override
            public void onPassed(Side from, int count, Moment moment) {
                passedBytes += count;
                next.onPassed(from, count, moment);
            }

            @Override
            public void onGap(Side from, long gapBytes, Moment moment) {
                next.onGap(from, gapBytes, moment);
            }

            @Override
            public void onHeldUp(boolean heldUp) {
                next.onHeldUp(heldUp);
            }

            @Override
            public void onEnd(EndReason reason, Moment moment) {
                next.onEnd(reason, moment);
            }
        }
    }
}
