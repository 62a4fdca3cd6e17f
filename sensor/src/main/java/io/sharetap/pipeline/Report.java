package io.sharetap.pipeline;

import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;

/** Is one piece of news from a lane. */
sealed interface Report {
    /**
     * Something happened.
     *
     * @param weight as {@link EventWeight} has it
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
     * An open (session and FileId) is used between these two hosts that was not made between them, as far as was seen.
     *
     * @param fromStart the connection was seen from its start; false: the open may be older than what was seen of it
     */
    record OpenMet(String open, IpAddress client, IpAddress destination, long epochNanos, boolean fromStart)
            implements Report {
        /** True: between the same hosts, and as certain. */
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
     * A full second of the clock was come to; nothing that happened before {@code reportsFromNanos} will be reported.
     */
    record Tick(long reportsFromNanos) implements Report {}

    /** Nothing more comes from this lane; the last packet of the whole input had this time. */
    record End(long epochNanos) implements Report {}
}
