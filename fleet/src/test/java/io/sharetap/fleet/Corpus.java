package io.sharetap.fleet;

import io.sharetap.event.EventCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes the records of a network's weeks: software that goes everywhere, builds on a share, administrators' tools,
 * PsExec, domain controllers, writes with missing bytes, records that go on from others, and now and then an intruder.
 */
final class Corpus {
    static final long DAY_NANOS = 86_400_000_000_000L;
    /** 2026-01-05. */
    static final long FIRST_DAY = 20_458;

    private static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";

    private final Random random;
    private final int hosts;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, String> lastOf = new HashMap<>();
    private long serial;

    /** One record, the time that it tells, and its client. */
    record Line(long nanos, String client, String json) {}

    Corpus(long seed, int hosts) {
        random = new Random(seed);
        this.hosts = hosts;
    }

    /** Records of so many days, in the order of their times, so many writes a day. */
    List<Line> days(int days, int writesADay) {
        for (int day = 0; day < days; day++) {
            // No SMB at weekends.
            if (day % 7 < 5 || day % 3 == 0) {
                day(day, writesADay);
            }
        }
        lines.sort(Comparator.comparingLong(Line::nanos));
        return lines;
    }

    private void day(int day, int writes) {
        long start = (FIRST_DAY + day) * DAY_NANOS;
        for (int i = 0; i < writes; i++) {
            long at = start + 3_600_000_000_000L + random.nextLong(20 * 3_600_000_000_000L);
            switch (random.nextInt(20)) {
                case 0 -> write(at, admin(), host(), "ADMIN$", random(8) + ".exe", "tool" + serial, null);
                case 1 -> write(at, admin(), host(), "C$", "Temp\\t.exe", "tool" + random.nextInt(40), null);
                case 2 -> write(at, admin(), host(), "ADMIN$", "PSEXESVC.exe", PSEXEC, "psexesvc.exe");
                case 3 -> write(at, host(), "10.0.9.9", "builds", "b" + i + ".exe", "build" + day + i, null);
                case 4 -> write(at, host(), host(), "public", "s" + i + ".scr", "scr" + random.nextInt(30), null);
                case 5 -> run(at, admin(), host());
                case 6 -> write(at, admin(), "10.0.0.1", "SYSVOL", "p" + i + ".exe", "gpo" + random.nextInt(9), null);
                default ->
                    write(at, "10.0.9.1", host(), "ADMIN$", "ccmcache\\1\\s.exe", "app" + random.nextInt(6), null);
            }
        }
        if (day % 9 == 8) {
            intruder(start + 40_000_000_000_000L, day);
        }
        line(
                start + 80_000_000_000_000L,
                "10.0.0.1",
                "sensor-day",
                "{\"@timestamp\":\""
                        + EventCodec.timestamp(start + 80_000_000_000_000L)
                        + "\",\"event\":{\"kind\":\"event\",\"action\":\"sensor-day\"},"
                        + "\"sharetap\":{\"domain_controllers\":[\"10.0.0.2\"]}}");
    }

    private void intruder(long start, int day) {
        String client = host();
        for (int i = 0; i < 12; i++) {
            long at = start + i * 60_000_000_000L + random.nextInt(1_000_000_000);
            String target = host();
            write(at, client, target, "ADMIN$", "x" + day + ".exe", "worm" + day / 20, null);
            if (i % 3 == 0) {
                run(at + 5_000_000_000L, client, target);
            }
        }
    }

    private String host() {
        int number = random.nextInt(hosts);
        return "10.0." + (1 + number / 250) + "." + (1 + number % 250);
    }

    private String admin() {
        return "10.0.8." + (1 + random.nextInt(4));
    }

    private String random(int letters) {
        return Long.toString(Math.abs(random.nextLong()), 36).substring(0, letters);
    }

    private static String digest(String name) {
        Random ofName = new Random(name.hashCode());
        StringBuilder hex = new StringBuilder();
        while (hex.length() < 64) {
            hex.append(Integer.toHexString(ofName.nextInt(16)));
        }
        return hex.toString();
    }

    private void write(
            long at, String client, String target, String share, String path, String program, String original) {
        String sha = program.length() == 64 ? program : digest(program);
        String head = digest("head of " + program.replaceAll("[0-9]$", ""));
        boolean partial = random.nextInt(25) == 0;
        String id = "w" + serial++;
        String key = client + target + path;
        String before = random.nextInt(10) == 0 ? lastOf.get(key) : null;
        lastOf.put(key, id);
        String json = "{\"@timestamp\":\"" + EventCodec.timestamp(at)
                + "\",\"event\":{\"kind\":\"event\",\"action\":\"smb-file-write\",\"outcome\":\"success\",\"id\":\""
                + id
                + "\"},\"source\":{\"ip\":\"" + client + "\"},\"destination\":{\"ip\":\"" + target
                + "\"},\"file\":{\"path\":\"" + path.replace("\\", "\\\\") + "\",\"size\":9000,"
                + (partial ? "" : "\"hash\":{\"sha256\":\"" + sha + "\"},")
                + "\"pe\":{\"architecture\":\"x64\""
                + (original == null ? "" : ",\"original_file_name\":\"" + original + "\"")
                + "}},\"smb\":{\"session_id\":\"0x1\",\"file_id\":\"0x" + Long.toHexString(serial) + "\",\"share\":\""
                + share + "\",\"head_sha256\":\"" + head + "\",\"complete\":" + !partial
                + (before == null ? "" : ",\"continues\":\"" + before + "\"") + "}}";
        line(at, client, "write", json);
    }

    private void run(long at, String client, String target) {
        line(
                at,
                client,
                "run",
                "{\"@timestamp\":\"" + EventCodec.timestamp(at)
                        + "\",\"event\":{\"kind\":\"event\",\"action\":\"smb-execution-observed\",\"id\":\"r" + serial++
                        + "\"},\"source\":{\"ip\":\"" + client + "\"},\"destination\":{\"ip\":\"" + target
                        + "\"},\"smb\":{\"execution\":{\"via\":\"service\",\"name\":\"svc\"}}}");
    }

    private void line(long at, String client, String what, String json) {
        lines.add(new Line(at, client, json));
    }

    /** The same in another order: each comes at most so much later than one with a newer time. */
    static List<Line> shuffled(List<Line> lines, long latenessNanos, long seed) {
        Random random = new Random(seed);
        Line[] shuffled = lines.toArray(new Line[0]);
        long[] arrival = new long[shuffled.length];
        Map<Line, Long> at = new HashMap<>();
        for (int i = 0; i < shuffled.length; i++) {
            arrival[i] = shuffled[i].nanos() + random.nextLong(latenessNanos);
            at.put(shuffled[i], arrival[i]);
        }
        Arrays.sort(shuffled, Comparator.comparingLong(at::get));
        return List.of(shuffled);
    }
}
