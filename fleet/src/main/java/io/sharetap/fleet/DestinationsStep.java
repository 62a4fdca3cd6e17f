package io.sharetap.fleet;

import io.sharetap.baseline.DestinationHistories;
import io.sharetap.baseline.ObservedDays;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Knows the destinations of one part: how used each is to uncommon executables. */
final class DestinationsStep implements Processor<Object, Object, Object, Object> {
    private static final Bytes CLOSED = Bytes.wrap(new byte[] {0});

    private final FleetSettings settings;
    private Outbox outbox;
    private DestinationHistories histories;
    private SectionStore closing;
    private Sweep sweep;
    private int part;

    DestinationsStep(FleetSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        part = context.taskId().partition();
        outbox = new Outbox(context, FleetTopology.DESTINATIONS, settings.parts());
        SectionStore store = Section.DESTINATIONS.in(context);
        histories = new DestinationHistories(settings.baseline(), new StoreOf(store));
        closing = Section.CLOSING.in(context);
        sweep = new Sweep(settings.baseline().windowDays(), store);
        context.schedule(Sweep.EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> sweep.step());
    }

    @Override
    public void process(Record<Object, Object> record) {
        outbox.at(record.timestamp());
        Object letter = record.value();
        if (letter instanceof Letter.Seen writes) {
            judge(writes);
        } else if (letter instanceof Letter.Similar similar) {
            histories.markSimilar(similar.destination(), similar.kind(), similar.day());
        } else if (letter instanceof Letter.Seed seed) {
            histories.merge(seed.entry(), seed.day());
        } else if (letter instanceof Letter.Count count) {
            outbox.toStories(new Letter.Counted(part, count.day(), histories.knownWith(count.day())));
            outbox.hurry();
        } else if (letter instanceof Letter.Closed closed) {
            closed(closed);
        }
    }

    private void judge(Letter.Seen seen) {
        List<Letter.Answer> answers = new ArrayList<>();
        for (Letter.SeenWrite write : seen.writes()) {
            DestinationHistories.Answer answer =
                    histories.see(write.destination(), write.kind(), seen.day(), write.epochNanos(), write.recorded());
            if (write.nameless() && write.recorded()) {
                histories.markSimilar(write.destination(), write.kind(), seen.day());
            }
            answers.add(new Letter.Answer(write.number(), write.executable(), answer));
        }
        outbox.toClients(seen.from(), new Letter.Answered(answers));
    }

    /** When all parts of the executables' step have reported their similar days, the day is closed here. */
    private void closed(Letter.Closed closed) {
        byte[] before = closing.get(CLOSED);
        int closedParts = 1 + (before == null ? 0 : ByteBuffer.wrap(before).getInt());
        if (closedParts < settings.parts().count()) {
            closing.put(
                    CLOSED,
                    ByteBuffer.allocate(Integer.BYTES).putInt(closedParts).array());
            return;
        }
        closing.delete(CLOSED);
        // The first day may be one that a stored baseline had begun.
        long known = closed.day() == ObservedDays.NONE
                ? histories.knownOn(closed.next())
                : histories.knownBefore(closed.next());
        outbox.toStories(new Letter.Ended(part, closed.day(), known));
        outbox.hurry();
        sweep.begin(closed.next());
    }
}
