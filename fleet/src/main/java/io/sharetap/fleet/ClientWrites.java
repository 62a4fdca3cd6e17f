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
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the executable writes of a part from their arrival until they were judged: they wait until nothing older comes
 * and their day is open, are under way through the other steps, and are joined with their clients in their order.
 */
final class ClientWrites {
    private static final Rarity.ExecutableHistory NEVER_SEEN =
            new Rarity.ExecutableHistory(0, 0, 0, -1, -1, false, false);

    /** Late writes are judged up to so many days after their own; what is later was of another time. */
    private static final int LATE_DAYS_MAX = 30;

    private final FleetSettings settings;
    private final Scorer scorer;
    private final Outbox outbox;
    private final ClientsState state;
    private final FleetCounts counts;
    private final EventCodec codec = new EventCodec();
    private final int part;

    private final KeyValueStore<Bytes, byte[]> waiting;
    private final KeyValueStore<Bytes, byte[]> answers;
    private final LetterCodec letters = new LetterCodec();
    private final ClientHistories histories;
    private final Told told;
    private final Reached reached;
    private final TreeMap<Bytes, UnderWay> underWay = new TreeMap<>();
    private long blockedAtNanos = Long.MAX_VALUE;

    /** A write on its way through the other steps. */
    private static final class UnderWay {
        private final FileWrite write;
        private final byte[] json;
        private Letter.Answered answer;

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
        waiting = context.getStateStore(Stores.WAITING);
        answers = context.getStateStore(Stores.ANSWERS);
        told = new Told(context.getStateStore(Stores.TOLD), settings.toleranceNanos());
        reached = new Reached(settings.detector(), context.getStateStore(Stores.REACHED));
        histories = new ClientHistories(
                settings.baseline(),
                new StoreOf(context.getStateStore(Stores.CLIENTS)),
                new StoreOf(context.getStateStore(Stores.PLACES)),
                new StoreOf(context.getStateStore(Stores.PAIRS)),
                new StoreOf(context.getStateStore(Stores.CLIENT_SKETCHES)),
                new StoreOf(context.getStateStore(Stores.HOLDS)));
        restore();
    }

    /** What was released and is there still was under way. */
    private void restore() {
        try (KeyValueIterator<Bytes, byte[]> all = waiting.range(null, Bytes.wrap(state.releasedTo()))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                UnderWay one = new UnderWay(read(each.value), each.value);
                byte[] answer = answers.get(each.key);
                one.answer = answer == null ? null : (Letter.Answered) letters.deserialize("answers", answer);
                underWay.put(each.key, one);
            }
        }
    }

    private FileWrite read(byte[] json) {
        EventCodec.Reading reading = codec.read(new String(json, StandardCharsets.UTF_8), 0);
        return (FileWrite) ((EventCodec.Reading.Event) reading).event();
    }

    /** A write came. */
    void arrive(byte[] key, byte[] json, FileWrite write) {
        counts.write();
        Bytes at = Bytes.wrap(key);
        if (state.openDay() == ObservedDays.NONE || Arrays.compareUnsigned(key, state.releasedTo()) > 0) {
            waiting.put(at, json);
            return;
        }
        counts.late();
        if (state.openDay() - ObservedDays.dayOf(write.epochNanos()) <= LATE_DAYS_MAX && !underWay.containsKey(at)) {
            waiting.put(at, json);
            send(at, json, write);
        }
    }

    /** Sends on what waits and was before this time, as far as its day is open. */
    void release(long completeNanos) {
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
                send(next.key, next.value, read(next.value));
            }
        }
    }

    private void send(Bytes key, byte[] json, FileWrite write) {
        Told.News news = told.add(write);
        if (news != Told.News.NEWS) {
            if (news == Told.News.TWICE) {
                counts.twice();
            }
            waiting.delete(key);
            return;
        }
        underWay.put(key, new UnderWay(write, json));
        Placement.Kind kind = scorer.placementOf(write, NEVER_SEEN).kind();
        outbox.toExecutables(
                settings.parts().ofExecutable(write.sha256(), write.headSha256()),
                new Letter.Sighting(
                        part,
                        key.get(),
                        state.openDay(),
                        isRecorded(write),
                        write.destinationIdentity(),
                        kind,
                        write.sha256(),
                        write.headSha256()));
    }

    private boolean isRecorded(FileWrite write) {
        return ObservedDays.dayOf(write.epochNanos()) == state.openDay();
    }

    /** The other steps have judged a write. */
    void answered(Letter.Answered answer) {
        Bytes key = Bytes.wrap(answer.key());
        UnderWay one = underWay.get(key);
        if (one == null) {
            return;
        }
        one.answer = answer;
        if (underWay.firstEntry().getValue() != one) {
            answers.put(key, letters.serialize("answers", answer));
            return;
        }
        complete(key, one);
        while (!underWay.isEmpty() && underWay.firstEntry().getValue().answer != null) {
            Bytes next = underWay.firstKey();
            answers.delete(next);
            complete(next, underWay.get(next));
        }
    }

    private void complete(Bytes key, UnderWay one) {
        counts.wasJudged();
        underWay.remove(key);
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
        reached.add(key.get(), write, uncommonDestination && scorer.isUncommon(executable));
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

    /** Another day is judged from now on. */
    void opened() {
        told.forgetBefore(ObservedDays.startNanos(state.openDay()) - 3_600_000_000_000L);
    }

    /** Of no write before this time will a candidate come any more. */
    long passed(long completeNanos) {
        long passed = Math.min(completeNanos, blockedAtNanos);
        return underWay.isEmpty()
                ? passed
                : Math.min(passed, EventKey.nanos(underWay.firstKey().get()));
    }

    /** True: all writes up to the open day have been judged, if none before this time comes any more. */
    boolean doneUpTo(long completeNanos) {
        return state.openDay() == ObservedDays.NONE
                || underWay.isEmpty() && passed(completeNanos) >= ObservedDays.startNanos(state.openDay() + 1);
    }
}
