package io.sharetap.capture;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.sharetap.notice.FailureReason;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;

/**
 * Names one input, a file or a stream, and opens it; whether it is compressed is told by its first bytes, never by its
 * name.
 */
final class CaptureInput {
    private static final int UNPACKER_BUFFER_BYTES = 64 << 10;
    private static final int GZIP_MAGIC = 0x1F8B; // RFC 1952, 2.3.1
    private static final int ZSTD_MAGIC = 0x28B52FFD; // RFC 8878, 3.1.1
    private static final int ZSTD_SKIPPABLE_TAIL = 0x2A4D18; // RFC 8878, 3.1.2: preceded by 0x50 to 0x5F
    /** The message of zstd-jni where the stream is cut short. */
    private static final String ZSTD_ENDS_EARLY = "Truncated source";

    private final String name;
    private final Path path;
    private final InputStream stream;

    private CaptureInput(String name, Path path, InputStream stream) {
        this.name = name;
        this.path = path;
        this.stream = stream;
    }

    static CaptureInput ofPath(Path path) {
        return new CaptureInput(path.toString(), path, null);
    }

    static CaptureInput ofStream(String name, InputStream stream) {
        return new CaptureInput(name, null, stream);
    }

    String name() {
        return name;
    }

    /** Bytes as stored, or -1 where that cannot be known beforehand. */
    long sizeBytes() {
        try {
            return path != null && Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (IOException unknown) {
            return -1;
        }
    }

    /** @param pipes opens the input where it is no regular file, such as a named pipe */
    ByteSupply open(FrameMemory memory, PipeInput pipes) throws IOException {
        if (path == null) {
            return openStream(stream, () -> 0L, memory);
        }
        if (!Files.isRegularFile(path)) {
            return openPipe(pipes.open(path), memory);
        }
        LeasedFile lease = memory.takesWindowsOf(Files.size(path)) ? LeasedFile.open(path) : null;
        try {
            return openFile(lease, memory);
        } catch (IOException failed) {
            if (lease != null) {
                lease.close();
            }
            throw failed;
        }
    }

    private ByteSupply openFile(LeasedFile lease, FrameMemory memory) throws IOException {
        FileChannel file = FileChannel.open(lease != null ? lease.path() : path);
        try {
            PeekedInput input = new PeekedInput(Channels.newInputStream(file));
            if (lease != null && !isCompressed(input.head())) {
                return new WindowSupply(lease, new FileInput(file), memory);
            }
            if (lease != null) {
                lease.close();
            }
            if (!isCompressed(input.head())) {
                return new ByteSupply(new FileInput(file), memory);
            }
            return openStream(input, () -> positionOf(file), memory);
        } catch (IOException failed) {
            closeQuietly(file);
            throw failed;
        }
    }

    private static ByteSupply openPipe(InputStream pipe, FrameMemory memory) throws IOException {
        try {
            return openStream(pipe, () -> 0L, memory);
        } catch (IOException failed) {
            closeQuietly(pipe);
            throw failed;
        }
    }

    private static ByteSupply openStream(InputStream stream, LongSupplier storedBytesRead, FrameMemory memory)
            throws IOException {
        PeekedInput input = stream instanceof PeekedInput peeked ? peeked : new PeekedInput(stream);
        return new ByteSupply(new StreamInput(unpacked(input), storedBytesRead), memory);
    }

    private static InputStream unpacked(PeekedInput input) throws IOException {
        int head = input.head();
        if (head >>> 16 == GZIP_MAGIC) {
            return new GZIPInputStream(input.claimMore(), UNPACKER_BUFFER_BYTES);
        }
        if (!isCompressed(head)) {
            return input;
        }
        try {
            return new ZstdInputStreamNoFinalizer(input);
        } catch (LinkageError noNativeLibrary) {
            throw new IOException("zstd's native library does not load on this machine", noNativeLibrary);
        }
    }

    private static boolean isCompressed(int head) {
        boolean skippable = (head & 0xF0FF_FFFF) == (0x5000_0000 | ZSTD_SKIPPABLE_TAIL);
        return head >>> 16 == GZIP_MAGIC || head == ZSTD_MAGIC || skippable;
    }

    private static long positionOf(FileChannel file) {
        try {
            return file.isOpen() ? file.position() : 0;
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** What went wrong, in a user's words. */
    static String reasonOf(IOException trouble) {
        if (trouble instanceof NoSuchFileException) {
            return "the file is gone"; // its existence was checked when the run began
        }
        boolean endsEarly = trouble instanceof EOFException || ZSTD_ENDS_EARLY.equals(trouble.getMessage());
        return endsEarly ? "the compressed data ends too early" : FailureReason.alone(trouble);
    }

    static void closeQuietly(Closeable input) {
        try {
            input.close();
        } catch (IOException ignored) {
            // All that could be read was read: an error of closing loses nothing.
            return;
        }
    }
}
