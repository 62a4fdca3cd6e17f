package io.sharetap.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Keeps, in the folder of a stored baseline, what a detector remembers beside it and how far {@code score} has read, so
 * that neither a restart nor a kill loses an alert. The folder belongs to whoever has its baseline open.
 */
final class CheckpointFile {
    private static final String FILE = "checkpoint";
    private static final String UNFINISHED = FILE + ".unfinished";
    private static final String DAMAGED = FILE + ".damaged";

    /** "STCP" and the version. */
    private static final int MAGIC = 0x5354_4350;

    private static final int VERSION = 1;
    private static final int CRC_BYTES = Long.BYTES;

    private final Path file;
    private final Path unfinished;
    private final Path damaged;
    private final Consumer<String> messages;

    /**
     * What was kept.
     *
     * @param detector what it remembers
     * @param reading how far a run that was cut off had read; empty: it came to its end
     */
    record Kept(byte[] detector, byte[] reading) {}

    CheckpointFile(Path folder, Consumer<String> messages) {
        file = folder.resolve(FILE);
        unfinished = folder.resolve(UNFINISHED);
        damaged = folder.resolve(DAMAGED);
        this.messages = messages;
    }

    /** Null: nothing was kept, or nothing that can be used. */
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
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("this is no checkpoint");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("it has version " + version + ", this program knows " + VERSION);
            }
            return new Kept(readPart(in), readPart(in));
        }
    }

    private static byte[] readPart(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("it is damaged");
        }
        return in.readNBytes(length);
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - CRC_BYTES);
        return crc.getValue();
    }

    /** It cannot be used: what follows starts without it. */
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
     * Writes it whole or not at all.
     *
     * @param last nothing follows: it is to outlive a power failure, too
     */
    void write(Kept kept, boolean last) throws IOException {
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(toBytes(kept));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (last) {
                channel.force(true);
            }
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] toBytes(Kept kept) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            for (byte[] part : new byte[][] {kept.detector(), kept.reading()}) {
                out.writeInt(part.length);
                out.write(part);
            }
            CRC32 crc = new CRC32();
            crc.update(bytes.toByteArray());
            out.writeLong(crc.getValue());
        }
        return bytes.toByteArray();
    }
}
