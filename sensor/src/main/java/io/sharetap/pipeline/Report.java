package io.sharetap.pipeline;

import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;

/** One report of a lane. */
sealed interface Report {
    /**
     * An event happened.
     *
     * @param weight see {@link EventWeight}
     */
    record Happened(SensorEvent event, int weight) implements Report {
        Happened(SensorEvent event) {
            this(event, EventWeight.of(event));
        }
    }

    /** SMB was seen at this time. */
    record SmbSeen(long epochNanos) implements Report {}

    /** The host served SYSVOL or NETLOGON at this time. */
    record ServedDomain(IpAddress host, long epochNanos, long frameNumber) implements Report {}

    /**
     * An open (session and FileId) is used between these two hosts, but its creation between them was not seen.
     *
     * @param fromStart the connection was seen from its start; false: the open may be older than the part that was seen
     */
    record OpenMet(String open, IpAddress client, IpAddress destination, long epochNanos, boolean fromStart)
            implements Report {
        /** Whether it is between the same hosts, and as certain. */
        boolean isLike(OpenMet other) {
            return client.equals(other.client) && destination.equals(other.destination) && fromStart == other.fromStart;
        }

        boolean isBetweenOthersThan(SensorEvent event) {
            return !(client.equals(event.client()) && destination.equals(event.destination()));
        }

        boolean sharesHostWith(SensorEvent event) {
            return client.equals(event.client()) || destination.equals(event.destination());
        }
    }

    /**
     * The lane has reached a full second of the clock; nothing that happened before {@code reportsFromNanos} will be
     * reported.
     */
    record Tick(long reportsFromNanos) implements Report {}

    /** The lane has ended; the last packet of the whole input had this time. */
    record End(long epochNanos) implements Report {}
}
