package io.sharetap.fleet;

import io.sharetap.event.EventCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Writes records one by one for a test of a rule. Day 0 is 2026-01-05; hosts are the last number of 10.0.0.0/24. What
 * is written is x64, complete and confirmed, unless said otherwise.
 */
final class Weeks {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final List<Corpus.Line> lines = new ArrayList<>();
    private String original;
    private String outcome = "success";
    private boolean partial;
    private String continues;
    private int serial;

    /**
     * So many days before day 0 + {@code days}: on each, software goes from host 250 to hosts 201 to 212, so that there
     * are known destinations and observed days.
     */
    static Weeks of(int days) {
        Weeks weeks = new Weeks();
        for (int day = 0; day < days; day++) {
            for (int host = 201; host <= 212; host++) {
                weeks.write(day, 3_600 + host, 250, host, "ADMIN$", "ccmcache\\1\\s.exe", "common");
            }
        }
        return weeks;
    }

    /** Of the next write: its OriginalFilename. */
    Weeks callingItself(String name) {
        original = name;
        return this;
    }

    /** Of the next write. */
    Weeks refused() {
        outcome = "failure";
        return this;
    }

    /** Of the next write: not all of it is known. */
    Weeks partial() {
        partial = true;
        return this;
    }

    /** Of the next write: it goes on from the write of that number, counted from 0. */
    Weeks goingOnFrom(int write) {
        continues = "w" + write;
        return this;
    }

    /** How many records there are: the number of the next. */
    int next() {
        return serial;
    }

    Weeks write(int day, int second, int client, int destination, String share, String path, String program) {
        String json = "{\"@timestamp\":\"" + EventCodec.timestamp(nanos(day, second))
                + "\",\"event\":{\"action\":\"smb-file-write\",\"outcome\":\"" + outcome + "\",\"id\":\"w" + serial
                + "\"}," + hosts(client, destination)
                + ",\"file\":{\"path\":\"" + path.replace("\\", "\\\\") + "\",\"size\":9000,"
                + (partial ? "" : "\"hash\":{\"sha256\":\"" + digest(program) + "\"},")
                + "\"pe\":{\"architecture\":\"x64\""
                + (original == null ? "" : ",\"original_file_name\":\"" + original + "\"")
                + "}},\"smb\":{\"session_id\":\"0x1\",\"file_id\":\"0x" + Integer.toHexString(serial)
                + "\",\"share\":\"" + share + "\",\"head_sha256\":\"" + digest("head of " + program)
                + "\",\"complete\":"
                + !partial + (continues == null ? "" : ",\"continues\":\"" + continues + "\"") + "}}";
        original = null;
        outcome = "success";
        partial = false;
        continues = null;
        return line(day, second, client, json);
    }

    /** The client makes the destination run something. */
    Weeks run(int day, int second, int client, int destination, String via, String command) {
        return line(
                day,
                second,
                client,
                "{\"@timestamp\":\"" + EventCodec.timestamp(nanos(day, second))
                        + "\",\"event\":{\"action\":\"smb-execution-observed\",\"outcome\":\"success\",\"id\":\"w"
                        + serial
                        + "\"}," + hosts(client, destination)
                        + ",\"smb\":{\"session_id\":\"0x1\",\"execution\":{\"via\":\""
                        + via + "\",\"act\":\"started\",\"name\":\"n\",\"command\":\"" + command.replace("\\", "\\\\")
                        + "\"}}}");
    }

    /** SMB was seen, and nothing that is judged. */
    Weeks seen(int day, int second) {
        return line(
                day,
                second,
                0,
                "{\"@timestamp\":\"" + EventCodec.timestamp(nanos(day, second))
                        + "\",\"event\":{\"action\":\"sensor-day\"},\"smb\":{\"domain_controllers\":[]}}");
    }

    private Weeks line(int day, int second, int client, String json) {
        lines.add(new Corpus.Line(nanos(day, second), "10.0.0." + client, json));
        serial++;
        return this;
    }

    private static long nanos(int day, int second) {
        return (Corpus.FIRST_DAY + day) * Corpus.DAY_NANOS + second * SECOND_NANOS;
    }

    private static String hosts(int client, int destination) {
        return "\"source\":{\"ip\":\"10.0.0." + client + "\"},\"destination\":{\"ip\":\"10.0.0." + destination + "\"}";
    }

    static String digest(String name) {
        if (name.length() == 64) {
            return name;
        }
        Random ofName = new Random(name.hashCode());
        StringBuilder hex = new StringBuilder();
        while (hex.length() < 64) {
            hex.append(Integer.toHexString(ofName.nextInt(16)));
        }
        return hex.toString();
    }

    /** All of them in the order of their times. */
    List<Corpus.Line> lines() {
        List<Corpus.Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingLong(Corpus.Line::nanos));
        return sorted;
    }
}
