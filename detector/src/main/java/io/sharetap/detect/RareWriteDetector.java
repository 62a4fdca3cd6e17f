package io.sharetap.detect;

import io.sharetap.alert.AlertContext;
import io.sharetap.alert.Alerter;
import io.sharetap.alert.Variation;
import io.sharetap.baseline.Baseline;
import io.sharetap.baseline.Observation;
import io.sharetap.baseline.PlacementRule;
import io.sharetap.baseline.Rarity;
import io.sharetap.detect.JudgedWrites.Judged;
import io.sharetap.event.ClientAct;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Circumstances.Execution;
import io.sharetap.score.Score;
import io.sharetap.score.Scorer;
import java.io.ByteArrayInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks the baseline how rare each executable write is, weighs it by what happened around it, and raises alerts. One
 * thread owns it.
 *
 * <pre>
 *   event -> baseline: rarity -> scorer: score -> alerter: alert, folded or nothing -> sink
 *                fan-out and executions of the last minutes --^
 * </pre>
 */
public final class RareWriteDetector implements Detector {
    /** A record continues one of the last 5 minutes at most; twice that, since its end may have been reported late. */
    private static final long CONTINUATION_NANOS = 600_000_000_000L;

    /** The time before an alert for which the client's acts are reported. */
    private static final long ACTIVITY_NANOS = 3_600_000_000_000L;

    private final LeaseNames names;
    private final Baseline baseline;
    private final DetectorSink sink;
    private Scorer scorer;
    private PlacementRule placementRule;
    private final Alerter alerter;
    private final FanOut fanOut;
    private final Executions executions;
    private final JudgedWrites judgedWrites;
    private final ClientActs clientActs;
    /** Whether all acts of clients are seen; otherwise they are not reported. */
    private final boolean seesAll;

    private final RecentWrites recentWrites;
    private final StateCodec stateCodec = new StateCodec();
    private long executableWrites;
    private long judgedAgain;
    private long setAside;
    private long nowNanos;

    /** A detector that remembers only what the baseline does. */
    public RareWriteDetector(DetectorSettings settings, Baseline baseline, DetectorSink sink) {
        this(settings, baseline, sink, () -> LeaseTable.EMPTY);
    }

    /** As above; hosts are identified by their leases. */
    public RareWriteDetector(
            DetectorSettings settings, Baseline baseline, DetectorSink sink, Supplier<LeaseTable> leases) {
        this(settings, baseline, sink, leases, new FanOut(settings.fanOutNanos(), settings.fanOutEntriesMax()), true);
    }

    /**
     * A detector that is given only the writes that may raise alerts, and is told what clients reached. It does not see
     * what else a client did, so its alerts do not say that.
     */
    public RareWriteDetector(DetectorSettings settings, Baseline baseline, DetectorSink sink, FanOut fanOut) {
        this(settings, baseline, sink, () -> LeaseTable.EMPTY, fanOut, false);
    }

    private RareWriteDetector(
            DetectorSettings settings,
            Baseline baseline,
            DetectorSink sink,
            Supplier<LeaseTable> leases,
            FanOut fanOut,
            boolean seesAll) {
        this.seesAll = seesAll;
        names = new LeaseNames(leases);
        this.baseline = baseline;
        this.sink = sink;
        scorer = new Scorer(settings.score());
        placementRule = scorer::placementOf;
        alerter = new Alerter(settings.alert(), sink);
        this.fanOut = fanOut;
        executions = new Executions(settings.executedNanos(), settings.executionsMax());
        judgedWrites = new JudgedWrites(settings.executedNanos(), settings.judgedMax());
        clientActs = new ClientActs(ACTIVITY_NANOS, settings.actsMax());
        recentWrites = new RecentWrites(CONTINUATION_NANOS, settings.writesMax());
    }

