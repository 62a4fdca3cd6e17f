package io.sharetap.alert;

import io.sharetap.alert.AlertUpdate.FoldedWrite;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.EventId;
import io.sharetap.event.FileWrite;
import io.sharetap.event.HexDigits;
import io.sharetap.score.Score;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes scored writes in the order of event time and gives alerts and updates to an {@link AlertSink}: one story, one
 * alert. Its state survives a restart through {@link #writeTo} and {@link #readFrom}.
 */
public final class Alerter {
    private AlertSettings settings;
    private final AlertSink sink;
    private final Stories stories;
    /** Stories with folded writes that wait for their update, in the order of the first such write. */
    private final LinkedHashSet<Story> waiting = new LinkedHashSet<>();

    private final long[] suppressed = new long[Suppression.values().length];
    private final long[] raised = new long[Variation.values().length];
    private int waitingWrites;
    private long foldedTotal;
    private boolean activated;
    private long nowNanos;
    private String lastAlertId;

    /** The result for a scored write. */
    public enum Outcome {
        /** No variation holds. */
        NOTHING,
        RAISED,
        FOLDED,
        SUPPRESSED
    }

    /** An alerter without any stories. */
    public Alerter(AlertSettings settings, AlertSink sink) {
        this.settings = settings;
        this.sink = sink;
        stories = new Stories(settings.foldNanos(), settings.storiesMax(), this::sendUpdate);
    }

    /** From now on these settings apply, except for the bounds of what is remembered; stories continue. */
    public void decideBy(AlertSettings other) {
        settings = other;
        stories.foldFor(other.foldNanos());
    }

    /**
     * Sets the event time: updates that are due leave, each with the time at which it became due. Time may go back,
     * since one event with a time far in the future must not hold up the others.
     */
    public void onTime(long epochNanos) {
        nowNanos = epochNanos;
        while (!waiting.isEmpty()) {
            Story first = waiting.iterator().next();
            if (Math.abs(nowNanos - first.waitingSinceNanos) < settings.updateAfterNanos()) {
                return;
            }
            sendUpdate(first, first.waitingSinceNanos + settings.updateAfterNanos());
        }
    }

    /**
     * Judges a write.
     *
     * @param epochNanos event time of the event that allowed this judgement: the write, or an execution after it
     * @param context asked for only where an alert is raised
     */
    public Outcome onScored(
            FileWrite write, Rarity rarity, Score score, long epochNanos, Supplier<AlertContext> context) {
        onTime(epochNanos);
        onBaseline(rarity.baseline());
        Variation variation = Variation.of(score);
        if (variation == null) {
            return Outcome.NOTHING;
        }
        Suppression reason = suppression(variation, score);
        if (reason != null) {
            suppressed[reason.ordinal()]++;
            return Outcome.SUPPRESSED;
        }
        Story.Scope scope = scopeOf(write, variation, score);
        Story story = stories.find(scope, score.critical(), nowNanos);
        if (story != null) {
            lastAlertId = story.alertId;
            fold(story, write, variation);
            return Outcome.FOLDED;
        }
        raise(write, rarity, score, scope, context.get());
        return Outcome.RAISED;
    }

    /** {@code event.id} of the alert that the last write raised or was folded into; null: none so far. */
    public String lastAlertId() {
        return lastAlertId;
    }

    /** Why no alert is raised; null where it is. */
    private Suppression suppression(Variation variation, Score score) {
        if (score.distributor() && variation.severity() == Severity.LOW) {
            return Suppression.DISTRIBUTOR;
        }
        return activated ? null : Suppression.ACTIVATION;
    }

    /**
     * Takes the state of the baseline. Once it has seen enough days, alerts are raised as long as its window holds a
     * smaller number. The setting only moves the number of days from which they are raised; the baseline's own state
     * follows its window.
     */
    public void onBaseline(Rarity.BaselineStatus baseline) {
        int days = baseline.observedDays();
        boolean byState = baseline.state() == Rarity.State.ACTIVE
                && settings.activationDays() <= AlertSettings.BASELINE_ACTIVE_DAYS;
        boolean stays = activated && days >= settings.activeDaysLeast();
        activated = days >= settings.activationDays() || byState || stays;
    }

    private static Story.Scope scopeOf(FileWrite write, Variation variation, Score score) {
        return new Story.Scope(
                write.clientIdentity(),
                write.destinationIdentity(),
                variation,
                hex(write.sha256()),
                hex(write.headSha256()),
                variation.severity() == Severity.HIGH || score.spread().ofClient(),
                score.spread().ofExecutable());
    }

    private static String hex(byte[] digest) {
        return digest == null ? null : HexDigits.of(digest);
    }

    private void raise(FileWrite write, Rarity rarity, Score score, Story.Scope scope, AlertContext context) {
        Variation variation = scope.variation();
        String id = EventId.of(
                "alert", write.epochNanos(), write.client(), write.destination(), write.id(), variation.ruleId());
        lastAlertId = id;
        AlertText text = new AlertText(write, variation, score, rarity, context);
        long folded = stories.takeFolded(scope);
        stories.add(new Story(id, nowNanos, scope));
        raised[variation.ordinal()]++;
        sink.onAlert(new Alert(
                id, nowNanos, write, variation, score, rarity, text.message(), context, folded, text.investigate()));
    }

    private void fold(Story story, FileWrite write, Variation variation) {
        if (waitingWrites >= settings.foldedMax()) {
            sendUpdate(waiting.iterator().next());
        }
        if (story.waiting().size() >= settings.foldedPerUpdateMax()) {
            sendUpdate(story);
        }
        story.fold(
                new FoldedWrite(write.client(), write.destination(), write.path(), write.sha256(), variation),
                nowNanos);
        waiting.add(story);
        waitingWrites++;
        foldedTotal++;
    }

    private void sendUpdate(Story story) {
        sendUpdate(story, nowNanos);
    }

    private void sendUpdate(Story story, long epochNanos) {
        if (!waiting.remove(story)) {
            return;
        }
        List<FoldedWrite> writes = story.takeWaiting();
        waitingWrites -= writes.size();
        String id = EventId.of(
                "alert-update",
                story.waitingSinceNanos,
                story.scope.client(),
                story.scope.destination(),
                story.alertId,
                Integer.toString(story.updates++));
        sink.onAlertUpdate(new AlertUpdate(id, epochNanos, story.alertId, List.copyOf(writes)));
    }

    /** The input ends: updates that are due leave, then all others. */
    public void onEnd(long epochNanos) {
        onTime(epochNanos);
        while (!waiting.isEmpty()) {
            sendUpdate(waiting.iterator().next());
        }
    }

    /** The numbers for metrics and the closing summary. */
    public AlertCounts counts() {
        Map<Variation, Long> byVariation = new EnumMap<>(Variation.class);
        for (Variation variation : Variation.values()) {
            byVariation.put(variation, raised[variation.ordinal()]);
        }
        Map<Suppression, Long> byReason = new EnumMap<>(Suppression.class);
        for (Suppression reason : Suppression.values()) {
            byReason.put(reason, suppressed[reason.ordinal()]);
        }
        return new AlertCounts(byVariation, byReason, foldedTotal, stories.evictions());
    }

    /** Writes the state that has to survive a restart. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(activated);
        out.writeInt(stories.setAsideCount());
        StoryCodec.write(out, stories.all(), waiting);
    }

    /** Restores what {@link #writeTo} wrote, in place of the present state. */
    public void readFrom(DataInput in) throws IOException {
        boolean wasActivated = in.readBoolean();
        int setAsideCount = in.readInt();
        StoryCodec.Read read = StoryCodec.read(in);
        activated = wasActivated;
        waiting.clear();
        stories.restore(read.stories(), setAsideCount);
        waiting.addAll(read.waiting());
        waitingWrites = read.waiting().stream()
                .mapToInt(story -> story.waiting().size())
                .sum();
    }
}
