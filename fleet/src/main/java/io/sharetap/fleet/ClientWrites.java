package io.sharetap.fleet;

import io.sharetap.baseline.ClientHistories;
import io.sharetap.baseline.DestinationHistories;
import io.sharetap.baseline.ExecutableHistories;
import io.sharetap.baseline.ObservedDays;
import io.sharetap.baseline.Placement;
import io.sharetap.baseline.Rarity;
import io.sharetap.detect.FanOut;
import io.sharetap.event.EventCodec;
import io.sharetap.event.FileWrite;
import io.sharetap.score.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Keeps the executable writes of one part from their arrival until they are judged: they wait until no older one can
 * come and their day is open, then go through the other steps, and are joined with their clients in order.
 */
final class ClientWrites {
    private static final Rarity.ExecutableHistory NEVER_SEEN =
            new Rarity.ExecutableHistory(0, 0, 0, -1, -1, false, false);

    /** Of the waiting writes so many are kept in memory as events, so that they need not be parsed again. */
    private static final int READ_MAX = 2 * FleetSettings.UNDER_WAY_MAX;

    /** Sightings in one letter: a record of Kafka is at most 1 MiB by default. */
    private static final int ASKED_AT_ONCE = 2_000;

    /** Late writes are judged up to so many days after their own; later ones are taken to have a wrong time. */
    private static final int LATE_DAYS_MAX = 30;

    private final FleetSettings settings;
    private final Scorer scorer;
    private final Outbox outbox;
    private final ClientsState state;
    private final FleetCounts counts;
    private final EventCodec codec = new EventCodec();
    private final int part;

    private final SectionStore waiting;
    private final ClientHistories histories;
    private final Reported reported;
    private final Reached reached;
    private final Sweep sweep;
    private final TreeMap<Bytes, UnderWay> underWay = new TreeMap<>();
    private final Map<Bytes, FileWrite> asRead = new HashMap<>();
    private final Map<Long, UnderWay> byNumber = new HashMap<>();
    private final PartLists<Letter.Sighting> toAsk;
    /** Starts with a random number, so that no answer to a question from before a restart is mistaken for another's. */
    private long number = ThreadLocalRandom.current().nextLong();

    private int askedNow;
    private boolean asked;
    private long blockedAtNanos = Long.MAX_VALUE;

    /** A write on its way through the other steps. */
    private static final class UnderWay {
        private final FileWrite write;
        private final byte[] json;
        private Letter.Answer answer;

        UnderWay(FileWrite write, byte[] json) {
            this.write = write;
            this.json = json;
        }
    }

    ClientWrites(
            FleetSettings settings,
            ProcessorContext<Object, Object> context,
            Scorer scorer,
            Outbox outbox,
            ClientsState state,
            FleetCounts counts) {
        this.settings = settings;
        this.scorer = scorer;
        this.outbox = outbox;
        this.state = state;
        this.counts = counts;
        part = context.taskId().partition();
        toAsk = new PartLists<>(settings.parts());
        waiting = Section.WAITING.in(context);
        reported = new Reported(Section.REPORTED.in(context), settings.toleranceNanos());
        reached = new Reached(settings.detector(), Section.REACHED.in(context));
        histories = new ClientHistories(
                settings.baseline(),
                new StoreOf(Section.CLIENTS.in(context)),
                new StoreOf(Section.PLACES.in(context)),
                new StoreOf(Section.PAIRS.in(context)),
                new StoreOf(Section.CLIENT_SKETCHES.in(context)),
                new StoreOf(Section.HOLDS.in(context)));
        sweep = new Sweep(
                settings.baseline().windowDays(),
                Section.CLIENTS.in(context),
                Section.PLACES.in(context),
                Section.PAIRS.in(context),
                Section.CLIENT_SKETCHES.in(context),
                Section.HOLDS.in(context));
        context.schedule(Sweep.EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> sweep.step());
        restore();
    }

