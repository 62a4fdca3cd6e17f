package io.sharetap.event;

import java.util.Comparator;

/**
 * Something that a sensor saw, in the form in which it crosses modules and machines: immutable, ordered by time, hosts
 * and position.
 */
public sealed interface SensorEvent
        permits FileWrite, FileRename, ExecutionObserved, ClientAct, BlindSession, SensorDay {

    /** Orders events as records are put out: time, client, destination, position in the capture. */
    Comparator<SensorEvent> ORDER = SensorEvent::compare;

    private static int compare(SensorEvent one, SensorEvent other) {
        int order = Long.compare(one.epochNanos(), other.epochNanos());
        order = order != 0 ? order : one.client().compareTo(other.client());
        order = order != 0 ? order : one.destination().compareTo(other.destination());
        return order != 0 ? order : Long.compare(one.position(), other.position());
    }

    /** Capture time in nanoseconds since 1970-01-01T00:00Z ({@code @timestamp}). */
    long epochNanos();

    /** The SMB client ({@code source.ip}). */
    IpAddress client();

    /** The SMB server ({@code destination.ip}). */
    IpAddress destination();

    /** Place in the input: the frame that revealed it, or the line. */
    long position();
}
