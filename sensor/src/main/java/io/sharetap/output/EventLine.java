package io.sharetap.output;

import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.BlindSession;
import io.sharetap.event.ClientAct;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileRename;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import java.util.Locale;

/** Shows an event in one line for people. */
final class EventLine {
    private EventLine() {}

    static String of(SensorEvent event) {
        String time = TextOf.time(event.epochNanos()) + "  ";
        if (event instanceof FileWrite write) {
            return time + line(write);
        }
        if (event instanceof FileRename rename) {
            return time + "rename  " + hosts(rename.endpoints())
                    + TextOf.place(rename.smb(), rename.path()) + ", was "
                    + (rename.renamedFrom() == null ? "unknown" : VisibleText.of(rename.renamedFrom()));
        }
        if (event instanceof ExecutionObserved execution) {
            return time + "execute " + hosts(execution.endpoints()) + what(execution)
                    + (execution.written() == null
                            ? ""
                            : "; see alert " + execution.written().alertId());
        }
        if (event instanceof ClientAct act) {
            return time + "client  " + hosts(act.endpoints())
                    + act.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + part(act.what());
        }
        if (event instanceof BlindSession blind) {
            return time + "blind   " + hosts(blind.endpoints()) + "session "
                    + blind.smb().sessionId() + ", " + blind.reason();
        }
        if (event instanceof SensorDay day) {
            return time + "day     SMB was seen"
                    + (day.domainControllers().isEmpty() ? "" : "; domain controllers: " + day.domainControllers());
        }
        return time + event.getClass().getSimpleName();
    }

    /** What was run, and how long after which write. */
    static String what(ExecutionObserved execution) {
        return VisibleText.of(execution.inWords())
                + (execution.written() == null ? "" : ", " + VisibleText.of(execution.sinceWrite()));
    }

    static String of(AlertUpdate update) {
        return TextOf.time(update.epochNanos()) + "  folded  "
                + TextOf.counted(update.foldedWrites().size(), "further write", "further writes")
                + " into alert " + update.alertId();
    }

    static String of(AlertUpdate.FoldedWrite folded) {
        return folded.client() + " -> " + folded.destination() + "  "
                + (folded.path() == null ? "(unknown path)" : VisibleText.of(folded.path()))
                + (folded.sha256() == null ? "" : "  " + TextOf.hexadecimal(folded.sha256()));
    }

    private static String line(FileWrite write) {
        return (write.copyOf() == null ? "write   " : "copy    ") + hosts(write.endpoints())
                + TextOf.place(write.smb(), write.path()) + "  " + TextOf.size(write)
                + (write.executable() ? ", sha256 " + TextOf.hash(write) : "") + TextOf.reservations(write);
    }

    private static String hosts(Endpoints hosts) {
        return hosts.client() + " -> " + hosts.destination() + "  ";
    }

    private static String part(String text) {
        return text == null ? "" : "  " + VisibleText.of(text);
    }
}
