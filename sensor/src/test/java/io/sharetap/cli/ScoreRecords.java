package io.sharetap.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes records of a small network over weeks, by seed: what is usual, what is new, what is run, and some disorder. */
final class ScoreRecords {
    static final int DAYS = 40;
    private static final long START_SECONDS = 1_767_225_600L; // 2026-01-01T00:00:00Z
    private static final long DAY_SECONDS = 86_400;

    /** Counted from 1970-01-01. */
    static final long LAST_DAY = START_SECONDS / DAY_SECONDS + DAYS - 1;

    private static final String[] PLACES = {
        "public|tool%d.exe",
        "public|Setup\\\\app%d.exe",
        "C$|Tools\\\\t%d.exe",
        "ADMIN$|x%d.exe",
        "ADMIN$|ccmcache\\\\p%d.exe",
        "C$|Users\\\\Public\\\\u%d.exe",
        "users|saver%d.scr",
        "users|letter%d.pdf.exe",
        "NETLOGON|login%d.exe"
    };

    private final Random random;
    private final long count;
    /** However many records there are, about twenty a day are of programs that nobody knows. */
    private final int newsEvery;

    ScoreRecords(long seed, long count) {
        this.random = new Random(seed);
        this.count = count;
        this.newsEvery = (int) Math.max(30, count / 800);
    }

    /** Writes them; within a minute they stand in any order. */
    Path writeTo(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            List<String> minute = new ArrayList<>();
            long lastMinute = -1;
            for (long i = 0; i < count; i++) {
                double seconds = (double) DAYS * DAY_SECONDS * i / count;
                if ((long) seconds / 60 != lastMinute) {
                    write(out, minute);
                    lastMinute = (long) seconds / 60;
                }
                minute.add(record(seconds));
            }
            write(out, minute);
        }
        return file;
    }

    /** The records by their time, each at its own place. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            lines.add(record((double) DAYS * DAY_SECONDS * i / count));
        }
        return lines;
    }

    private void write(BufferedWriter out, List<String> minute) throws IOException {
        Collections.shuffle(minute, random);
        for (String line : minute) {
            out.write(line);
            out.write('\n');
        }
        minute.clear();
    }

    private String record(double seconds) {
        long nanos = (long) ((seconds - (long) seconds) * 1e9);
        String time =
                Instant.ofEpochSecond(START_SECONDS + (long) seconds, nanos).toString();
        int client = (int) (60 * Math.pow(random.nextDouble(), 2));
        int destination = (int) (300 * Math.pow(random.nextDouble(), 1.5));
        String hosts = "\"source\":{\"ip\":\"10.0.0." + client + "\"},\"destination\":{\"ip\":\"10.1."
                + destination / 200 + "." + destination % 200 + "\"}";
        if (random.nextInt(40) == 0) {
            return "{\"@timestamp\":\"" + time + "\",\"event\":{\"action\":\"smb-execution-observed\"}," + hosts
                    + ",\"smb\":{\"execution\":{\"via\":\"service\",\"name\":\"svc\"}}}";
        }
        boolean news = random.nextInt(newsEvery) == 0;
        int program = news ? 1_000 + random.nextInt(1_000_000) : (int) (80 * Math.pow(random.nextDouble(), 3));
        String[] place = PLACES[news ? random.nextInt(PLACES.length) : random.nextInt(3)].split("\\|");
        String hash = String.format("%08x", program * 0x9E37_79B1).repeat(8);
        return "{\"@timestamp\":\"" + time + "\",\"event\":{\"action\":\"smb-file-write\",\"outcome\":\"success\"},"
                + hosts + ",\"file\":{\"path\":\"" + String.format(place[1], program) + "\",\"size\":4096,"
                + "\"hash\":{\"sha256\":\"" + hash + "\"},\"pe\":{\"architecture\":\"x64\"}},\"smb\":{\"share\":\""
                + place[0] + "\",\"session_id\":\"0x" + random.nextInt(1_000) + "\",\"file_id\":\""
                + Long.toHexString(random.nextLong()) + "\"}}";
    }
}
