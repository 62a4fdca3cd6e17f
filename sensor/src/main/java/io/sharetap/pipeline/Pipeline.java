package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.capture.PacketSource;
import io.sharetap.config.SensorConfig;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.RecordSink;
import io.sharetap.pe.ExecutableSink;
import io.sharetap.transfer.HashRing;
import io.sharetap.transfer.Hashing;
import io.sharetap.transfer.KnownPrefixes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes a source of packets and gives records, in their final order, to an output: joins all rooms by threads and
 * rings. The package's documentation has a drawing. An instance serves one run.
 */
public final class Pipeline {
    private static final int EVENTS_HELD_MAX = 50_000;

    private final WorkerPlan plan;
    private final Lane.Factory laneFactory;
    private final FrameReader.DecoderFactory decoders;
    private final DetectorFactory detectors;
    private final RecordSink output;
    private final ProgramPairs programs;
    private final PortsInForce.Wanted smbPorts;
    private volatile boolean stopped;
    private volatile Looked looked = Looked.NOTHING;

    /** The parts that other threads look at during the run. */
    private record Looked(List<Ledger> ledgers, List<LaneFeed> lanes, FrameReader reader, Faults faults) {
        private static final Looked NOTHING = new Looked(List.of(), List.of(), null, new Faults());
    }

    /**
     * Makes the pipeline that the settings describe.
     *
     * @param folder where executables are saved; null: nowhere
     */
    public static Pipeline of(
            SensorConfig config, DetectorFactory detectors, RecordSink output, ExecutableFolder folder) {
        WorkerPlan plan = WorkerPlan.of(config.workers(), Runtime.getRuntime().availableProcessors());
        ExecutableSink store = new ExtractedExecutables(folder);
        int[] ports = config.smbPorts().stream().mapToInt(Integer::intValue).toArray();
        PortsInForce.Wanted wanted = new PortsInForce.Wanted(ports);
        ProgramPairs programs = new ProgramPairs();
        KnownPrefixes known = new KnownPrefixes();
        Limits shared = config.limits().sharedBy(Math.max(1, plan.workers()));
        return new Pipeline(
                plan,
                (number, reports) -> new SmbLane(
                        shared,
                        config.spool(),
                        config.signatureRoots(),
                        config.keys(),
                        config.hashes(),
                        store,
                        programs,
                        new Hashing(plan.workers() == 0 ? null : new HashRing(), known),
                        reports),
                (sink, ledger) -> new PortsInForce(
                        new FrameDecoder(config.limits(), ledger, ports, config.checksums(), sink),
                        wanted,
                        ports,
                        ledger),
                detectors,
                output,
                programs,
                wanted);
    }

    /** Makes a pipeline of given lanes; 0 workers: one lane, all on the caller's thread. */
    Pipeline(
            int workers,
            Lane.Factory laneFactory,
            FrameReader.DecoderFactory decoders,
            DetectorFactory detectors,
            RecordSink output) {
        this(new WorkerPlan(workers, 0), laneFactory, decoders, detectors, output);
    }

    /** Makes a pipeline of given lanes. */
    Pipeline(
            WorkerPlan plan,
            Lane.Factory laneFactory,
            FrameReader.DecoderFactory decoders,
            DetectorFactory detectors,
            RecordSink output) {
        this(plan, laneFactory, decoders, detectors, output, new ProgramPairs(), new PortsInForce.Wanted(null));
    }

    private Pipeline(
            WorkerPlan plan,
            Lane.Factory laneFactory,
            FrameReader.DecoderFactory decoders,
            DetectorFactory detectors,
            RecordSink output,
            ProgramPairs programs,
            PortsInForce.Wanted smbPorts) {
        this.plan = plan;
        this.laneFactory = laneFactory;
        this.decoders = decoders;
        this.detectors = detectors;
        this.output = output;
        this.programs = programs;
        this.smbPorts = smbPorts;
    }

