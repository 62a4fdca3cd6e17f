package io.sharetap.fleet;

import io.sharetap.baseline.ExecutableHistories;
import io.sharetap.baseline.ObservedDays;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Knows the executables of one part: says how far each is spread, and at a day's close which are uncommon still. */
final class ExecutablesStep implements Processor<Object, Object, Object, Object> {
    private final FleetSettings settings;
    private Outbox outbox;
    private ExecutableHistories histories;
    private Sweep sweep;
    private int part;

    ExecutablesStep(FleetSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        part = context.taskId().partition();
        outbox = new Outbox(context, FleetTopology.EXECUTABLES, settings.parts());
        histories = new ExecutableHistories(
                settings.baseline(),
                new StoreOf(context.getStateStore(Stores.EXECUTABLES)),
                new StoreOf(context.getStateStore(Stores.HEADS)),
                new StoreOf(context.getStateStore(Stores.EXECUTABLE_SKETCHES)),
                new StoreOf(context.getStateStore(Stores.WRITES_OF_DAY)));
        sweep = new Sweep(
                settings.baseline().windowDays(),
                context.getStateStore(Stores.EXECUTABLES),
                context.getStateStore(Stores.HEADS),
                context.getStateStore(Stores.EXECUTABLE_SKETCHES));
        context.schedule(Sweep.EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> sweep.step());
    }

    @Override
    public void process(Record<Object, Object> record) {
        outbox.at(record.timestamp());
        if (record.value() instanceof Letter.Sighting write) {
            judge(write);
        } else if (record.value() instanceof Letter.Seed seed) {
            histories.merge(seed.entry(), seed.day());
        } else if (record.value() instanceof Letter.Close close) {
            close(close);
        }
    }

    private void judge(Letter.Sighting write) {
        ExecutableHistories.Answer answer = histories.see(
                write.sha256(),
                write.headSha256(),
                write.day(),
                EventKey.nanos(write.key()),
                write.destination(),
                write.kind(),
                write.recorded());
        outbox.toDestinations(
                settings.parts().ofDestination(write.destination()),
                new Letter.Seen(
                        write.from(),
                        write.key(),
                        write.day(),
                        write.recorded(),
                        write.destination(),
                        write.kind(),
                        write.sha256() == null && write.headSha256() == null,
                        answer));
    }

    private void close(Letter.Close close) {
        if (close.day() != ObservedDays.NONE) {
            histories.close(
                    close.day(),
                    close.known(),
                    (destination, kind) -> outbox.toDestinations(
                            settings.parts().ofDestination(destination),
                            new Letter.Similar(close.day(), destination, kind)));
        }
        for (int other = 0; other < settings.parts().count(); other++) {
            outbox.toDestinations(other, new Letter.Closed(part, close.day(), close.next()));
        }
        sweep.begin(close.next());
    }
}
