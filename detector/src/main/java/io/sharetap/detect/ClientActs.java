package io.sharetap.detect;

import io.sharetap.alert.ClientActivity;
import io.sharetap.alert.ClientActivity.Counted;
import io.sharetap.event.ClientAct;
import io.sharetap.event.ClientAct.Kind;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remembers what each client did within the last hour, and sums it up in counts and examples. */
final class ClientActs {
    /** The most acts of one client; a scan makes more, which would add nothing. */
    static final int OF_CLIENT_MAX = 1_000;

    private static final int EXAMPLES = 5;
    private static final int EXAMPLE_CHARS_MAX = 200;

    private final RecentOf<IpAddress, ClientAct> recent;

    ClientActs(long windowNanos, int max) {
        recent = new RecentOf<>(windowNanos, max, OF_CLIENT_MAX);
    }

    /** Takes what matters of an event: acts, executions, and writes of programs. */
    void add(SensorEvent event) {
        if (event instanceof ClientAct act) {
            add(act, act.kind(), act.endpoints(), act.what());
        } else if (event instanceof ExecutionObserved execution) {
            add(execution, Kind.EXECUTION, execution.endpoints(), execution.inWords());
        } else if (event instanceof FileWrite write
                && write.executable()
                && write.continues() == null
                && write.outcome() != FileWrite.Outcome.FAILURE) {
            String share = write.smb() == null || write.smb().share() == null
                    ? "?"
                    : write.smb().share();
            String path = share + '\\' + (write.path() == null ? "?" : write.path());
            add(write, write.copyOf() == null ? Kind.PROGRAM_WRITTEN : Kind.PROGRAM_COPIED, write.endpoints(), path);
        }
    }

    /** Only the text that will be shown is kept. */
    private void add(SensorEvent event, Kind kind, Endpoints hosts, String what) {
        String shown =
                what == null || what.length() <= EXAMPLE_CHARS_MAX ? what : what.substring(0, EXAMPLE_CHARS_MAX) + '…';
        recent.add(
                hosts.clientIdentity(),
                new ClientAct(event.epochNanos(), event.position(), null, hosts.hostsOnly(), null, kind, shown));
    }

    /** What the client of a write did in the hour before this time. */
    ClientActivity upTo(FileWrite write, long epochNanos) {
        IpAddress client = write.clientIdentity();
        List<ClientAct> acts = new ArrayList<>();
        for (Iterator<ClientAct> latest = recent.of(client).descendingIterator(); latest.hasNext(); ) {
            ClientAct act = latest.next();
            if (act.epochNanos() <= epochNanos && !recent.isFar(act, epochNanos)) {
                acts.add(act);
            }
        }
        Set<String> hosts = new LinkedHashSet<>();
        acts.forEach(act -> hosts.add(act.endpoints().destinationShown()));
        return new ClientActivity(
                new Counted(hosts.size(), firstOf(hosts)),
                different(acts, Kind.SHARE),
                each(acts, Kind.REFUSED_LOGON),
                each(acts, Kind.REFUSED_OPEN),
                each(acts, Kind.PROGRAM_WRITTEN),
                different(acts, Kind.PROGRAM_READ),
                different(acts, Kind.PIPE),
                each(acts, Kind.PROGRAM_COPIED),
                each(acts, Kind.EXECUTION),
                recent.isFull(client));
    }

    private static Counted different(List<ClientAct> acts, Kind kind) {
        Set<String> places = placesOf(acts, kind);
        return new Counted(places.size(), firstOf(places));
    }

    private static Counted each(List<ClientAct> acts, Kind kind) {
        long count = acts.stream().filter(act -> act.kind() == kind).count();
        return new Counted(count, firstOf(placesOf(acts, kind)));
    }

    private static Set<String> placesOf(List<ClientAct> acts, Kind kind) {
        Set<String> places = new LinkedHashSet<>();
        for (ClientAct act : acts) {
            if (act.kind() == kind) {
                places.add(place(act));
            }
        }
        return places;
    }

    private static List<String> firstOf(Set<String> texts) {
        return texts.stream().limit(EXAMPLES).toList();
    }

    /** Where the act took place and what it was about: {@code \\10.0.0.1\C$\tool.exe}. */
    private static String place(ClientAct act) {
        String host = "\\\\" + act.endpoints().destination();
        String what = act.what() == null ? "(unknown)" : act.what();
        return switch (act.kind()) {
            case REFUSED_LOGON -> what + " on " + host;
            case EXECUTION -> host + ": " + what;
            default -> host + '\\' + what;
        };
    }

    long evictions() {
        return recent.evictions();
    }

    List<ClientAct> all() {
        return recent.all();
    }

    void clear() {
        recent.clear();
    }
}