    /**
     * From the next event on these settings apply, except for the bounds of what is remembered, which stay as at the
     * start. Earlier writes are not judged again.
     */
    public void judgeBy(DetectorSettings settings) {
        scorer = new Scorer(settings.score());
        placementRule = scorer::placementOf;
        alerter.decideBy(settings.alert());
        baseline.judgeBy(settings.score().executable());
        fanOut.lookBack(settings.fanOutNanos());
        executions.lookBack(settings.executedNanos());
        judgedWrites.lookBack(settings.executedNanos());
    }

    @Override
    public void expect(SensorEvent next) {
        if (next instanceof FileWrite write && isJudged(write) && !names.areKept()) {
            baseline.expect(write, placementRule);
        }
    }

    private static boolean isJudged(FileWrite write) {
        return write.executable() && write.outcome() != FileWrite.Outcome.FAILURE;
    }

    @Override
    public void onEvent(SensorEvent unnamed) {
        SensorEvent event = names.named(unnamed);
        if (baseline.isFar(event.epochNanos())) {
            setAside++;
            baseline.observeDay(event.epochNanos());
            sink.onEvent(event);
            return;
        }
        onTime(event.epochNanos());
        clientActs.add(event);
        if (event instanceof ExecutionObserved execution) {
            onExecution(execution);
            return;
        }
        sink.onEvent(event);
        if (event instanceof FileWrite write) {
            onWrite(write);
        } else if (event instanceof SensorDay day) {
            baseline.observeDay(names.identities(day));
        } else {
            baseline.observeDay(event.epochNanos());
        }
    }

    private void onWrite(FileWrite write) {
        if (scorer.isOnDomainShare(write)) {
            baseline.observeDay(
                    new SensorDay(write.epochNanos(), write.position(), List.of(write.destinationIdentity())));
        }
        if (!isJudged(write) || !recentWrites.add(write)) {
            baseline.observeDay(write.epochNanos());
            return;
        }
        executableWrites++;
        Observation seen = baseline.observe(write, placementRule);
        boolean uncommonDestination = scorer.isDestinationUncommon(seen);
        fanOut.add(write, uncommonDestination && scorer.isUncommon(seen.executable()), write.epochNanos());
        alerter.onBaseline(seen.baseline());
        if (uncommonDestination && !scorer.isOrdinary(write, seen)) {
            judge(write, seen.rarity());
        }
    }

    private void judge(FileWrite write, Rarity rarity) {
        Circumstances around = new Circumstances(
                fanOut.sameExecutableDestinations(),
                fanOut.uncommonDestinations(),
                fanOut.reachedDestinations(),
                fanOut.reachedByClient(),
                baseline.isDomainController(write.destinationIdentity()),
                executions.before(write));
        Score score = scorer.score(write, rarity, around);
        boolean reported = raise(write, rarity, score, write.epochNanos(), around.execution());
        boolean graverIfRun =
                around.execution() == null && Variation.of(score) != Variation.HIGHLY_SUSPICIOUS_DESTINATION;
        if (reported) {
            judgedWrites.add(new Judged(write, rarity, around, alerter.lastAlertId(), graverIfRun));
        }
    }

    /** Returns whether people read of the write: in an alert of its own, or folded into one. */
    private boolean raise(FileWrite write, Rarity rarity, Score score, long epochNanos, Execution execution) {
        Alerter.Outcome outcome = alerter.onScored(
                write,
                rarity,
                score,
                epochNanos,
                () -> new AlertContext(execution, seesAll ? clientActs.upTo(write, epochNanos) : null));
        boolean high = Variation.of(score) == Variation.HIGHLY_SUSPICIOUS_DESTINATION;
        if (outcome == Alerter.Outcome.RAISED && high && baseline.counts(epochNanos)) {
            baseline.markHighAlert(write);
        }
        return outcome == Alerter.Outcome.RAISED || outcome == Alerter.Outcome.FOLDED;
    }

