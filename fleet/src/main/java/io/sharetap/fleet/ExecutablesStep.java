package io.sharetap.fleet;

import io.sharetap.baseline.ExecutableHistories;
import io.sharetap.baseline.ObservedDays;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Knows the executables of one part: says how far each is spread and, at a day's close, which are still uncommon. */
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
                new StoreOf(Section.EXECUTABLES.in(context)),
                new StoreOf(Section.HEADS.in(context)),
                new StoreOf(Section.EXECUTABLE_SKETCHES.in(context)),
                new StoreOf(Section.WRITES_OF_DAY.in(context)));
        sweep = new Sweep(
                settings.baseline().windowDays(),
                Section.EXECUTABLES.in(context),
                Section.HEADS.in(context),
                Section.EXECUTABLE_SKETCHES.in(context));
        context.schedule(Sweep.EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> sweep.step());
    }

    @Override
    public void process(Record<Object, Object> record) {
        outbox.at(record.timestamp());
        if (record.value() instanceof Letter.Sightings writes) {
            judge(writes);
        } else if (record.value() instanceof Letter.Seed seed) {
            histories.merge(seed.entry(), seed.day());
        } else if (record.value() instanceof Letter.Close close) {
            close(close);
        }
    }

    private void judge(Letter.Sightings sightings) {
        PartLists<Letter.SeenWrite> seen = new PartLists<>(settings.parts());
        for (Letter.Sighting write : sightings.writes()) {
            ExecutableHistories.Answer answer = histories.see(
                    write.sha256(),
                    write.headSha256(),
                    sightings.day(),
                    write.epochNanos(),
                    write.destination(),
                    write.kind(),
                    write.recorded());
            seen.add(
                    settings.parts().ofDestination(write.destination()),
                    new Letter.SeenWrite(
                            write.number(),
                            write.epochNanos(),
                            write.recorded(),
                            write.destination(),
                            write.kind(),
                            write.sha256() == null && write.headSha256() == null,
                            answer));
        }
        seen.drain((other, writes) ->
                outbox.toDestinations(other, new Letter.Seen(sightings.from(), sightings.day(), writes)));
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
        outbox.hurry();
        sweep.begin(close.next());
    }
}
