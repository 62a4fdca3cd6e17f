package io.sharetap.fleet;

import io.sharetap.baseline.BaselineEntry;
import io.sharetap.baseline.DestinationHistories;
import io.sharetap.baseline.ExecutableHistories;
import io.sharetap.baseline.Placement;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.IpAddress;
import java.util.List;

/**
 * A message from one step of the fleet to another: {@code docs/decisions/0023-the-fleet.md} has a drawing. Days are UTC
 * days counted from 1970-01-01, -1: none; a key is that of {@link EventKey}.
 */
sealed interface Letter {
    /**
     * Clients' step to executables' step: writes that are to be judged.
     *
     * @param from the part of their clients
     * @param day the open day
     */
    record Sightings(int from, long day, List<Sighting> writes) implements Letter {}

    /**
     * One of these writes.
     *
     * @param number by which the clients' step finds it again
     * @param sha256 of the whole content; null: not known
     * @param headSha256 of its first bytes (only the first half, where the whole is known); null: not known
     */
    record Sighting(
            long number,
            long epochNanos,
            boolean recorded,
            IpAddress destination,
            Placement.Kind kind,
            byte[] sha256,
            byte[] headSha256) {}

    /** Executables' step to destinations' step: the same writes, with what is known of their executables. */
    record Seen(int from, long day, List<SeenWrite> writes) implements Letter {}

    /**
     * One of these writes.
     *
     * @param nameless nothing is known of its content
     */
    record SeenWrite(
            long number,
            long epochNanos,
            boolean recorded,
            IpAddress destination,
            Placement.Kind kind,
            boolean nameless,
            ExecutableHistories.Answer executable) {}

    /** Destinations' step to clients' step: the answers. */
    record Answered(List<Answer> writes) implements Letter {}

    /** What is known of one write. */
    record Answer(long number, ExecutableHistories.Answer executable, DestinationHistories.Answer destination) {}

    /** Clients' step to stories: a write that may raise an alert, with all that is known of it and around it. */
    record Candidate(byte[] key, byte[] json, Rarity rarity, int sameExecutable, int uncommon, int reachedByClient)
            implements Letter {}

    /** Clients' step to stories: an execution. */
    record Run(byte[] key, byte[] json) implements Letter {}

    /** Clients' step to stories: a host showed itself a domain controller. */
    record Controller(byte[] key, IpAddress host) implements Letter {}

    /**
     * Clients' step to stories: how far the step has come.
     *
     * @param openDay the day that it judges
     * @param newestNanos time of the newest event that came
     * @param completeNanos no event before this time will come any more
     * @param passedNanos no candidate from a write before this time will come any more
     * @param done all writes up to the open day have been judged by all steps
     * @param nextDay first day after the open one of which an event came
     * @param atEnd the input was read to its end
     */
    record Progress(
            int from,
            long openDay,
            long newestNanos,
            long completeNanos,
            long passedNanos,
            boolean done,
            long nextDay,
            boolean atEnd)
            implements Letter {}

    /** Stories to clients' step: the time of the newest event of all parts. */
    record Clock(long nanos) implements Letter {}

    /**
     * Stories to destinations' step: count the destinations that received executables up to and including this day; the
     * day {@code next} follows.
     */
    record Count(long day, long next) implements Letter {}

    /** Destinations' step to stories: the number of these destinations. */
    record Counted(int from, long day, long known) implements Letter {}

    /** Stories to executables' step: the day is over; {@code known} is the number of destinations in all parts. */
    record Close(long day, long next, long known) implements Letter {}

    /** Executables' step to destinations' step: the day was a similar one for this destination. */
    record Similar(long day, IpAddress destination, Placement.Kind kind) implements Letter {}

    /** Executables' step to destinations' step: all similar ones of this day were sent. */
    record Closed(int from, long day, long next) implements Letter {}

    /**
     * Destinations' step to stories: the day is closed; {@code known} destinations received executables in the next
     * day's window.
     */
    record Ended(int from, long day, long known) implements Letter {}

    /** Stories to clients' step: this day is judged from now on. */
    record Open(long day, long known, Rarity.State state, int observedDays) implements Letter {}

    /** Stories to clients' step: this content, written by this client, raised a high alert. */
    record Hold(byte[] sha256, byte[] headSha256, IpAddress client, long day) implements Letter {}

    /** Clients' step to clients' step: a record that was in another client's partition. */
    record Stray(long arrivedMillis, byte[] json) implements Letter {}

    /** Stories to its own journal: event time has come so far. */
    record Time(long nanos) implements Letter {}

    /** From a stored baseline to the step that keeps such an entry; {@code day} is the baseline's last. */
    record Seed(long day, BaselineEntry entry) implements Letter {}

    /**
     * To stories: all entries of a baseline were sent. It carries its last day, and its observed days as bits; bit 0 is
     * that day.
     */
    record Seeded(long day, long observedBits, boolean active) implements Letter {}
}
