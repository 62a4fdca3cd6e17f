package io.sharetap.baseline;

import io.sharetap.event.EventCodec;
import io.sharetap.event.IpAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Summarises what is known of an executable or host, wherever its entries are stored, and puts it in a line for people.
 * It changes nothing, reads what it needs on each call and keeps nothing; so any thread may call it, if the stores
 * allow that.
 */
public final class Summaries {
    /** The text where nothing is known. */
    public static final String NOT_SEEN = "not seen in the window";

    private static final int DATE_END = 10;

    private Summaries() {}

    /**
     * What is known of a client, up to and including today.
     *
     * @param destinations distinct hosts that it wrote executables to
     * @param days on which it wrote any
     */
    public record ClientSummary(IpAddress host, long destinations, int days, long firstSeenNanos, long lastSeenNanos) {}

    /**
     * Summarises an executable, from the stores of {@link ExecutableHistories}.
     *
     * @param day today, counted from 1970-01-01
     * @return null: nothing is known
     */
    public static BaselineCare.ExecutableSummary executable(
            BaselineSettings settings, HistoryStore executables, HistoryStore sketches, byte[] sha256, long day) {
        Crowds crowds = new Crowds(new StoredEntries(sketches), settings.windowDays());
        return executable(new StoredEntries(executables), crowds, new Keys().whole(sha256), day);
    }

    /** Summarises a destination, from the store of {@link DestinationHistories}, likewise. */
    public static BaselineCare.DestinationSummary destination(
            BaselineSettings settings, HistoryStore destinations, IpAddress host, long day) {
        Entry value = new StoredEntries(destinations).read(new Keys().host(host));
        return destination(host, value, Math.max(day, dayOf(value)), settings.windowDays());
    }

    /** Summarises a client, from the stores of {@link ClientHistories}, likewise. */
    public static ClientSummary client(
            BaselineSettings settings, HistoryStore clients, HistoryStore sketches, IpAddress host, long day) {
        Crowds crowds = new Crowds(new StoredEntries(sketches), settings.windowDays());
        Entries entries = new StoredEntries(clients);
        Entry key = new Keys().host(host);
        long today = Math.max(day, dayOf(entries.read(key)));
        Sightings sightings = sightings(entries, key, today, settings.windowDays());
        return sightings == null
                ? null
                : new ClientSummary(
                        host,
                        crowds.hostsWith(entries, Crowds.Owner.CLIENT, key, today),
                        sightings.daysWithToday(today),
                        sightings.firstSeenEver(),
                        sightings.lastSeenEver());
    }

    static BaselineCare.ExecutableSummary executable(Entries executables, Crowds crowds, Entry key, long day) {
        long today = Math.max(day, dayOf(executables.read(key)));
        Sightings sightings = sightings(executables, key, today, crowds.windowDays());
        return sightings == null
                ? null
                : executable(key, sightings, today, crowds.hostsWith(executables, Crowds.Owner.EXECUTABLE, key, today));
    }

    static BaselineCare.ExecutableSummary executable(Entry key, Sightings sightings, long day, long hosts) {
        return new BaselineCare.ExecutableSummary(
                key.copyOut(0, BaselineMaps.EXECUTABLE_KEY),
                hosts,
                sightings.daysWithToday(day),
                sightings.firstSeenEver(),
                sightings.lastSeenEver());
    }

    static BaselineCare.DestinationSummary destination(IpAddress host, Entry value, long day, int windowDays) {
        if (value.length() == 0 || day - value.u16(Timed.DAY_AT) > windowDays) {
            return null;
        }
        DestinationRecord record = new DestinationRecord(windowDays);
        record.wrap(value, day);
        List<Integer> similar = new ArrayList<>();
        for (Placement.Kind kind : Placement.Kind.values()) {
            similar.add(record.similarDaysWithToday(kind, day));
        }
        return new BaselineCare.DestinationSummary(
                host, record.daysWithToday(day), similar, record.firstSeenEver(), record.lastSeenEver());
    }

    /** The sightings of a key, to be read; null where there are none in the window. */
    private static Sightings sightings(Entries entries, Entry key, long day, int windowDays) {
        Entry copy = new Entry();
        copy.copyFrom(entries.read(key));
        if (copy.length() == 0 || day - copy.u16(Timed.DAY_AT) > windowDays) {
            return null;
        }
        Sightings sightings = new Sightings(windowDays);
        sightings.wrap(copy, day);
        return sightings;
    }

    /** The entry's day; -1 where there is no entry. It may be later than the day asked for. */
    private static long dayOf(Entry value) {
        return value.length() == 0 ? ObservedDays.NONE : value.u16(Timed.DAY_AT);
    }

    /** The summary in one line, without a line end. */
    public static String line(BaselineCare.ExecutableSummary executable) {
        return String.format(
                Locale.ROOT,
                "  %s  %s",
                HexFormat.of().formatHex(executable.sha256()),
                spread(executable.destinations(), executable.days())
                        + span(executable.firstSeenNanos(), executable.lastSeenNanos()));
    }

    /**
     * The summary in one line; similar days are given by kind of place: where programs run, other administrative
     * places, data.
     */
    public static String line(BaselineCare.DestinationSummary destination) {
        List<Integer> similar = destination.similarDays();
        return String.format(
                Locale.ROOT,
                "  %-39s  %s, uncommon ones on %d (runs), %d (admin), %d (data), %s",
                destination.host(),
                counted(destination.executableDays(), "day"),
                similar.get(0),
                similar.get(1),
                similar.get(2),
                span(destination.firstSeenNanos(), destination.lastSeenNanos()));
    }

    /** The summary in one line: where it wrote executables. */
    public static String line(ClientSummary client) {
        return String.format(
                Locale.ROOT,
                "  %-39s  %s",
                client.host(),
                spread(client.destinations(), client.days()) + span(client.firstSeenNanos(), client.lastSeenNanos()));
    }

    private static String spread(long destinations, int days) {
        return counted(destinations, "destination") + " on " + counted(days, "day") + ", ";
    }

    private static String counted(long number, String one) {
        return String.format(Locale.ROOT, number == 1 ? "%,d %s" : "%,d %ss", number, one);
    }

    private static String span(long firstNanos, long lastNanos) {
        return date(firstNanos) + " to " + date(lastNanos);
    }

    private static String date(long epochNanos) {
        return epochNanos < 0 ? "unknown" : EventCodec.timestamp(epochNanos).substring(0, DATE_END);
    }
}