    /** Restores the writes under way: those that were released and are still in the store. */
    private void restore() {
        try (KeyValueIterator<Bytes, byte[]> all = waiting.range(null, Bytes.wrap(state.releasedTo()))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                underWay.put(each.key, new UnderWay(read(each.value), each.value));
            }
        }
        asked = underWay.isEmpty();
    }

    /**
     * Asks again for all writes under way: answers are stored nowhere, so they are lost in a restart. Within a day they
     * stay the same, and what is noted twice counts once.
     */
    private void askAgain() {
        if (!asked) {
            asked = true;
            underWay.values().forEach(this::ask);
            sendAsked();
        }
    }

    private FileWrite read(byte[] json) {
        EventCodec.Reading reading = codec.read(new String(json, StandardCharsets.UTF_8), 0);
        return (FileWrite) ((EventCodec.Reading.Event) reading).event();
    }

    /** Takes a write that has arrived. */
    void arrive(byte[] key, byte[] json, FileWrite write) {
        counts.write();
        Bytes at = Bytes.wrap(key);
        if (state.openDay() == ObservedDays.NONE || Arrays.compareUnsigned(key, state.releasedTo()) > 0) {
            waiting.put(at, json);
            if (asRead.size() < READ_MAX) {
                asRead.put(at, write);
            }
            return;
        }
        counts.late();
        if (state.openDay() - ObservedDays.dayOf(write.epochNanos()) <= LATE_DAYS_MAX && !underWay.containsKey(at)) {
            waiting.put(at, json);
            send(at, json, write);
            sendAsked();
        }
    }

    /** Sends waiting writes from before this time to the other steps, as far as their day is open. */
    void release(long completeNanos) {
        askAgain();
        blockedAtNanos = Long.MAX_VALUE;
        if (state.openDay() == ObservedDays.NONE) {
            blockedAtNanos = 0;
            return;
        }
        byte[] from = Arrays.copyOf(state.releasedTo(), EventKey.LENGTH + 1);
        long end = Math.min(completeNanos, ObservedDays.startNanos(state.openDay() + 1));
        if (EventKey.nanos(state.releasedTo()) >= end) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> due = waiting.range(Bytes.wrap(from), Bytes.wrap(EventKey.before(end)))) {
            while (due.hasNext()) {
                KeyValue<Bytes, byte[]> next = due.next();
                if (underWay.size() >= FleetSettings.UNDER_WAY_MAX) {
                    blockedAtNanos = EventKey.nanos(next.key.get());
                    return;
                }
                state.releasedTo(next.key.get());
                FileWrite write = asRead.remove(next.key);
                send(next.key, next.value, write == null ? read(next.value) : write);
            }
        } finally {
            sendAsked();
        }
    }

    private void send(Bytes key, byte[] json, FileWrite write) {
        Reported.News news = reported.add(write);
        if (news != Reported.News.NEW) {
            if (news == Reported.News.TWICE) {
                counts.twice();
            }
            waiting.delete(key);
            return;
        }
        UnderWay one = new UnderWay(write, json);
        underWay.put(key, one);
        ask(one);
    }

    private void ask(UnderWay one) {
        FileWrite write = one.write;
        byNumber.put(++number, one);
        byte[] head = write.headSha256();
        toAsk.add(
                settings.parts().ofExecutable(write.sha256(), head),
                new Letter.Sighting(
                        number,
                        write.epochNanos(),
                        isRecorded(write),
                        write.destinationIdentity(),
                        scorer.placementOf(write, NEVER_SEEN).kind(),
                        write.sha256(),
                        head == null || write.sha256() == null ? head : Arrays.copyOf(head, head.length / 2)));
        if (++askedNow == ASKED_AT_ONCE) {
            sendAsked();
        }
    }

    private void sendAsked() {
        askedNow = 0;
        toAsk.drain(
                (other, writes) -> outbox.toExecutables(other, new Letter.Sightings(part, state.openDay(), writes)));
    }

    private boolean isRecorded(FileWrite write) {
        return ObservedDays.dayOf(write.epochNanos()) == state.openDay();
    }

    /** Takes the other steps' judgement of a write. */
    void answered(Letter.Answer answer) {
        UnderWay one = byNumber.remove(answer.number());
        if (one == null) {
            return; // it was asked before a restart
        }
        one.answer = answer;
        while (!underWay.isEmpty() && underWay.firstEntry().getValue().answer != null) {
            Map.Entry<Bytes, UnderWay> first = underWay.pollFirstEntry();
            complete(first.getKey(), first.getValue());
        }
    }

    private void complete(Bytes key, UnderWay one) {
        counts.wasJudged();
        waiting.delete(key);
        FileWrite write = one.write;
        ExecutableHistories.Answer ofExecutable = one.answer.executable();
        DestinationHistories.Answer ofDestination = one.answer.destination();
        long day = state.openDay();
        Rarity.ExecutableHistory executable = new Rarity.ExecutableHistory(
                ofExecutable.destinations(),
                state.known(),
                ofExecutable.days(),
                ofExecutable.firstSeenNanos(),
                ofExecutable.lastSeenNanos(),
                write.sha256() == null,
                histories.heldUncommon(write.sha256(), write.headSha256(), write.clientIdentity(), day));
        Placement placement = scorer.placementOf(write, executable);
        Rarity.ClientHistory client = histories.see(
                write.clientIdentity(),
                write.destinationIdentity(),
                placement.place(),
                day,
                write.epochNanos(),
                isRecorded(write));
        Rarity rarity = new Rarity(
                executable,
                new Rarity.DestinationHistory(
                        placement.kind().label(),
                        ofDestination.similarDays(),
                        ofDestination.executableDays(),
                        ofDestination.firstSeenNanos(),
                        ofDestination.lastSeenNanos()),
                client,
                state.status());
        boolean uncommonDestination = scorer.isDestinationUncommon(rarity);
        reached.add(write, uncommonDestination && scorer.isUncommon(executable));
        if (uncommonDestination && !scorer.isOrdinary(write, rarity)) {
            counts.candidate();
            FanOut fanOut = reached.fanOut();
            outbox.toStories(new Letter.Candidate(
                    key.get(),
                    one.json,
                    rarity,
                    fanOut.sameExecutableDestinations(),
                    fanOut.uncommonDestinations(),
                    fanOut.reachedByClient()));
        }
    }

    void hold(Letter.Hold hold) {
        histories.hold(hold.sha256(), hold.headSha256(), hold.client(), hold.day());
    }

    void seed(Letter.Seed seed) {
        histories.merge(seed.entry(), seed.day());
    }

    /** The next day is judged from now on. */
    void opened() {
        reported.forgetBefore(ObservedDays.startNanos(state.openDay()) - 3_600_000_000_000L);
        sweep.begin(state.openDay());
    }

    /** The time before which no candidate will come from any write. */
    long passed(long completeNanos) {
        long passed = Math.min(completeNanos, blockedAtNanos);
        return underWay.isEmpty()
                ? passed
                : Math.min(passed, EventKey.nanos(underWay.firstKey().get()));
    }

    /**
     * Whether all writes up to the open day have been judged, provided that none from before this time comes any more.
     */
    boolean doneUpTo(long completeNanos) {
        return state.openDay() == ObservedDays.NONE
                || underWay.isEmpty() && passed(completeNanos) >= ObservedDays.startNanos(state.openDay() + 1);
    }
}
