package io.sharetap.baseline;

import io.sharetap.event.IpAddress;

/**
 * One part of a baseline in a fleet: knows the clients that fall to it, their places and pairs, and every held
 * executable. The caller says which day it is. One thread owns it.
 */
public final class ClientHistories {
    private final Crowds crowds;
    private final Entries clients;
    private final Entries places;
    private final Pairs pairs;
    private final Holds holds;
    private final Keys keys = new Keys();

    /** @param settings of the baseline; its entries lie in the five stores that follow */
    public ClientHistories(
            BaselineSettings settings,
            HistoryStore clients,
            HistoryStore places,
            HistoryStore pairs,
            HistoryStore sketches,
            HistoryStore holds) {
        this.clients = new StoredEntries(clients);
        this.places = new StoredEntries(places);
        this.pairs = new Pairs(new StoredEntries(pairs), settings.windowDays());
        this.holds = new Holds(new StoredEntries(holds), settings.holdDays());
        crowds = new Crowds(new StoredEntries(sketches), settings.windowDays());
    }

    /** Whether the executable counts as uncommon for this client, whatever the numbers. */
    public boolean heldUncommon(byte[] sha256, byte[] headSha256, IpAddress client, long day) {
        if (sha256 == null && headSha256 == null) {
            return false;
        }
        Entry executable = sha256 == null ? keys.markedHead(headSha256) : keys.whole(sha256);
        return holds.held(executable, day) && !holds.reportedBefore(executable, client, day);
    }

    /**
     * A write of this client with this content raised a high alert on the day. A hash is null where it is not known.
     */
    public void hold(byte[] sha256, byte[] headSha256, IpAddress client, long day) {
        if (sha256 != null) {
            holds.mark(keys.whole(sha256), client, day);
        }
        if (headSha256 != null) {
            holds.mark(keys.markedHead(headSha256), client, day);
        }
    }

    /** Merges what another baseline knew, up to that day. */
    public void merge(BaselineEntry entry, long day) {
        Entry key = entry.keyEntry();
        Entry value = entry.valueEntry();
        switch (entry.map()) {
            case "clients" -> crowds.merge(clients, Crowds.Owner.CLIENT, key, value, day);
            case "places" -> crowds.merge(places, Crowds.Owner.PLACE, key, value, day);
            case "pairs" -> pairs.merge(key, value, day);
            case "holds" -> holds.merge(key, value);
            default -> {
                boolean ofPlace = entry.owner() == Crowds.Owner.PLACE;
                int length = BaselineMaps.HOST_KEY + (ofPlace ? BaselineMaps.PLACE_KEY : 0);
                crowds.mergeSketch(ofPlace ? places : clients, entry.owner(), entry.ownerKey(length), value, day);
            }
        }
    }

    /** Judges by the days before {@code day}, then records the write where {@code recorded}. */
    public Rarity.ClientHistory see(
            IpAddress client, IpAddress destination, String place, long day, long epochNanos, boolean recorded) {
        long host = HostHash.of(destination);
        int pairDays = pairs.see(keys.pair(client, destination), day, recorded);
        crowds.see(clients, Crowds.Owner.CLIENT, keys.host(client), day, epochNanos, host, recorded);
        long destinations = crowds.hosts();
        crowds.see(places, Crowds.Owner.PLACE, keys.place(client, place), day, epochNanos, host, recorded);
        return new Rarity.ClientHistory(
                pairDays, destinations, crowds.days(), crowds.firstDay(), crowds.lastDay(), crowds.hosts());
    }
}
