package io.sharetap.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Bounds the disk space that the maps of a stored baseline take, when they are made and when they are extended. */
final class FolderBytes {
    /** One part in this many of the bound is reserved for extensions, as entries become longer than usual. */
    private static final int EXTENSION_SHARE = 8;

    private static final long SCALE = 1_000_000;

    private final long most;
    private long taken;

    FolderBytes(long most) {
        this.most = most;
    }

    /**
     * The capacity with which a folder can be begun: the requested one or, where that does not fit, each number reduced
     * alike.
     *
     * @throws IOException not even the smallest fits; the message says what would
     */
    BaselineSettings.Capacity within(BaselineSettings.Capacity asked) throws IOException {
        long atBegin = most - most / EXTENSION_SHARE;
        if (BaselineMaps.bytes(asked) <= atBegin) {
            return asked;
        }
        long least = BaselineMaps.bytes(scaled(asked, 0));
        if (least > atBegin) {
            long needed = least + least / (EXTENSION_SHARE - 1) + 1;
            throw new IOException("a baseline takes at least " + needed + " bytes, history.folder-bytes-max allows "
                    + most + ": raise it");
        }
        long fits = 0;
        long tooMuch = SCALE;
        while (tooMuch - fits > 1) {
            long middle = (fits + tooMuch) / 2;
            if (BaselineMaps.bytes(scaled(asked, middle)) <= atBegin) {
                fits = middle;
            } else {
                tooMuch = middle;
            }
        }
        return scaled(asked, fits);
    }

    private static BaselineSettings.Capacity scaled(BaselineSettings.Capacity asked, long millionths) {
        LongUnaryOperator part =
                number -> Math.max(BaselineSettings.Capacity.LEAST, Math.round((double) number * millionths / SCALE));
        return new BaselineSettings.Capacity(
                part.applyAsLong(asked.executables()),
                part.applyAsLong(asked.destinations()),
                part.applyAsLong(asked.clients()),
                part.applyAsLong(asked.pairs()),
                part.applyAsLong(asked.writesOfDay()));
    }

    /** Counts the existing files. Returns false where they exceed the bound. */
    boolean count(List<Path> files) throws IOException {
        taken = 0;
        for (Path file : files) {
            taken += Files.size(file);
        }
        return taken <= most;
    }

    /** Takes so many more bytes, where the bound allows it. */
    boolean take(long bytes) {
        if (bytes > most - taken) {
            return false;
        }
        taken += bytes;
        return true;
    }

    /** Bytes that were taken were not used after all. */
    void giveBack(long bytes) {
        taken -= bytes;
    }
}
