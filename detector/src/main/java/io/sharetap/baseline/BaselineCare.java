package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Maintains a baseline: shows what is usual, moves entries between sensors, removes what an investigation found to be
 * an intrusion.
 */
public final class BaselineCare {
    private final ChronicleBaseline baseline;
    private final BaselineMaps maps;
    private final DayWindow window;
    private final Crowds crowds;
    private final Heads heads;
    private final Holds holds;
    private final BaselineMerge merge;
    private final BaselineLines lines = new BaselineLines();
    private final Keys keys = new Keys();

    BaselineCare(
            ChronicleBaseline baseline,
            BaselineMaps maps,
            DayWindow window,
            Crowds crowds,
            Heads heads,
            Holds holds,
            BaselineMerge merge) {
        this.baseline = baseline;
        this.maps = maps;
        this.window = window;
        this.crowds = crowds;
        this.heads = heads;
        this.holds = holds;
        this.merge = merge;
    }

    /**
     * Opens a baseline that exists and is sound.
     *
     * @throws DamagedException it is damaged, and was left as it is
     * @throws DiskFullException as for {@link #openStored}
     * @throws IOException there is none, or as for {@link ChronicleBaseline#open}
     */
    public static ChronicleBaseline openSound(Path directory, BaselineSettings settings, Consumer<String> messages)
            throws IOException {
        return ChronicleBaseline.openStored(directory, settings, BaselineFolder.Otherwise.REFUSE, messages);
    }

    /**
     * Opens the baseline of a folder, or begins one there, like {@link ChronicleBaseline#open}, but never in memory.
     *
     * @throws DiskFullException the disk has no room to open it
     */
    public static ChronicleBaseline openStored(Path directory, BaselineSettings settings, Consumer<String> messages)
            throws IOException {
        return ChronicleBaseline.openStored(directory, settings, BaselineFolder.Otherwise.BEGIN, messages);
    }

    /** What is known of an executable, up to and including today. */
    public record ExecutableSummary(
            byte[] sha256, long destinations, int days, long firstSeenNanos, long lastSeenNanos) {}

    /**
     * What is known of a destination, up to and including today; similar days by kind of place in the order of kinds.
     */
    public record DestinationSummary(
            IpAddress host, int executableDays, List<Integer> similarDays, long firstSeenNanos, long lastSeenNanos) {}

    /** The executables that were written to most destinations, at most {@code most}. */
    public List<ExecutableSummary> topExecutables(int most) {
        Comparator<ExecutableSummary> order = Comparator.comparingLong(ExecutableSummary::destinations)
                .thenComparingInt(ExecutableSummary::days)
                .thenComparing(summary -> HexFormat.of().formatHex(summary.sha256()));
        List<byte[]> hashes = new ArrayList<>();
        PriorityQueue<ExecutableSummary> top = new PriorityQueue<>(order);
        Sightings sightings = new Sightings(crowds.windowDays());
        maps.executables.forEach((key, value) -> {
            if (window.day() - value.u16(Timed.DAY_AT) <= crowds.windowDays()) {
                sightings.wrap(value, value.u16(Timed.DAY_AT));
                top.add(Summaries.executable(key, sightings, window.day(), sightings.count()));
                if (top.size() > most) {
                    top.poll();
                }
            }
        });
        top.forEach(summary -> hashes.add(summary.sha256()));
        List<ExecutableSummary> summaries = new ArrayList<>();
        hashes.forEach(hash -> summaries.add(executable(hash)));
        summaries.sort(order.reversed());
        return summaries;
    }

    /** What is known of the executable with this SHA-256; null where nothing is. */
    public ExecutableSummary executable(byte[] sha256) {
        return Summaries.executable(maps.executables, crowds, keys.whole(sha256), window.day());
    }

    /** The destinations that received executables on most days, at most {@code most}. */
    public List<DestinationSummary> topDestinations(int most) {
        List<DestinationSummary> summaries = new ArrayList<>();
        maps.destinations.forEach((key, value) -> {
            DestinationSummary summary =
                    Summaries.destination(Keys.address(key, 0), value, window.day(), crowds.windowDays());
            if (summary != null) {
                summaries.add(summary);
            }
        });
        summaries.sort(Comparator.comparingInt(DestinationSummary::executableDays)
                .reversed()
                .thenComparing(DestinationSummary::host));
        return List.copyOf(summaries.subList(0, Math.min(most, summaries.size())));
    }

    /** What is known of the host as a destination; null where nothing is. */
    public DestinationSummary destination(IpAddress host) {
        Entry copy = new Entry();
        copy.copyFrom(maps.destinations.read(keys.host(host)));
        return Summaries.destination(host, copy, window.day(), crowds.windowDays());
    }

    /**
     * How far the baseline is.
     *
     * @param day the current day, counted from 1970-01-01; -1: none
     * @param observedBits observed days; bit 0 is that day
     * @param active whether it is active
     */
    public record Reached(long day, long observedBits, boolean active) {}

