package io.sharetap.pipeline;

import io.sharetap.event.BlindSession;
import io.sharetap.event.ClientAct;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileRename;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import java.util.Comparator;

/**
 * An event on its way to the detector, with its place in the order; {@code arrival} keeps the order of what one lane
 * reported for the same moment.
 *
 * @param weight see {@link EventWeight}
 * @param sight only for the detector, not for the records: a host showed itself a domain controller
 */
record HeldEvent(SensorEvent event, long epochNanos, int weight, long arrival, boolean sight) {
    /** The order of events. Nearly always the time decides, so it is compared first. */
    static final Comparator<HeldEvent> BY_ORDER = (one, other) -> one.epochNanos == other.epochNanos
            ? compareAll(one, other)
            : Long.compare(one.epochNanos, other.epochNanos);

    private static final String NO_TIE = "~"; // sorts after all ids, which are hexadecimal

    private static int compareAll(HeldEvent one, HeldEvent other) {
        int order = SensorEvent.ORDER.compare(one.event, other.event);
        order = order != 0 ? order : one.tie().compareTo(other.tie());
        return order != 0 ? order : Long.compare(one.arrival, other.arrival);
    }

    HeldEvent(SensorEvent event, long arrival, boolean sight) {
        this(event, event.epochNanos(), EventWeight.of(event), arrival, sight);
    }

    HeldEvent(Report.Happened happened, long arrival) {
        this(happened.event(), happened.event().epochNanos(), happened.weight(), arrival, false);
    }

    /**
     * The id of an event whose time of arrival is arbitrary. Files whose writing rests are reported when a lane comes
     * to look for them, in no fixed order. Records that are read have no place in a capture, and may come in any order.
     */
    String tie() {
        boolean resting = event instanceof FileWrite write && !write.closed();
        return resting || event.position() == EventOrder.NO_POSITION ? idOf(event) : NO_TIE;
    }

    private static String idOf(SensorEvent event) {
        if (event instanceof FileWrite write) {
            return String.valueOf(write.id());
        }
        if (event instanceof FileRename rename) {
            return String.valueOf(rename.id());
        }
        if (event instanceof ExecutionObserved execution) {
            return String.valueOf(execution.id());
        }
        if (event instanceof ClientAct act) {
            return String.valueOf(act.id());
        }
        return event instanceof BlindSession blind ? String.valueOf(blind.id()) : event.toString();
    }
}
