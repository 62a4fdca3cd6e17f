package io.sharetap.fleet;

import io.sharetap.baseline.ObservedDays;
import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import io.sharetap.score.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The first and last step of a write: takes what sensors publish on the clients of one part, lets it wait until no
 * older one can come, and joins what the other steps know of it with what is known of its client.
 */
final class ClientsStep implements Processor<Object, Object, Object, Object> {
    static final String SCHEMA_HEADER = "sharetap-schema-version";
    private static final int SCHEMA_VERSION = 1;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long HEARTBEAT_MILLIS = 1_000;

    private final FleetSettings settings;
    private final InputEnds ends;
    private final FleetCounts counts;
    private final EventCodec codec = new EventCodec();
    private ProcessorContext<Object, Object> context;
    private Scorer scorer;
    private Outbox outbox;
    private ClientsState state;
    private ClientWrites writes;
    private int part;
    private long clock;
    private long clockMoment;
    private boolean atEnd;
    private Letter.Progress reported;
    private long reportedMillis;

    ClientsStep(FleetSettings settings, InputEnds ends, FleetCounts counts) {
        this.settings = settings;
        this.ends = ends;
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        part = given.taskId().partition();
        scorer = new Scorer(settings.detector().score());
        outbox = new Outbox(given, FleetTopology.CLIENTS, settings.parts());
        state = new ClientsState(Section.PART.in(given));
        writes = new ClientWrites(settings, given, scorer, outbox, state, counts);
        clock = 0;
        clockMoment = 0;
        atEnd = false;
        reported = null;
        reportedMillis = 0;
        given.schedule(FleetSettings.TICK, PunctuationType.WALL_CLOCK_TIME, this::onTick);
    }

    @Override
    public void process(Record<Object, Object> record) {
        outbox.at(record.timestamp());
        if (record.value() instanceof Letter letter) {
            onLetter(letter);
        } else {
            onInput(record);
        }
        state.save();
    }

    private void onInput(Record<Object, Object> record) {
        byte[] json = (byte[]) record.value();
        String wrong = json == null ? "it is empty" : unreadable(record.headers());
        if (wrong == null) {
            wrong = take(json, record.timestamp(), false);
        }
        if (wrong != null) {
            counts.deadLetter();
            Headers headers = new RecordHeaders(record.headers());
            headers.add("sharetap-reason", wrong.getBytes(StandardCharsets.UTF_8));
            context.forward(
                    new Record<>(record.key(), json, record.timestamp(), headers), FleetTopology.TO_DEAD_LETTERS);
        }
    }

    /** Why the record cannot be read; null where its version can. A record without a version has the first. */
    private static String unreadable(Headers headers) {
        Header header = headers.lastHeader(SCHEMA_HEADER);
        String version = header == null ? "1" : new String(header.value(), StandardCharsets.UTF_8);
        try {
            int number = Integer.parseInt(version);
            return number <= SCHEMA_VERSION ? null : "schema version " + version + " is newer than this fleet";
        } catch (NumberFormatException e) {
            return "no schema version: " + version;
        }
    }

    /** Takes a record. Returns why it was refused; null where it was taken. */
    private String take(byte[] json, long arrivedMillis, boolean stray) {
        EventCodec.Reading reading = codec.read(new String(json, StandardCharsets.UTF_8), 0);
        if (reading instanceof EventCodec.Reading.Refused refused) {
            return refused.reason();
        }
        SensorEvent event = reading instanceof EventCodec.Reading.Event read ? read.event() : null;
        long nanos = event == null ? ((EventCodec.Reading.NothingToJudge) reading).epochNanos() : event.epochNanos();
        if (nanos > TimeUnit.MILLISECONDS.toNanos(arrivedMillis) + DAY_NANOS) {
            return "its time is more than a day after the time at which it was published";
        }
        if (ObservedDays.dayOf(nanos) <= 0) {
            return "its time is none that can be kept";
        }
        IpAddress client = client(event);
        int owner = client == null ? part : settings.parts().ofClient(client);
        if (owner != part && !stray) {
            counts.stray();
            outbox.toClients(owner, new Letter.Stray(arrivedMillis, json));
            return null;
        }
        counts.event();
        state.came(nanos);
        arrive(event, json);
        return null;
    }

    private static IpAddress client(SensorEvent event) {
        if (event instanceof FileWrite write) {
            return write.clientIdentity();
        }
        return event instanceof ExecutionObserved run ? run.endpoints().clientIdentity() : null;
    }

    private void arrive(SensorEvent event, byte[] json) {
        if (event instanceof FileWrite write) {
            // A record need not have an id; its text then serves to tell it from others.
            String id = write.id() == null ? new String(json, StandardCharsets.UTF_8) : write.id();
            byte[] key = EventKey.of(write, id);
            if (scorer.isOnDomainShare(write)) {
                outbox.toStories(new Letter.Controller(key, write.destinationIdentity()));
            }
            if (write.executable() && write.outcome() != FileWrite.Outcome.FAILURE) {
                writes.arrive(key, json, write);
            }
        } else if (event instanceof ExecutionObserved run) {
            outbox.toStories(new Letter.Run(EventKey.of(run, run.id()), json));
        } else if (event instanceof SensorDay day) {
            for (IpAddress host : day.domainControllers()) {
                outbox.toStories(new Letter.Controller(EventKey.of(day, host.toString()), host));
            }
        }
    }

    private void onLetter(Letter letter) {
        if (letter instanceof Letter.Answered answered) {
            answered.writes().forEach(writes::answered);
        } else if (letter instanceof Letter.Clock time) {
            clock = time.nanos();
            clockMoment = ends.now();
        } else if (letter instanceof Letter.Hold hold) {
            writes.hold(hold);
        } else if (letter instanceof Letter.Seed seed) {
            writes.seed(seed);
        } else if (letter instanceof Letter.Open open) {
            state.open(open);
            writes.opened();
        } else if (letter instanceof Letter.Stray stray) {
            take(stray.json(), stray.arrivedMillis(), true);
        }
    }

    private void onTick(long wallClockMillis) {
        outbox.at(wallClockMillis);
        atEnd = ends.readSince(part, clockMoment);
        if (atEnd && clock > 0) {
            state.noneOlderThan(clock);
        }
        long complete = state.completeNanos(settings.latenessNanos());
        writes.release(complete);
        report(complete);
        state.save();
    }

    private void report(long complete) {
        boolean done = writes.doneUpTo(complete);
        Letter.Progress now = new Letter.Progress(
                part,
                state.openDay(),
                state.newestNanos(),
                complete,
                writes.passed(complete),
                done,
                state.nextDay(),
                atEnd);
        long millis = context.currentSystemTimeMs();
        if (!now.equals(reported) || millis - reportedMillis >= HEARTBEAT_MILLIS) {
            if (now.done() && (reported == null || !reported.done())) {
                outbox.hurry();
            }
            reported = now;
            reportedMillis = millis;
            outbox.toStories(now);
        }
    }
}
