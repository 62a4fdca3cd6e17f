package io.sharetap.benchmarks.quality;

import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import io.sharetap.event.SmbContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what all players do on one day, and gives it as events in the order of their time. */
final class Stage {
    static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    private final List<SensorEvent> events = new ArrayList<>();
    /** The origin of each event of the day, by its position, from {@link #firstPosition} on. */
    private final List<Origin> origins = new ArrayList<>();

    /** The campaign of each write by an intruder, on any day. */
    private final Map<Written, Campaign> written = new HashMap<>();

    private long firstPosition;
    private int day;
    private Origin origin;

    /**
     * Says who caused an event.
     *
     * @param cause a part of ordinary life, or the kind of intrusion
     * @param campaign null: ordinary life
     */
    record Origin(String cause, Campaign campaign) {}

    private record Written(IpAddress client, IpAddress destination, String path) {}

    void begin(int newDay) {
        day = newDay;
        firstPosition += events.size();
        events.clear();
        origins.clear();
    }

    /** Sets the origin of all further events. */
    void actor(Origin newOrigin) {
        origin = newOrigin;
    }

    Origin originOf(SensorEvent event) {
        return origins.get((int) (event.position() - firstPosition));
    }

    /** The campaign of a write that an update reports; null: ordinary life. */
    Campaign campaignOf(AlertUpdate.FoldedWrite write) {
        return written.get(new Written(write.client(), write.destination(), write.path()));
    }

    /** The events of the day, which has ended. */
    List<SensorEvent> events() {
        events.sort(SensorEvent.ORDER);
        return events;
    }

    /** Nanoseconds since 1970. */
    long at(double hour) {
        if (hour < 0 || hour >= 24) {
            throw new IllegalArgumentException("hour " + hour + " is on another day");
        }
        return WorkCalendar.date(day).toEpochDay() * DAY + (long) (hour * 3_600 * SECOND);
    }

    void write(double hour, Host client, Host destination, String share, String path, Program program) {
        long nanos = at(hour);
        long position = nextPosition();
        String tree = "\\\\" + destination.ip() + '\\' + share;
        int stream = path.indexOf(':');
        events.add(new FileWrite(
                nanos,
                position,
                "w" + position,
                nanos,
                nanos,
                FileWrite.Outcome.SUCCESS,
                between(client, destination),
                new SmbContext("3.1.1", "1", Long.toHexString(position), tree, share, null, null),
                path,
                100_000,
                program.sha256(),
                program.sha256(),
                List.of(),
                true,
                true,
                false,
                null,
                null,
                stream < 0 ? null : path.substring(stream + 1),
                null,
                program.pe(),
                null,
                null));
        if (origin.campaign() != null) {
            origin.campaign().wrote(nanos);
            written.put(new Written(client.ip(), destination.ip(), path), origin.campaign());
        }
    }

    /** The client makes the destination run a service. */
    void service(double hour, Host client, Host destination, String name, String command) {
        long position = nextPosition();
        events.add(new ExecutionObserved(
                at(hour), position, "x" + position, between(client, destination), "service", name, command));
    }

    /** Ends the day: the sensor reports which hosts served the domain's shares. */
    void end(List<Host> domainControllers) {
        events.add(new SensorDay(
                at(23.999),
                nextPosition(),
                domainControllers.stream().map(Host::ip).toList()));
    }

    private long nextPosition() {
        origins.add(origin);
        return firstPosition + events.size();
    }

    private static Endpoints between(Host client, Host destination) {
        return new Endpoints(client.ip(), 50_000, null, null, destination.ip(), 445, null, null, null, -1);
    }
}
