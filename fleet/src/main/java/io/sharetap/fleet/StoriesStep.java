package io.sharetap.fleet;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertCodec;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.baseline.ObservedDays;
import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The last step, of one part: puts what may raise alerts in the order of time, raises the alerts, and says which day
 * all parts judge.
 */
final class StoriesStep implements Processor<Object, Object, Object, Object> {
    private static final long UPDATE_LOOK_NANOS = 60_000_000_000L;
    private static final long SILENT_MILLIS = 3_000;

    private final FleetSettings settings;
    private final FleetCounts counts;
    private final AlertCodec alerts = new AlertCodec();
    private final EventCodec events = new EventCodec();
    private final Letter.Progress[] progress;
    private final long[] heardMillis;
    private ProcessorContext<Object, Object> context;
    private Outbox outbox;
    private SectionStore waiting;
    private Stories stories;
    private DayTurn turn;
    private long lookedNanos;
    private long sentClock;
    private long newestNanos;
    private long quietSinceMillis;
    private boolean drained;

    StoriesStep(FleetSettings settings, FleetCounts counts) {
        this.settings = settings;
        this.counts = counts;
        progress = new Letter.Progress[settings.parts().count()];
        heardMillis = new long[progress.length];
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        Arrays.fill(progress, null);
        outbox = new Outbox(given, FleetTopology.STORIES, settings.parts());
        waiting = Section.STORIES_WAITING.in(given);
        turn = new DayTurn(settings, Section.COORDINATOR.in(given), outbox);
        stories = new Stories(settings, given, new Published(), this::hold);
        lookedNanos = 0;
        sentClock = 0;
        newestNanos = 0;
        quietSinceMillis = 0;
        drained = false;
        given.schedule(FleetSettings.TICK, PunctuationType.WALL_CLOCK_TIME, this::onTick);
    }

    private final class Published implements Stories.Sink {
        @Override
        public void onAlert(Alert alert) {
            counts.alert();
            publish(alert.id(), alerts.toJson(alert));
        }

        @Override
        public void onAlertUpdate(AlertUpdate update) {
            publish(update.alertId(), alerts.toJson(update));
        }

        @Override
        public void onRun(ExecutionObserved run) {
            publish(run.written().alertId(), events.toJson(run));
        }

        @Override
        public void onTwice() {
            counts.twice();
        }

        private void publish(String id, String json) {
            context.forward(
                    new Record<>(
                            id.getBytes(StandardCharsets.UTF_8),
                            json.getBytes(StandardCharsets.UTF_8),
                            context.currentSystemTimeMs()),
                    FleetTopology.TO_ALERTS);
        }
    }

    /** It has no effect before the next day, whose opening follows it in the same partitions. */
    private void hold(FileWrite write) {
        outbox.toAllClients(new Letter.Hold(write.sha256(), write.headSha256(), write.clientIdentity(), turn.day()));
    }

    @Override
    public void process(Record<Object, Object> record) {
        outbox.at(record.timestamp());
        Object letter = record.value();
        if (letter instanceof Letter.Candidate candidate) {
            put(candidate.key(), 'C', candidate);
        } else if (letter instanceof Letter.Run run) {
            put(run.key(), 'R', run);
        } else if (letter instanceof Letter.Controller controller) {
            put(controller.key(), 'A', controller);
        } else if (letter instanceof Letter.Progress step) {
            progress[step.from()] = step;
            heardMillis[step.from()] = context.currentSystemTimeMs();
            newest(step.newestNanos());
            drained = false;
        } else if (letter instanceof Letter.Seed seed) {
            stories.take(seed);
        } else if (letter instanceof Letter.Seeded seeded) {
            turn.onSeeded(seeded);
        } else if (letter instanceof Letter.Counted counted) {
            turn.onCounted(counted);
        } else if (letter instanceof Letter.Ended ended) {
            Letter.Open open = turn.onEnded(ended);
            if (open != null) {
                stories.take(open);
            }
        }
    }

    /**
     * Stores a letter. Letters of the same moment and hosts are taken in the order of their marks: a domain controller
     * comes first.
     */
    private void put(byte[] key, char mark, Letter letter) {
        byte[] marked = Arrays.copyOf(key, EventKey.LENGTH + 1);
        System.arraycopy(key, EventKey.LENGTH - Long.BYTES, marked, EventKey.LENGTH - Long.BYTES + 1, Long.BYTES);
        marked[EventKey.LENGTH - Long.BYTES] = (byte) mark;
        waiting.put(Bytes.wrap(marked), new LetterCodec().serialize("stories", letter));
        drained = false;
    }

    private void newest(long nanos) {
        if (nanos > newestNanos) {
            newestNanos = nanos;
            quietSinceMillis = context.currentSystemTimeMs();
        }
    }

    private void onTick(long wallClockMillis) {
        outbox.at(wallClockMillis);
        if (!drained && allHeard()) {
            drain();
            drained = true;
            turn.begin(progress);
        }
        sendClock();
    }

    private boolean allHeard() {
        for (Letter.Progress each : progress) {
            if (each == null) {
                return false;
            }
        }
        return true;
    }

    /** Takes all letters that no older one can precede, up to the end of the open day. */
    private void drain() {
        if (turn.day() == ObservedDays.NONE) {
            return;
        }
        long passed = Long.MAX_VALUE;
        for (Letter.Progress each : progress) {
            passed = Math.min(passed, each.openDay() == turn.day() ? each.passedNanos() : 0);
        }
        long end = Math.min(passed, ObservedDays.startNanos(turn.day() + 1));
        LetterCodec codec = new LetterCodec();
        List<KeyValue<Bytes, byte[]>> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> before = waiting.range(null, Bytes.wrap(EventKey.before(end)))) {
            before.forEachRemaining(due::add);
        }
        for (KeyValue<Bytes, byte[]> each : due) {
            waiting.delete(each.key);
            stories.take(codec.deserialize("stories", each.value));
        }
        if (end > lookedNanos + UPDATE_LOOK_NANOS) {
            lookedNanos = end;
            stories.take(new Letter.Time(end));
        }
    }

    /**
     * Tells all parts the time of the newest event. If the whole input was read, and has been silent for longer than
     * the lateness, the clock runs on by itself, so that the last events are judged.
     */
    private void sendClock() {
        if (newestNanos == 0) {
            return;
        }
        long now = context.currentSystemTimeMs();
        boolean quiet = allHeard();
        for (int part = 0; quiet && part < progress.length; part++) {
            quiet = progress[part].atEnd() && now - heardMillis[part] < SILENT_MILLIS;
        }
        if (!quiet) {
            quietSinceMillis = now;
        }
        long lateMillis = settings.latenessNanos() / 1_000_000;
        long extraMillis = Math.max(0, now - quietSinceMillis - lateMillis);
        long clock = newestNanos + extraMillis * 1_000_000;
        if (clock > sentClock) {
            sentClock = clock;
            outbox.toAllClients(new Letter.Clock(clock));
        }
    }
}
