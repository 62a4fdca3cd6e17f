package io.sharetap.output.deliver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says when a file is put aside and a new one begun, and under which name: {@code records-20261128T201503.123Z.jsonl},
 * by the wall clock, but later than all earlier names, so that names sort like the files.
 */
final class Rotation {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String STAMP_FORM = "\\d{8}T\\d{6}\\.\\d{3}Z";

    private final long bytesMax;
    private final long everyMillis;
    private final long keep;
    private final Clock clock;

    /**
     * Makes the rule.
     *
     * @param bytesMax a file becomes no longer, unless a single record is; 0: no rotation by size
     * @param everyMillis a new file begins when the time since 1970 reaches a multiple of it; 0: no rotation by time
     * @param keep number of files kept besides the present one; 0: all
     */
    Rotation(long bytesMax, long everyMillis, long keep, Clock clock) {
        this.bytesMax = bytesMax;
        this.everyMillis = everyMillis;
        this.keep = keep;
        this.clock = clock;
    }

    /** Whether {@code more} bytes still fit into a file of {@code fileBytes}; an empty file takes any number. */
    boolean hasRoom(long fileBytes, long more) {
        return bytesMax == 0 || fileBytes == 0 || fileBytes + more <= bytesMax;
    }

    /** Whether the file, last written or begun at this time, belongs to an earlier period. */
    boolean isOver(long writtenMillis) {
        return everyMillis > 0 && writtenMillis / everyMillis != clock.millis() / everyMillis;
    }

    long now() {
        return clock.millis();
    }

    /** Renames the file, and deletes files beyond the number to keep. */
    void putAside(Path file) throws IOException {
        List<Path> before = asides(file);
        Path aside = file.resolveSibling(nameOf(file, STAMP.format(clock.instant())));
        Path newest = before.isEmpty() ? null : before.get(before.size() - 1);
        if (newest != null && aside.getFileName().compareTo(newest.getFileName()) <= 0) {
            aside = file.resolveSibling(
                    nameOf(file, STAMP.format(stampOf(file, newest).plusMillis(1))));
        }
        Files.move(file, aside);
        before.add(aside);
        for (int i = 0; keep > 0 && i < before.size() - keep; i++) {
            Files.deleteIfExists(before.get(i));
        }
    }

    private static Instant stampOf(Path file, Path aside) {
        String name = aside.getFileName().toString();
        int from = stem(file).length() + 1;
        return STAMP.parse(name.substring(from, from + "yyyyMMddTHHmmss.SSSZ".length()), Instant::from);
    }

    private static List<Path> asides(Path file) throws IOException {
        Pattern form = Pattern.compile(Pattern.quote(stem(file) + "-") + STAMP_FORM + Pattern.quote(extension(file)));
        List<Path> asides = new ArrayList<>();
        Path folder = file.toAbsolutePath().getParent();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, entry -> form.matcher(entry.getFileName().toString()).matches())) {
            entries.forEach(asides::add);
        }
        asides.sort(null);
        return asides;
    }

    private static String nameOf(Path file, String stamp) {
        return stem(file) + "-" + stamp + extension(file);
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - extension(file).length());
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }
}