    /**
     * Reports an execution with the alert of the file that it runs, and judges the writes of that file again, until one
     * becomes graver: its alert stands for all.
     */
    private void onExecution(ExecutionObserved execution) {
        List<Judged> concerned = judgedWrites.concernedBy(execution);
        sink.onEvent(concerned.isEmpty() ? execution : execution.with(writtenOf(concerned.get(0))));
        baseline.observeDay(execution.epochNanos());
        executions.add(execution);
        boolean graver = false;
        for (Judged judged : concerned) {
            if (judged.open) {
                judged.open = false;
                graver = graver || judgeAgain(judged, execution);
            }
        }
    }

    private static ExecutionObserved.Written writtenOf(Judged judged) {
        return new ExecutionObserved.Written(judged.alertId, judged.write.path(), judged.write.epochNanos());
    }

    /** Judges a write again with its execution. Returns whether it is graver now. */
    private boolean judgeAgain(Judged judged, ExecutionObserved execution) {
        FileWrite write = judged.write;
        Execution seen = Executions.seenFrom(write, execution);
        Score score = scorer.score(write, judged.rarity, judged.circumstances.with(seen));
        if (Variation.of(score) != Variation.HIGHLY_SUSPICIOUS_DESTINATION) {
            return false;
        }
        judgedAgain++;
        if (raise(write, judged.rarity, score, execution.epochNanos(), seen)) {
            judged.alertId = alerter.lastAlertId();
        }
        return true;
    }

    @Override
    public void onDomainController(IpAddress host, long epochNanos) {
        if (!baseline.isFar(epochNanos)) {
            baseline.observeDay(new SensorDay(epochNanos, 0, List.of(names.identity(host, epochNanos))));
        }
    }

    @Override
    public boolean closesDay(long epochNanos) {
        return baseline.closesDay(epochNanos);
    }

    @Override
    public void onTime(long epochNanos) {
        nowNanos = epochNanos;
        alerter.onTime(epochNanos);
    }

    @Override
    public void onEnd(long epochNanos) {
        alerter.onEnd(epochNanos);
    }

    /** The numbers for metrics and the closing summary. */
    public DetectorCounts counts() {
        return new DetectorCounts(
                executableWrites,
                judgedAgain,
                alerter.counts(),
                fanOut.evictions(),
                executions.evictions(),
                judgedWrites.evictions(),
                clientActs.evictions(),
                setAside,
                baseline.counts());
    }

    /**
     * All state besides the baseline that has to survive a restart: stories with the writes folded into them, and what
     * happened within the last hour. {@code docs/formats/detector-state.md} describes its form.
     */
    public byte[] save() {
        return stateCodec.write(this::writeParts);
    }

    /** Writes what {@link #save} gives, without holding it in memory: it may be tens of megabytes. */
    public void saveTo(OutputStream target) throws IOException {
        stateCodec.write(target, this::writeParts);
    }

    private void writeParts(DataOutput out) throws IOException {
        out.writeLong(nowNanos);
        alerter.writeTo(out);
        fanOut.writeTo(out);
        recentWrites.writeTo(out, nowNanos);
        stateCodec.writeEvents(out, executions.all());
        stateCodec.writeJudged(out, judgedWrites.all());
        stateCodec.writeEvents(out, clientActs.all());
        baseline.writeTo(out);
    }

    /**
     * Replaces the present state by one that {@link #save} gave.
     *
     * @throws IllegalArgumentException these bytes are no such state, or of a newer version; the message says which,
     *     and the detector must not be used
     */
    public void restore(byte[] state) {
        restore(new ByteArrayInputStream(state));
    }

    /** As above, from a stream that is read to its end; where reading fails, the bytes count as no such state. */
    public void restore(InputStream state) {
        stateCodec.read(state, in -> {
            nowNanos = in.readLong();
            alerter.readFrom(in);
            fanOut.readFrom(in);
            recentWrites.readFrom(in);
            executions.clear();
            stateCodec.readEvents(in, ExecutionObserved.class).forEach(executions::add);
            judgedWrites.clear();
            stateCodec.readJudged(in).forEach(judgedWrites::add);
            clientActs.clear();
            stateCodec.readEvents(in, ClientAct.class).forEach(clientActs::add);
            baseline.readFrom(in);
        });
    }
}