    /** From the next frame on, these TCP ports count as SMB besides 139 and 445. Any thread may call it. */
    public void watchPorts(List<Integer> ports) {
        smbPorts.set(ports.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Takes no more packets: those taken are processed, and {@link #run} returns. Any thread may call it. */
    public void stop() {
        stopped = true;
    }

    /** Reads the source to its end, or until stopped. Returns when all records were given to the output. */
    public RunResult run(PacketSource source, Progress progress) {
        smbPorts.onCallPorts(source::watchCallPorts);
        Faults faults = new Faults();
        return plan.workers() == 0 ? runDirectly(source, progress, faults) : runOnThreads(source, progress, faults);
    }

    private RunResult runDirectly(PacketSource source, Progress progress, Faults faults) {
        List<Ledger> ledgers = new ArrayList<>();
        DetectorOpening opening = new DetectorOpening(detectors, output, this::stop);
        EventOrder order = new EventOrder(1, EVENTS_HELD_MAX, opening, ledger(ledgers), faults);
        if (source.isLive()) {
            order.releaseAtEachTick();
        }
        ReportSink reports = report -> {
            order.onReport(0, report);
            if (report instanceof Report.Tick) {
                output.flush();
            }
        };
        Lane lane = laneFactory.lane(0, reports);
        ledgers.add(lane.ledger());
        LaneFeed feed = new LaneFeed(lane, reports, faults, 0);
        LaneInlet[] inlets = {new DirectInlet(feed)};
        FrameReader reader = new FrameReader(inlets, decoders, ledger(ledgers), faults, sheddingFor(source));
        looked = new Looked(List.copyOf(ledgers), List.of(feed), reader, faults);
        reader.run(source, () -> !stopped, progress);
        output.flush();
        return result(opening, reader, ledgers, faults);
    }

    private RunResult runOnThreads(PacketSource source, Progress progress, Faults faults) {
        int workers = plan.workers();
        // A live source waits for nobody: while the reader decoded, its memory could run full.
        int judgedBytes = source.isLive() ? 0 : plan.judgedBytes();
        List<Ledger> ledgers = new ArrayList<>();
        OutputRing records = new OutputRing(output, faults);
        DetectorOpening opening = new DetectorOpening(detectors, records, this::stop);
        EventOrder order = new EventOrder(workers, EVENTS_HELD_MAX, opening, ledger(ledgers), faults);
        if (source.isLive()) {
            order.releaseAtEachTick();
        }
        ReportRing reports = new ReportRing(workers, order, records::end, faults);
        LaneInlet[] inlets = new LaneInlet[workers];
        List<LaneFeed> feeds = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            ReportSink sink = reports.sinkOf(i);
            Lane lane = laneFactory.lane(i, sink);
            ledgers.add(lane.ledger());
            LaneFeed feed = new LaneFeed(lane, sink, faults, judgedBytes);
            feeds.add(feed);
            String threadName = "worker-" + i;
            Supplier<RingInlet> ring = () -> new RingInlet(feed, threadName, faults);
            inlets[i] = judgedBytes == 0 ? ring.get() : new SwitchingInlet(feed, ring);
        }
        FrameReader reader = new FrameReader(inlets, decoders, ledger(ledgers), faults, sheddingFor(source));
        looked = new Looked(List.copyOf(ledgers), feeds, reader, faults);
        reader.run(source, () -> !stopped, progress);
        reports.awaitEnd();
        records.awaitEnd();
        return result(opening, reader, ledgers, faults);
    }

    /** How far the run has come; any thread may ask. */
    public PipelineState state() {
        Looked now = looked;
        long assembledNanos = Long.MAX_VALUE;
        long flows = 0;
        long heldBytes = 0;
        for (LaneFeed lane : now.lanes()) {
            assembledNanos = Math.min(assembledNanos, lane.tickedNanos());
            flows += lane.connections();
            heldBytes += lane.heldBytes();
        }
        return new PipelineState(
                new RunResult(-1, -1, now.ledgers(), now.faults()),
                now.reader() == null ? 0 : now.reader().tickedNanos(),
                now.lanes().isEmpty() ? 0 : assembledNanos,
                flows,
                heldBytes);
    }

    /** Null where nothing is ever dropped. */
    private Shedding sheddingFor(PacketSource source) {
        return source.isLive() ? new Shedding(programs) : null;
    }

    private static Ledger ledger(List<Ledger> ledgers) {
        Ledger ledger = new Ledger();
        ledgers.add(ledger);
        return ledger;
    }

    private static RunResult result(DetectorOpening opening, FrameReader reader, List<Ledger> ledgers, Faults faults) {
        opening.rethrow();
        return new RunResult(reader.firstNanos(), reader.lastNanos(), List.copyOf(ledgers), faults);
    }
}
