package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;

/**
 * Notes in the folder what is being forgotten, as that goes through all maps. If the process is killed meanwhile, the
 * note remains, and the next process completes the work. To forget twice does no harm.
 */
final class PendingForgetting {
    static final String NAME = "forgetting";
    private static final String HOST = "host";
    private static final String DAYS = "days";
    private static final String EXECUTABLE = "executable";
    private static final int SHA256_DIGITS = 64;

    private final Path note;

    /** @param folder null: the baseline is in memory, and ends with the process */
    PendingForgetting(Path folder) {
        note = folder == null ? null : folder.resolve(NAME);
    }

    void beginHost(IpAddress host) {
        write(HOST + ' ' + host);
    }

    void beginDays(long fromDay, long toDay) {
        write(DAYS + ' ' + fromDay + ' ' + toDay);
    }

    void beginExecutable(byte[] sha256) {
        write(EXECUTABLE + ' ' + HexFormat.of().formatHex(sha256));
    }

    private void write(String what) {
        if (note == null) {
            return;
        }
        Path written = note.resolveSibling(NAME + ".new");
        try {
            Files.writeString(written, what + '\n', StandardCharsets.UTF_8);
            Files.move(written, note, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("it cannot be noted what is to be forgotten: " + e.getMessage(), e);
        }
    }

    void end() {
        try {
            if (note != null) {
                Files.deleteIfExists(note);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(note + " cannot be deleted", e);
        }
    }

    /** Completes what an earlier process had begun to forget. Returns whether there was something. */
    boolean resume(BaselineCare care) throws IOException {
        if (note == null || !Files.exists(note)) {
            return false;
        }
        String[] words = Files.readString(note, StandardCharsets.UTF_8).strip().split(" ");
        try {
            if (words[0].equals(HOST) && words.length == 2 && IpAddress.parse(words[1]) != null) {
                care.forgetHost(IpAddress.parse(words[1]));
            } else if (words[0].equals(EXECUTABLE) && words.length == 2 && words[1].length() == SHA256_DIGITS) {
                care.forgetExecutable(HexFormat.of().parseHex(words[1]));
            } else if (words[0].equals(DAYS) && words.length == 3) {
                care.forgetDays(Long.parseLong(words[1]), Long.parseLong(words[2]));
            } else {
                throw new IOException(note + " does not say what is to be forgotten");
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(note + " does not say what is to be forgotten", e);
        }
        return true;
    }
}
