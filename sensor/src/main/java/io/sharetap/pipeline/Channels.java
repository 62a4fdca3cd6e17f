package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Hosts;
import io.sharetap.base.Ledger;
import io.sharetap.frame.Segment;
import io.sharetap.smb.LogonSign;
import io.sharetap.tcp.FlowKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows between which two hosts sessions began, and which connections between other addresses were bound to them later.
 * Those count for the two hosts of their session, so that the data of all its channels comes together. It reads only
 * the beginning of segments, so what it knows depends on the frames alone.
 */
final class Channels {
    /** The most sessions that are remembered, the latest; a channel of an older one is not joined. */
    private static final int SESSIONS_MAX = 16_384;

    /** The most sessions with the same number; each server numbers its sessions independently. */
    private static final int HOMES_MAX = 8;

    /** The most channels between other addresses, and the most connections that asked to become one. */
    static final int CHANNELS_MAX = 4_096;

    /** A channel that was idle for so long may be dropped to make room for another. */
    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final Ledger ledger;

    /** By SessionId. */
    private final Map<Long, List<Home>> sessions = new LinkedHashMap<>();

    /** Connections that asked to become channels of sessions that began between other addresses. */
    private final Map<FlowKey, Home> asked = new LinkedHashMap<>();

    /** In the order of last use, the least recently used first. */
    private final Map<FlowKey, Channel> channels = new LinkedHashMap<>(16, 0.75f, true);

    private final FlowKey key = new FlowKey();

    /**
     * The two hosts of a session.
     *
     * @param pairHash chooses their worker
     * @param began false: the session is only in use between them, and may have begun between others
     */
    private record Home(Hosts hosts, int pairHash, boolean began) {
        boolean isOf(Hosts others) {
            return hosts.equals(others);
        }

        boolean sharesServer(Hosts others) {
            return hosts.secondLow() == others.secondLow() && hosts.secondHigh() == others.secondHigh();
        }

        boolean sharesClient(Hosts others) {
            return hosts.firstLow() == others.firstLow() && hosts.firstHigh() == others.firstHigh();
        }

        /** How likely a channel between these hosts belongs to the session; 0: it does not. */
        int likelihoodFor(Hosts channel) {
            if (!began) {
                return 0;
            }
            if (sharesServer(channel)) {
                return 3;
            }
            return sharesClient(channel) ? 2 : 1;
        }
    }

    /** A connection that counts for two hosts other than those of its own addresses. */
    static final class Channel {
        final Hosts home;
        /** Chooses the worker of the two hosts. */
        final int pairHash;
        /**
         * Whether the connection still counts for the hosts of its addresses; this is so up to and including the
         * current segment.
         */
        boolean joins = true;

        private long usedNanos;

        private Channel(Home of) {
            home = of.hosts();
            pairHash = of.pairHash();
        }
    }

    /** @param ledger counts channels that are not joined */
    Channels(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The channel to which this segment belongs, if it is between other addresses than its session; otherwise null. */
    Channel of(Segment segment) {
        if (!channels.isEmpty()) {
            Channel channel = channels.get(key.read(segment));
            if (channel != null) {
                channel.joins = false;
                channel.usedNanos = segment.clockNanos;
                return channel;
            }
        }
        return switch (LogonSign.in(segment.payload)) {
            case NONE -> null;
            case GRANTED -> granted(segment);
            case BINDING -> {
                ask(segment);
                yield null;
            }
        };
    }

    private Channel granted(Segment answer) {
        Home home = asked.isEmpty() ? null : asked.remove(key.read(answer));
        if (home == null) {
            begins(answer);
            return null;
        }
        // A message that continues in the next segment would have no beginning in the other lane.
        if (!LogonSign.isWhole(answer.payload) || answer.missingTailBytes > 0 || !makeRoom(answer.clockNanos)) {
            ledger.note(Anomaly.SMB_CHANNEL_NOT_JOINED);
            return null;
        }
        Channel channel = new Channel(home);
        channel.usedNanos = answer.clockNanos;
        channels.put(new FlowKey().read(answer), channel);
        return channel;
    }

    private void begins(Segment answer) {
        Hosts hosts = new Hosts(answer.destinationHigh, answer.destinationLow, answer.sourceHigh, answer.sourceLow);
        List<Home> homes = homesOf(LogonSign.sessionIdIn(answer.payload));
        if (homes.stream().noneMatch(home -> home.isOf(hosts))) {
            add(homes, new Home(hosts, answer.hostPairHash(), true));
        }
    }

    private static void add(List<Home> homes, Home home) {
        if (homes.size() == HOMES_MAX) {
            homes.remove(0);
        }
        homes.add(home);
    }

    private void ask(Segment request) {
        Hosts hosts = new Hosts(request.sourceHigh, request.sourceLow, request.destinationHigh, request.destinationLow);
        List<Home> homes = homesOf(LogonSign.sessionIdIn(request.payload));
        if (homes.stream().anyMatch(home -> home.isOf(hosts))) {
            return;
        }
        Home home = oneOf(homes, hosts);
        if (home == null) {
            add(homes, new Home(hosts, request.hostPairHash(), false));
            ledger.note(Anomaly.SMB_CHANNEL_NOT_JOINED);
            return;
        }
        if (asked.size() >= CHANNELS_MAX) {
            asked.remove(asked.keySet().iterator().next());
        }
        asked.put(new FlowKey().read(request), home);
    }

    private List<Home> homesOf(long sessionId) {
        List<Home> homes = sessions.get(sessionId);
        if (homes == null) {
            if (sessions.size() >= SESSIONS_MAX) {
                sessions.remove(sessions.keySet().iterator().next());
            }
            homes = new ArrayList<>(1);
            sessions.put(sessionId, homes);
        }
        return homes;
    }

    /**
     * The session's hosts with the same server, else with the same client, else the only ones; null where there are
     * none, or it is not clear which.
     */
    private static Home oneOf(List<Home> homes, Hosts channel) {
        Home found = null;
        int best = 0;
        boolean several = false;
        for (Home home : homes) {
            int likely = home.likelihoodFor(channel);
            if (likely > best) {
                found = home;
                best = likely;
                several = false;
            } else {
                several |= likely == best && likely > 0;
            }
        }
        return several ? null : found;
    }

    private boolean makeRoom(long clockNanos) {
        if (channels.size() < CHANNELS_MAX) {
            return true;
        }
        Iterator<Channel> oldest = channels.values().iterator();
        if (clockNanos - oldest.next().usedNanos < IDLE_NANOS) {
            return false;
        }
        oldest.remove();
        return true;
    }
}