    public Reached reached() {
        return new Reached(window.day(), window.observedBits(), window.active());
    }

    /** Passes on all entries. */
    public void forEach(Consumer<BaselineEntry> visitor) throws IOException {
        forEach((map, key, value) ->
                visitor.accept(new BaselineEntry(map, key.copyOut(0, key.length()), value.copyOut(0, value.length()))));
    }

    /** Passes on the heads of which only one executable is known, each with that executable. */
    public void forEachNamedHead(BiConsumer<byte[], byte[]> visitor) {
        heads.forEachNamed(visitor);
    }

    /** Exports all entries, one line per call. */
    public void exportTo(Consumer<String> line) throws IOException {
        line.accept(lines.head(window));
        forEach((map, key, value) -> line.accept(lines.entry(map, key, value)));
    }

    /** Takes an entry, with its map's name in exports. */
    @FunctionalInterface
    private interface Visitor {
        void visit(String map, Entry key, Entry value) throws IOException;

        /** Adapts a visitor to the entries of one map; its exceptions are collected in {@code faults}. */
        static Entries.Visitor of(String map, Visitor visitor, List<IOException> faults) {
            return (key, value) -> {
                try {
                    visitor.visit(map, key, value);
                } catch (IOException e) {
                    faults.add(e);
                }
            };
        }
    }

    private void forEach(Visitor visitor) throws IOException {
        List<IOException> faults = new ArrayList<>();
        for (EntryMap map : maps.inOrder()) {
            Entries.Visitor ofMap = Visitor.of(map.shape().name(), visitor, faults);
            if (map == maps.executables) {
                heads.forEachExecutable(ofMap);
            } else if (map == maps.heads) {
                heads.forEach(ofMap, Visitor.of(maps.crowds.shape().name(), visitor, faults));
            } else {
                map.forEach(ofMap);
            }
        }
        maps.writesOfDay.forEach(Visitor.of(WritesOfDay.NAME, visitor, faults));
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
    }

    /**
     * Merges an export into this baseline.
     *
     * @param faults is told of each line that cannot be taken, by its number
     * @return entries taken
     * @throws IOException it is no export of a version that can be read, or cannot be read at all
     */
    public long importFrom(BufferedReader reader, Consumer<String> faults) throws IOException {
        String first = reader.readLine();
        merge.begin(lines.readHead(first == null ? "" : first));
        Entry key = new Entry();
        Entry value = new Entry();
        long taken = 0;
        long number = 1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            try {
                merge.take(lines.readEntry(line, key, value), key, value);
                taken++;
            } catch (IOException e) {
                faults.accept("line " + number + ": " + e.getMessage());
            }
        }
        merge.end();
        return taken;
    }

    /** Merges another baseline into this one; the other is not changed. */
    public void mergeFrom(BaselineCare other) throws IOException {
        merge.begin(new BaselineLines.Head(other.window.day(), other.window.observedBits(), other.window.active()));
        Entry key = new Entry();
        Entry value = new Entry();
        other.forEach((map, otherKey, otherValue) -> {
            key.copyFrom(otherKey);
            value.copyFrom(otherValue);
            merge.take(map, key, value);
        });
        merge.end();
    }

    /**
     * Ends the effect of the executable's high alert: it is judged by its numbers again. Returns whether it had one.
     */
    public boolean accept(byte[] sha256) {
        boolean whole = holds.accept(keys.whole(sha256));
        boolean head = holds.accept(keys.markedHead(sha256));
        return whole || head;
    }

    /**
     * Forgets an executable by the SHA-256 of its whole content or of its head. Returns how many entries changed. With
     * a head, the one executable that it names is forgotten, too.
     */
    public long forgetExecutable(byte[] sha256) {
        baseline.forgetting().beginExecutable(sha256);
        long forgotten = maps.executables.remove(keys.whole(sha256)) ? 1 : 0;
        forgotten += heads.forget(keys.head(sha256), window.day());
        accept(sha256);
        baseline.forgetting().end();
        return forgotten;
    }

    /** Forgets a host, as a client and as a destination. Returns how many entries changed. */
    public long forgetHost(IpAddress host) {
        baseline.forgetting().beginHost(host);
        long changed = new BaselineForgetting(maps, crowds.windowDays()).host(host);
        baseline.changed();
        baseline.forgetting().end();
        return changed;
    }

    /**
     * Forgets these UTC days, both included, counted from 1970-01-01. Returns how many entries changed. Of a host only
     * the last sighting is stored, so a host that was also seen earlier is forgotten altogether if its last sighting is
     * on one of these days.
     */
    public long forgetDays(long fromDay, long toDay) {
        baseline.forgetting().beginDays(fromDay, toDay);
        long changed = new BaselineForgetting(maps, crowds.windowDays()).days(fromDay, toDay);
        window.forget(BaselineForgetting.bits(window.day(), fromDay, toDay));
        baseline.changed();
        baseline.forgetting().end();
        return changed;
    }
}
