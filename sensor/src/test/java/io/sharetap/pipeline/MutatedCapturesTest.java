package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.capture.CaptureDamage;
import io.sharetap.capture.CaptureFiles;
import io.sharetap.capture.CaptureReport;
import io.sharetap.capture.FrameSink;
import io.sharetap.capture.PacketSource;
import io.sharetap.config.SensorConfig;
import io.sharetap.detect.Detector;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.event.EventCodec;
import io.sharetap.event.SensorEvent;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.frame.SegmentSink;
import io.sharetap.output.EventLevel;
import io.sharetap.output.JsonRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The whole sensor on spoilt captures: nothing fails, nothing takes long or much memory, everything is given back, and
 * the number of workers changes nothing. {@code -Dmutations=100000} does more than a build does, from the seed
 * {@code -Dmutations.from=0} on, on the larger captures too.
 */
class MutatedCapturesTest {
    private static final int IN_A_BUILD = 2_000;
    private static final int MUTATIONS = Integer.getInteger("mutations", IN_A_BUILD);
    private static final int FIRST_SEED = Integer.getInteger("mutations.from", 0);
    private static final long CAPTURE_BYTES_MAX = MUTATIONS > IN_A_BUILD ? Long.MAX_VALUE : 60_000;
    private static final int CAPTURES_AT_LEAST = 80;

    private static final long CPU_NANOS_MAX = 3_000_000_000L;
    private static final long ALLOCATED_BYTES_MAX = 64L << 20;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final WorkerPlan ALONE = new WorkerPlan(0, 0);
    /** So few that lanes change threads several times within a capture. */
    private static final int JUDGED_BYTES = 4_096;

    private static final SensorConfig LARGE = config(Map.of());
    /** So small that they are reached by a few packets. */
    private static final SensorConfig SMALL = config(Map.ofEntries(
            Map.entry("limits.fragment-bytes-max", "70k"),
            Map.entry("limits.connections-max", "2"),
            Map.entry("limits.half-open-max", "8"),
            Map.entry("limits.reorder-bytes-max", "16k"),
            Map.entry("limits.reorder-segments-per-direction", "4"),
            Map.entry("limits.sessions-max", "2"),
            Map.entry("limits.opens-max", "3"),
            Map.entry("limits.trees-max", "2"),
            Map.entry("limits.pending-max", "4"),
            Map.entry("limits.parked-answers-max", "2"),
            Map.entry("limits.gather-bytes-in-all-max", "2k"),
            Map.entry("limits.files-max", "2"),
            Map.entry("limits.content-bytes-max", "32k"),
            Map.entry("limits.spool-bytes-max", "64k"),
            Map.entry("limits.ranges-max", "8")));

    private final EventCodec codec = new EventCodec();
    private final List<Path> paths = captures();
    private final List<List<RecordedFrame>> captures = new ArrayList<>();
    private final List<RecordedFrame> frames = new ArrayList<>();

    MutatedCapturesTest() throws IOException {
        for (Path path : paths) {
            List<RecordedFrame> capture = RecordedFrame.of(path);
            captures.add(capture);
            frames.addAll(capture);
        }
    }

