package io.sharetap.alert;

import io.sharetap.alert.AlertUpdate.FoldedWrite;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.EcsDocument;
import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads alerts from their records, and the records that follow them: updates, and executions that belong to them. An
 * alert that was read has all facts of its record, which are the ones shown to people; facts that only a detector needs
 * are lacking.
 */
public final class AlertReader {
    private static final String FOLLOWS = "sharetap.alert_id";

    private final EventCodec events = new EventCodec();

    /** Takes what was read. */
    public interface Sink {
        void onAlert(Alert alert);

        void onAlertUpdate(AlertUpdate update);

        void onExecution(ExecutionObserved execution);

        /** The line is none of these; the reason is given. */
        void onRefused(String reason);
    }

    /** Reads one record; never throws. */
    public void read(String line, long position, Sink sink) {
        EcsDocument document;
        try {
            document = events.document(line);
        } catch (IOException e) {
            sink.onRefused("no JSON");
            return;
        }
        if ("alert".equals(document.text("event.kind"))) {
            Alert alert = alert(document, position);
            pass(document, "it lacks what every alert has", alert, () -> sink.onAlert(alert), sink);
        } else if ("alert-update".equals(document.text("event.action"))) {
            AlertUpdate update = update(document);
            pass(document, "a folded write is none", update, () -> sink.onAlertUpdate(update), sink);
        } else {
            ExecutionObserved execution = executionOfAlert(document, position);
            pass(document, "neither an alert nor what follows one", execution, () -> sink.onExecution(execution), sink);
        }
    }

    private static void pass(EcsDocument document, String why, Object read, Runnable passOn, Sink sink) {
        if (document.fault() != null || read == null) {
            sink.onRefused(document.fault() != null ? document.fault() : why);
        } else {
            passOn.run();
        }
    }

    private static Alert alert(EcsDocument document, long position) {
        FileWrite write = EventCodec.writeOfAlert(document, position);
        Variation variation = variation(document.text("rule.id"));
        Rarity.State state = state(document.text("sharetap.baseline.state"));
        boolean lacks = write == null
                || variation == null
                || state == null
                || document.text("event.id") == null
                || document.text("message") == null
                || document.text("sharetap.destination.kind") == null;
        Score score = lacks ? null : score(document);
        if (score == null || lacksExecution(document)) {
            return null;
        }
        return new Alert(
                document.text("event.id"),
                write.epochNanos(),
                write,
                variation,
                score,
                rarity(document, state),
                document.text("message"),
                new AlertContext(execution(document, write.epochNanos()), activity(document)),
                document.number("sharetap.folded", 0),
                texts(document.list("sharetap.investigate")));
    }

    private static Variation variation(String ruleId) {
        return Arrays.stream(Variation.values())
                .filter(each -> each.ruleId().equals(ruleId))
                .findFirst()
                .orElse(null);
    }

