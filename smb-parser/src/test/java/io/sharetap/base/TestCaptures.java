package io.sharetap.base;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the captures made by others and reads them; a test that needs one is skipped where they are absent, but fails
 * where {@code CI=true} says that they are there.
 */
public final class TestCaptures {
    private static final int FILE_HEADER_BYTES = 24;
    private static final int LINK_TYPE_AT = 20;
    private static final int RECORD_HEADER_BYTES = 16;

    private TestCaptures() {}

    /** All of them, by name. */
    public static List<Path> all() {
        Path folder = folder();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path named(String name) {
        return folder().resolve(name);
    }

    /** Reads a pcap file of little-endian microseconds, frame by frame. */
    public static void read(Path file, FrameTaker taker) {
        ByteBuf bytes;
        try {
            bytes = Unpooled.wrappedBuffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int linkType = bytes.getIntLE(LINK_TYPE_AT);
        ByteWindow frame = new ByteWindow();
        long number = 0;
        int at = FILE_HEADER_BYTES;
        while (at + RECORD_HEADER_BYTES <= bytes.capacity()) {
            long nanos = bytes.getUnsignedIntLE(at) * 1_000_000_000L + bytes.getUnsignedIntLE(at + 4) * 1_000L;
            int captured = Math.min(bytes.getIntLE(at + 8), bytes.capacity() - at - RECORD_HEADER_BYTES);
            int wireBytes = bytes.getIntLE(at + 12);
            frame.wrap(bytes, at + RECORD_HEADER_BYTES, captured);
            taker.onFrame(linkType, frame, wireBytes, nanos, ++number);
            at += RECORD_HEADER_BYTES + captured;
        }
    }

    private static Path folder() {
        Path folder = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
        boolean there = Files.isDirectory(folder);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no captures in " + folder.toAbsolutePath());
        }
        Assumptions.assumeTrue(there, () -> "no captures in " + folder.toAbsolutePath());
        return folder;
    }

    /** Takes one frame; it is valid during the call. */
    public interface FrameTaker {
        void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber);
    }
}
