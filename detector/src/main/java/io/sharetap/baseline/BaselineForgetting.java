package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.util.List;

/** Removes from all maps what an investigation found to be an intrusion. */
final class BaselineForgetting {
    private final BaselineMaps maps;
    private final Sightings sightings;
    private final DestinationRecord destination;

    BaselineForgetting(BaselineMaps maps, int windowDays) {
        this.maps = maps;
        sightings = new Sightings(windowDays);
        destination = new DestinationRecord(windowDays);
    }

    long host(IpAddress host) {
        Rewriter own =
                (key, value) -> Keys.address(key, 0).equals(host) ? Rewriter.Verdict.REMOVE : Rewriter.Verdict.KEEP;
        Rewriter other = (key, value) ->
                Keys.address(key, BaselineMaps.HOST_KEY).equals(host) ? Rewriter.Verdict.REMOVE : Rewriter.Verdict.KEEP;
        long changed = maps.destinations.rewrite(own) + maps.clients.rewrite(own) + maps.places.rewrite(own);
        changed += maps.pairs.rewrite(own) + maps.pairs.rewrite(other) + maps.writesOfDay.forgetHost(host);
        long hash = HostHash.of(host);
        for (EntryMap map : listing()) {
            changed += map.rewrite((key, value) -> {
                if (map == maps.heads && Heads.isName(value)) {
                    return Rewriter.Verdict.KEEP;
                }
                sightings.wrap(value, value.u16(Timed.DAY_AT));
                int before = sightings.count();
                sightings.forgetHost(hash);
                return verdict(before != sightings.count());
            });
        }
        return changed;
    }

    private Rewriter.Verdict verdict(boolean changed) {
        boolean empty = sightings.count() == 0 && !sightings.crowded();
        return !changed ? Rewriter.Verdict.KEEP : empty ? Rewriter.Verdict.REMOVE : Rewriter.Verdict.CHANGED;
    }

    long days(long from, long to) {
        long changed = 0;
        for (EntryMap map : listing()) {
            changed += map.rewrite((key, value) -> {
                if (map == maps.heads && Heads.isName(value)) {
                    return Rewriter.Verdict.KEEP;
                }
                sightings.wrap(value, value.u16(Timed.DAY_AT));
                int bits = bits(sightings.day(), from, to);
                int before = sightings.dayBits();
                sightings.forget(bits);
                return verdict((before & bits) != 0);
            });
        }
        changed += maps.destinations.rewrite((key, value) -> {
            destination.wrap(value, value.u16(Timed.DAY_AT));
            int bits = bits(destination.day(), from, to);
            boolean seen = (destination.dayBits() & bits) != 0;
            destination.forget(bits);
            return seen ? Rewriter.Verdict.CHANGED : Rewriter.Verdict.KEEP;
        });
        changed += maps.pairs.rewrite((key, value) -> {
            int bits = bits(value.u16(Timed.DAY_AT), from, to);
            int days = Pairs.bitsOn(value, value.u16(Timed.DAY_AT));
            Pairs.forget(value, bits);
            boolean seen = (days & bits) != 0;
            return !seen
                    ? Rewriter.Verdict.KEEP
                    : (days & ~bits) == 0 ? Rewriter.Verdict.REMOVE : Rewriter.Verdict.CHANGED;
        });
        return changed + maps.writesOfDay.forgetDays(from, to);
    }

    private List<EntryMap> listing() {
        return List.of(maps.executables, maps.heads, maps.clients, maps.places);
    }

    /** The days from {@code from} to {@code to} as bits; bit 0 is {@code day}. */
    static int bits(long day, long from, long to) {
        int bits = 0;
        for (int age = 0; age < Integer.SIZE; age++) {
            bits |= day - age >= from && day - age <= to ? 1 << age : 0;
        }
        return bits;
    }
}
