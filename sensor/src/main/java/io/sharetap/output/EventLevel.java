package io.sharetap.output;

import io.sharetap.event.BlindSession;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;

/** Says which records are put out ({@code --events}). */
public enum EventLevel {
    /** No record at all. */
    NONE,
    /** Alerts, their updates, and that what raised one was run. */
    ALERTS,
    /** Also what is done with executables, and sessions that cannot be seen. */
    EXECUTABLES,
    /** Everything. */
    ALL;

    boolean showsAlerts() {
        return this != NONE;
    }

    boolean shows(SensorEvent event) {
        if (this == ALL) {
            return true;
        }
        boolean followsAlert = event instanceof ExecutionObserved execution && execution.written() != null;
        return followsAlert && this == ALERTS || this == EXECUTABLES && concernsExecutables(event);
    }

    private static boolean concernsExecutables(SensorEvent event) {
        if (event instanceof FileWrite write) {
            return write.executable() && !onlyDeletes(write);
        }
        return event instanceof ExecutionObserved || event instanceof BlindSession;
    }

    /** An executable that was reported before is gone: no executable write, though a record of its own. */
    private static boolean onlyDeletes(FileWrite write) {
        return write.deleted() && write.continues() != null;
    }
}