    @Test
    void doNoHarm() throws IOException {
        assertTrue(paths.size() >= CAPTURES_AT_LEAST, paths.size() + " captures");
        for (int seed = FIRST_SEED; seed < FIRST_SEED + MUTATIONS; seed++) {
            try {
                mutate(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void mutate(int seed) throws IOException {
        Random random = new Random(seed);
        CaptureMutations mutations = new CaptureMutations(random, frames);
        int chosen = random.nextInt(captures.size());
        if (seed % 8 == 0) {
            byte[] file = mutations.of(Files.readAllBytes(paths.get(chosen)));
            replay(ALONE, LARGE, stream(file));
            return;
        }
        List<RecordedFrame> mutated = mutations.of(captures.get(chosen));
        List<String> events = replay(ALONE, LARGE, new FramesInMemory(mutated));
        switch (seed % 8) {
            case 1 -> judge(mutated, seed);
            case 2, 3, 4 -> replay(ALONE, SMALL, new FramesInMemory(mutated));
            case 5, 6 -> {
                WorkerPlan plan = new WorkerPlan(2, seed % 8 == 5 ? 0 : JUDGED_BYTES);
                String capture = paths.get(chosen).toString();
                assertEquals(events, replay(plan, LARGE, new FramesInMemory(mutated)), capture + " by " + plan);
            }
            default -> assertEquals(events, replay(ALONE, LARGE, new FramesInMemory(mutated)), "another time");
        }
    }

    private static CaptureFiles stream(byte[] file) throws IOException {
        return CaptureFiles.open(List.of(Path.of("-")), new ByteArrayInputStream(file), new AnyDamage());
    }

    /** The events in their order. */
    private List<String> replay(WorkerPlan plan, SensorConfig config, PacketSource source) {
        List<String> events = new ArrayList<>();
        run(plan, config, source, sink -> new Collector(events));
        return events;
    }

    /** With a detector that has never seen anything, and the records that it raises. */
    private void judge(List<RecordedFrame> frames, int seed) throws IOException {
        if (seed % 64 == 1) {
            try (ChronicleBaseline baseline = ChronicleBaseline.inMemory(LARGE.history())) {
                run(
                        ALONE,
                        LARGE,
                        new FramesInMemory(frames),
                        sink -> new RareWriteDetector(LARGE.detection(), baseline, sink));
            }
        }
    }

    private void run(WorkerPlan plan, SensorConfig config, PacketSource source, DetectorFactory detectors) {
        Limits shared = config.limits().sharedBy(Math.max(1, plan.workers()));
        Pipeline pipeline = new Pipeline(
                plan,
                (number, reports) -> new CheckedLane(shared, config.spool(), config.signatureRoots(), reports),
                (sink, ledger) -> decoder(config.limits(), sink, ledger),
                detectors,
                new JsonRecords(OutputStream.nullOutputStream(), EventLevel.ALL, broken -> {}));
        long startNanos = THREAD.getCurrentThreadCpuTime();
        long startBytes = THREAD.getCurrentThreadAllocatedBytes();
        RunResult result;
        try (source) {
            result = pipeline.run(source, (read, total) -> {});
        }
        long bytes = THREAD.getCurrentThreadAllocatedBytes() - startBytes;
        long nanos = THREAD.getCurrentThreadCpuTime() - startNanos;
        Faults.Fault fault = result.faults().first();
        if (fault != null) {
            throw new AssertionError(fault.doing(), fault.cause());
        }
        assertEquals(0, result.of(Anomaly.FRAME_HANDLING_FAILED) + result.of(Anomaly.EVENT_HANDLING_FAILED));
        assertTrue(nanos <= CPU_NANOS_MAX, nanos / 1_000_000 + " ms");
        assertTrue(bytes <= ALLOCATED_BYTES_MAX, bytes + " bytes were allocated");
    }

    private static FrameSink decoder(Limits limits, SegmentSink sink, Ledger ledger) {
        FrameDecoder decoder = new FrameDecoder(limits, ledger, new int[0], sink);
        return (linkType, frame, wireBytes, epochNanos, number) -> {
            decoder.onFrame(linkType, frame, wireBytes, epochNanos, number);
            assertTrue(decoder.heldBytes() <= limits.fragmentBytesMax(), decoder.heldBytes() + " bytes of fragments");
        };
    }

    private static SensorConfig config(Map<String, String> settings) {
        List<SensorConfig.Option> options = settings.entrySet().stream()
                .map(setting -> new SensorConfig.Option(setting.getKey(), setting.getValue(), "test"))
                .toList();
        return SensorConfig.of(options, Map.of(), null);
    }

    /** Ours, and where they are those made by others. */
    private static List<Path> captures() {
        Path shared = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
        try (Stream<Path> ours = Files.walk(Path.of("..", "pcaps"));
                Stream<Path> others = Files.isDirectory(shared) ? Files.list(shared) : Stream.empty()) {
            return Stream.concat(ours, others)
                    .filter(path -> path.getFileName().toString().matches(".*\\.pcap(ng)?(\\.gz|\\.zst)?"))
                    .filter(path -> path.toFile().length() <= CAPTURE_BYTES_MAX)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Collector implements Detector {
        private final List<String> events;

        Collector(List<String> events) {
            this.events = events;
        }

        @Override
        public void onEvent(SensorEvent event) {
            events.add(codec.toJson(event));
        }

        @Override
        public void onEnd(long epochNanos) {
            // Every event has come.
        }
    }

    private static final class AnyDamage implements CaptureReport {
        @Override
        public void onDamage(CaptureDamage damage) {
            // A spoilt capture has it.
        }

        @Override
        public void onSkipped(String entry, String reason) {
            throw new AssertionError("no folder was read");
        }
    }
}
