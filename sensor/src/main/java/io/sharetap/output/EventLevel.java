package io.sharetap.output;

import io.sharetap.event.BlindSession;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;

/** Says which records are output ({@code --events}). */
public enum EventLevel {
    /** No record at all. */
    NONE,
    /** Alerts, their updates, and executions of what raised one. */
    ALERTS,
    /** Also acts on executables, and sessions that cannot be seen. */
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

    /**
     * Whether the record only says that an executable, which was reported before, was deleted: that is no executable
     * write.
     */
    private static boolean onlyDeletes(FileWrite write) {
        return write.deleted() && write.continues() != null;
    }
}
