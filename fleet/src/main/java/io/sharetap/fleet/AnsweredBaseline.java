package io.sharetap.fleet;

import io.sharetap.baseline.Baseline;
import io.sharetap.baseline.BaselineCounts;
import io.sharetap.baseline.BaselineEntry;
import io.sharetap.baseline.Observation;
import io.sharetap.baseline.ObservedDays;
import io.sharetap.baseline.PlacementRule;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The baseline of the fleet's detector: for each write it returns what the other steps have found out before. Domain
 * controllers it knows itself, since they count at once.
 */
final class AnsweredBaseline implements Baseline {
    private static final int HOSTS_MAX = 1 << 16;

    private final int windowDays;
    private final Consumer<FileWrite> onHighAlert;
    private final Map<IpAddress, Long> controllers = new HashMap<>();
    private Rarity answer;
    private long day = ObservedDays.NONE;
    private Rarity.BaselineStatus status = new Rarity.BaselineStatus(Rarity.State.COLD, 0);

    AnsweredBaseline(int windowDays, Consumer<FileWrite> onHighAlert) {
        this.windowDays = windowDays;
        this.onHighAlert = onHighAlert;
    }

    /** Sets what is known of the write that is observed next. */
    void answer(Rarity rarity) {
        answer = rarity;
    }

    /** Another baseline knew this destination as a domain controller. */
    void seed(BaselineEntry destination) {
        if (controllers.size() < HOSTS_MAX) {
            controllers.merge(destination.host(), (long) destination.controllerDay(), Math::max);
        }
    }

    void open(Letter.Open open) {
        day = open.day();
        status = new Rarity.BaselineStatus(open.state(), open.observedDays());
        controllers.values().removeIf(seen -> day - seen > windowDays);
    }

    @Override
    public Observation observe(FileWrite write, PlacementRule rule) {
        return answer;
    }

    @Override
    public void observeDay(long epochNanos) {
        // The clients' step has reported the day already.
    }

    @Override
    public void observeDay(SensorDay seen) {
        if (ObservedDays.dayOf(seen.epochNanos()) == day) {
            seen.domainControllers().stream()
                    .filter(host -> controllers.size() < HOSTS_MAX)
                    .forEach(host -> controllers.put(host, day));
        }
    }

    @Override
    public boolean isDomainController(IpAddress host) {
        return controllers.containsKey(host);
    }

    @Override
    public void markHighAlert(FileWrite write) {
        onHighAlert.accept(write);
    }

    @Override
    public boolean counts(long epochNanos) {
        return ObservedDays.dayOf(epochNanos) == day;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(day);
        out.writeByte(status.state().ordinal());
        out.writeInt(status.observedDays());
        out.writeInt(controllers.size());
        for (Map.Entry<IpAddress, Long> each : controllers.entrySet()) {
            out.writeLong(each.getKey().high());
            out.writeLong(each.getKey().low());
            out.writeLong(each.getValue());
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        day = in.readLong();
        status = new Rarity.BaselineStatus(Rarity.State.values()[in.readByte()], in.readInt());
        controllers.clear();
        for (int left = in.readInt(); left > 0; left--) {
            controllers.put(new IpAddress(in.readLong(), in.readLong()), in.readLong());
        }
    }

    @Override
    public Rarity.BaselineStatus status() {
        return status;
    }

    @Override
    public BaselineCounts counts() {
        return new BaselineCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, status.observedDays(), 0);
    }

    @Override
    public void close() {
        // It holds nothing that outlives it.
    }
}