    private static Rarity.State state(String name) {
        return Arrays.stream(Rarity.State.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(null);
    }

    private static boolean lacksExecution(EcsDocument document) {
        return document.flag("sharetap.execution.observed", false) && document.text("sharetap.execution.via") == null;
    }

    /** The score; null where a reason in it is malformed. */
    private static Score score(EcsDocument document) {
        List<Score.Reason> reasons = new ArrayList<>();
        for (Object element : document.list("sharetap.reasons")) {
            EcsDocument reason = element instanceof EcsDocument one ? one : null;
            if (reason == null || reason.text("id") == null || reason.text("detail") == null) {
                return null;
            }
            reasons.add(new Score.Reason(reason.text("id"), (int) reason.number("weight", 0), reason.text("detail")));
        }
        return new Score(
                document.decimal("sharetap.executable.rarity", 0),
                document.decimal("sharetap.executable.threshold", 0),
                document.number("sharetap.executable.usual_from", 0),
                document.decimal("sharetap.destination.rarity", 0),
                document.decimal("sharetap.destination.threshold", 0),
                document.number("sharetap.destination.usual_from", 0),
                document.flag("sharetap.executable.held", false),
                List.copyOf(reasons),
                (int) document.number("sharetap.score", 0),
                (int) document.number("sharetap.high_from", 0),
                false,
                false,
                false,
                Score.Spread.NONE);
    }

    private static Rarity rarity(EcsDocument document, Rarity.State state) {
        Rarity.ExecutableHistory executable = new Rarity.ExecutableHistory(
                document.number("sharetap.executable.destinations", 0),
                document.number("sharetap.executable.known_destinations", 0),
                (int) document.number("sharetap.executable.days", 0),
                document.time("sharetap.executable.first_seen", -1),
                document.time("sharetap.executable.last_seen", -1),
                document.flag("sharetap.executable.partial", false),
                document.flag("sharetap.executable.held", false));
        int days = (int) document.number("sharetap.destination.days", 0);
        Rarity.DestinationHistory destination = new Rarity.DestinationHistory(
                document.text("sharetap.destination.kind"),
                days,
                days,
                document.time("sharetap.destination.first_seen", -1),
                document.time("sharetap.destination.last_seen", -1));
        return new Rarity(
                executable,
                destination,
                new Rarity.ClientHistory(0, 0, 0, -1, -1, 0),
                new Rarity.BaselineStatus(
                        state,
                        (int) document.number("sharetap.baseline.observed_days", 0),
                        document.flag("sharetap.baseline.disk_full", false)));
    }

    private static Circumstances.Execution execution(EcsDocument document, long writeNanos) {
        if (!document.flag("sharetap.execution.observed", false)) {
            return null;
        }
        return new Circumstances.Execution(
                document.time("sharetap.execution.at", writeNanos) - writeNanos,
                document.text("sharetap.execution.via"),
                document.text("sharetap.execution.act"),
                document.text("sharetap.execution.name"),
                document.text("sharetap.execution.command"),
                document.text("sharetap.execution.tool"));
    }

    private static ClientActivity activity(EcsDocument document) {
        if (!document.hasObject("sharetap.client_activity")) {
            return null;
        }
        return new ClientActivity(
                counted(document, "hosts"),
                counted(document, "shares"),
                counted(document, "refused_logons"),
                counted(document, "refused_opens"),
                counted(document, "programs_written"),
                counted(document, "programs_read"),
                counted(document, "pipes"),
                counted(document, "server_side_copies"),
                counted(document, "executions"),
                document.flag("sharetap.client_activity.partial", false));
    }

    private static ClientActivity.Counted counted(EcsDocument document, String what) {
        String name = "sharetap.client_activity." + what;
        return new ClientActivity.Counted(
                document.number(name + ".count", 0), texts(document.list(name + ".examples")));
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(String::valueOf).toList();
    }

    /** The update; null where a folded write in it is malformed. */
    private static AlertUpdate update(EcsDocument document) {
        List<FoldedWrite> folded = new ArrayList<>();
        for (Object element : document.list("sharetap.folded_writes")) {
            if (!(element instanceof EcsDocument write)) {
                return null;
            }
            IpAddress client = write.address("source.ip");
            IpAddress destination = write.address("destination.ip");
            Variation variation = variation(write.text("rule.id"));
            byte[] sha256 = write.sha256("file.hash.sha256");
            if (client == null || destination == null || variation == null || write.fault() != null) {
                return null;
            }
            folded.add(new FoldedWrite(client, destination, write.text("file.path"), sha256, variation));
        }
        return new AlertUpdate(
                document.text("event.id"), document.time("@timestamp", 0), document.text(FOLLOWS), List.copyOf(folded));
    }

    /** The execution; null where it belongs to no alert. */
    private static ExecutionObserved executionOfAlert(EcsDocument document, long position) {
        String alertId = document.text(FOLLOWS);
        if (alertId == null
                || !(EventCodec.read(document, position) instanceof EventCodec.Reading.Event event)
                || !(event.event() instanceof ExecutionObserved execution)) {
            return null;
        }
        long afterNanos = Math.round(document.decimal("sharetap.execution.seconds_after_write", 0) * 1e9);
        return execution.with(new ExecutionObserved.Written(
                alertId, document.text("file.path"), execution.epochNanos() - afterNanos));
    }
}
