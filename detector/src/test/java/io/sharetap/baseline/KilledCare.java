package io.sharetap.baseline;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Is the process that {@link CareKillTest} kills: does one piece of care, notes its begin and its end, and waits. */
final class KilledCare {
    /** Waiting for the folder; at work; done. */
    static final long AT_WORK = 1;

    static final long DONE = 2;

    private KilledCare() {}

    public static void main(String[] args) throws Exception {
        MappedByteBuffer progress = KilledProcess.progress(Path.of(args[0]));
        boolean opening = args[2].equals("open");
        if (opening) {
            progress.putLong(0, AT_WORK);
        }
        try (ChronicleBaseline baseline =
                ChronicleBaseline.open(Path.of(args[1]), KilledProcess.SETTINGS, System.err::println)) {
            if (!opening) {
                progress.putLong(0, AT_WORK);
            }
            work(baseline, args[2], args.length > 3 ? Path.of(args[3]) : null);
            progress.putLong(0, DONE);
            Thread.sleep(60_000);
        }
    }

    static void work(ChronicleBaseline baseline, String what, Path other) throws IOException {
        switch (what) {
            case "open" -> {
                // It was converted on the way.
            }
            case "forget-host" -> baseline.care().forgetHost(Writes.host(7));
            case "forget-days" -> baseline.care().forgetDays(Writes.FIRST_DAY + 2, Writes.FIRST_DAY + 5);
            case "import" -> {
                try (var lines = Files.newBufferedReader(other)) {
                    baseline.care().importFrom(lines, fault -> {
                        throw new IllegalStateException(fault);
                    });
                }
            }
            case "merge" -> {
                try (ChronicleBaseline from =
                        ChronicleBaseline.open(other, KilledProcess.SETTINGS, System.err::println)) {
                    baseline.care().mergeFrom(from.care());
                }
            }
            default -> throw new IllegalArgumentException(what);
        }
    }
}
