package io.sharetap.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Saves, in the folder of a stored baseline, the detector's state besides the baseline, and how far {@code score} has
 * read, so that neither a restart nor a kill loses an alert. The folder belongs to the process that has its baseline
 * open.
 */
final class CheckpointFile {
    private static final String FILE = "checkpoint";
    private static final String UNFINISHED = FILE + ".unfinished";
    private static final String DAMAGED = FILE + ".damaged";

    /** "STCP" and the version. */
    private static final int MAGIC = 0x5354_4350;

    private static final int VERSION = 2;
    /** The version in which the detector's part comes first, with its length. */
    private static final int FIRST_VERSION = 1;

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int CRC_BYTES = Long.BYTES;

    private final Path file;
    private final Path unfinished;
    private final Path damaged;
    private final Consumer<String> messages;

    /**
     * A saved state.
     *
     * @param detector the detector's part
     * @param reading how far a run that was cut off had read; empty: it came to its end
     */
    record Kept(InputStream detector, byte[] reading) {}

    /** Writes the state of a detector. */
    interface DetectorState {
        void writeTo(OutputStream target) throws IOException;
    }

    CheckpointFile(Path folder, Consumer<String> messages) {
        file = folder.resolve(FILE);
        unfinished = folder.resolve(UNFINISHED);
        damaged = folder.resolve(DAMAGED);
        this.messages = messages;
    }

    /** Null: nothing was saved, or nothing usable. */
    Kept read() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            setAside(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static Kept parse(byte[] bytes) throws IOException {
        if (bytes.length < CRC_BYTES || crc(bytes) != ByteBuffer.wrap(bytes).getLong(bytes.length - CRC_BYTES)) {
            throw new IOException("it is damaged");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - CRC_BYTES);
        if (in.remaining() < 2 * Integer.BYTES || in.getInt() != MAGIC) {
            throw new IOException("this is no checkpoint");
        }
        int version = in.getInt();
        if (version == FIRST_VERSION) {
            ByteBuffer detector = part(in);
            return new Kept(stream(detector), array(part(in)));
        }
        if (version != VERSION) {
            throw new IOException("it has version " + version + ", this program knows " + VERSION);
        }
        byte[] reading = array(part(in));
        return new Kept(stream(in), reading);
    }

    private static ByteBuffer part(ByteBuffer in) throws IOException {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IOException("it is damaged");
        }
        ByteBuffer part = in.duplicate().limit(in.position() + length);
        in.position(in.position() + length);
        return part;
    }

    private static InputStream stream(ByteBuffer part) {
        return new ByteArrayInputStream(part.array(), part.position(), part.remaining());
    }

    private static byte[] array(ByteBuffer part) {
        byte[] array = new byte[part.remaining()];
        part.get(array);
        return array;
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - CRC_BYTES);
        return crc.getValue();
    }

    /** Sets an unusable file aside: the run starts without it. */
    void setAside(String why) {
        messages.accept(file + ": " + why + "; it was set aside as " + damaged.getFileName()
                + ", alerts of the last day may be raised again");
        try {
            Files.move(file, damaged, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            messages.accept(file + ": cannot be set aside: " + e.getMessage());
        }
    }

    /**
     * Writes the file as a whole or not at all, with no more than a block in memory.
     *
     * @param last nothing follows: it must survive even a power failure
     */
    void write(DetectorState detector, byte[] reading, boolean last) throws IOException {
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            CRC32 crc = new CRC32();
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                    new CheckedOutputStream(Channels.newOutputStream(channel), crc), BLOCK_BYTES));
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(reading.length);
            out.write(reading);
            detector.writeTo(out);
            out.flush();
            out.writeLong(crc.getValue());
            out.flush();
            if (last) {
                channel.force(true);
            }
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
