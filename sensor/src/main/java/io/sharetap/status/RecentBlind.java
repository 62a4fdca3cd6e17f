package io.sharetap.status;

import io.sharetap.event.BlindSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers between which hosts sessions could not be seen lately, and why. The output's thread adds, threads of HTTP
 * ask.
 */
final class RecentBlind {
    static final int PAIRS_MAX = 100;

    /** By hosts and reason; the latest is last. */
    private final Map<String, Kept> latestLast = new LinkedHashMap<>();

    /**
     * Says how often sessions between two hosts could not be seen.
     *
     * @param times since it is remembered
     * @param lastNanos event time of the last
     */
    record Kept(String client, String destination, String reason, long times, long lastNanos) {}

    synchronized void onBlind(BlindSession blind) {
        String client = blind.client().toString();
        String destination = blind.destination().toString();
        String key = client + ' ' + destination + ' ' + blind.reason();
        Kept before = latestLast.remove(key);
        long times = before == null ? 1 : before.times() + 1;
        latestLast.put(key, new Kept(client, destination, blind.reason(), times, blind.epochNanos()));
        if (latestLast.size() > PAIRS_MAX) {
            latestLast.remove(latestLast.keySet().iterator().next());
        }
    }

    /** All of them, the latest last. */
    synchronized List<Kept> all() {
        return new ArrayList<>(latestLast.values());
    }
}
