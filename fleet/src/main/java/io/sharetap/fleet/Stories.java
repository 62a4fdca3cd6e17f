package io.sharetap.fleet;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.baseline.ObservedDays;
import io.sharetap.detect.DetectorSink;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The detector of a single sensor, over what the other steps have found out. Its input is kept in a journal, and its
 * state in a snapshot from time to time: after a restart it processes the journal again, without output.
 */
final class Stories {
    private static final int JOURNAL_MAX = 1_000;

    /** A record of a changelog is at most 1 MiB by default. */
    private static final int CHUNK_BYTES = 256 << 10;

    private final EventCodec codec = new EventCodec();
    private final LetterCodec letters = new LetterCodec();
    private final SectionStore journal;
    private final SectionStore snapshot;
    private final Reported reported;
    private final AnsweredBaseline baseline;
    private final AnsweredReach reach;
    private final RareWriteDetector detector;
    private final Sink sink;
    private long entries;
    private boolean silent;

    /** Takes the alerts and what follows them. */
    interface Sink {
        void onAlert(Alert alert);

        void onAlertUpdate(AlertUpdate update);

        /** What raised an alert was executed later. */
        void onRun(ExecutionObserved run);

        /** Another sensor reported the same. */
        void onTwice();
    }

    Stories(
            FleetSettings settings,
            ProcessorContext<Object, Object> context,
            Sink sink,
            Consumer<FileWrite> onHighAlert) {
        this.sink = sink;
        journal = Section.JOURNAL.in(context);
        snapshot = Section.SNAPSHOT.in(context);
        reported = new Reported(Section.STORIES_REPORTED.in(context), settings.toleranceNanos());
        baseline = new AnsweredBaseline(settings.baseline().windowDays(), write -> {
            if (!silent) {
                onHighAlert.accept(write);
            }
        });
        reach = new AnsweredReach(settings.detector());
        detector = new RareWriteDetector(settings.detector(), baseline, new UnlessSilent(), reach);
        restore();
    }

    private final class UnlessSilent implements DetectorSink {
        @Override
        public void onEvent(SensorEvent event) {
            // Sensors have published the execution itself; new is only the alert to which it belongs here.
            if (!silent && event instanceof ExecutionObserved run && run.written() != null) {
                sink.onRun(run);
            }
        }

        @Override
        public void onAlert(Alert alert) {
            if (!silent) {
                sink.onAlert(alert);
            }
        }

        @Override
        public void onAlertUpdate(AlertUpdate update) {
            if (!silent) {
                sink.onAlertUpdate(update);
            }
        }
    }

    private void restore() {
        silent = true;
        byte[] state = new byte[0];
        for (int chunk = 0; ; chunk++) {
            byte[] part = snapshot.get(number(chunk));
            if (part == null) {
                break;
            }
            state = Arrays.copyOf(state, state.length + part.length);
            System.arraycopy(part, 0, state, state.length - part.length, part.length);
        }
        if (state.length > 0) {
            detector.restore(state);
        }
        try (KeyValueIterator<Bytes, byte[]> all = journal.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                entries = ByteBuffer.wrap(each.key.get()).getLong() + 1;
                judge(letters.deserialize("journal", each.value));
            }
        }
        silent = false;
    }

    private static Bytes number(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Takes the next letter in event time. */
    void take(Letter letter) {
        if (letter instanceof Letter.Run run
                && reported.add((ExecutionObserved) read(run.json())) == Reported.News.TWICE) {
            sink.onTwice();
            return;
        }
        journal.put(number(entries++), letters.serialize("journal", letter));
        judge(letter);
        if (entries >= JOURNAL_MAX) {
            keep();
        }
    }

    private void keep() {
        byte[] state = detector.save();
        int chunk = 0;
        for (int at = 0; at < state.length; at += CHUNK_BYTES) {
            snapshot.put(number(chunk++), Arrays.copyOfRange(state, at, Math.min(state.length, at + CHUNK_BYTES)));
        }
        for (Bytes left = number(chunk); snapshot.get(left) != null; left = number(++chunk)) {
            snapshot.delete(left);
        }
        List<Bytes> past = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = journal.all()) {
            all.forEachRemaining(each -> past.add(each.key));
        }
        past.forEach(journal::delete);
        entries = 0;
    }

    private void judge(Letter letter) {
        if (letter instanceof Letter.Candidate candidate) {
            baseline.answer(candidate.rarity());
            reach.answer(candidate);
            detector.onEvent(read(candidate.json()));
        } else if (letter instanceof Letter.Run run) {
            detector.onEvent(read(run.json()));
        } else if (letter instanceof Letter.Controller controller) {
            baseline.observeDay(new SensorDay(EventKey.nanos(controller.key()), 0, List.of(controller.host())));
        } else if (letter instanceof Letter.Seed seed) {
            baseline.seed(seed.entry());
        } else if (letter instanceof Letter.Open open) {
            reported.forgetBefore(ObservedDays.startNanos(open.day()));
            baseline.open(open);
        } else if (letter instanceof Letter.Time time) {
            detector.onTime(time.nanos());
        }
    }

    private SensorEvent read(byte[] json) {
        return ((EventCodec.Reading.Event) codec.read(new String(json, StandardCharsets.UTF_8), 0)).event();
    }
}
