package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.detect.Detector;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_700_000_000L * SECOND;

    private final RecordingOutput output = new RecordingOutput();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5})
    void givesTheSameEventsInTheSameOrderWhateverTheNumberOfWorkers(int workers) {
        long seed = 7;
        List<Long> times = disorderedTimes(new Random(seed), 20_000);
        List<String> expected = run(0, new FakeSource(times), new FakeLanes()).lines();
        List<String> actual =
                run(workers, new FakeSource(times), new FakeLanes()).lines();
        assertEquals(
                20_000,
                expected.stream().filter(line -> line.startsWith("event")).count());
        assertEquals(expected, actual, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void givesTheSameEventsWhereLanesChangeThreads(int workers) {
        List<Long> times = disorderedTimes(new Random(8), 20_000);
        List<String> expected = run(0, new FakeSource(times), new FakeLanes()).lines();
        FakeSource source = new FakeSource(times);
        FakeLanes lanes = new FakeLanes().keepingByTurns(1_500).checkingAgainst(source);
        RecordingOutput written = new RecordingOutput();
        WorkerPlan plan = new WorkerPlan(workers, 200);
        Pipeline switching = new Pipeline(plan, lanes, FakeLanes::decoder, written::detector, written);
        assertEquals(0, switching.run(source, (read, total) -> {}).faults().count());
        assertEquals(expected, written.lines());
        assertFalse(lanes.sawAReleasedFrame());
        assertEquals(workers + 1, lanes.threads.size(), lanes.threads + " had lanes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void ordersEventsByTimeThoughSomeAreReportedAMinuteLate(int workers) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            times.add(NOON + i * SECOND / 4);
        }
        RecordingOutput written = run(workers, new FakeSource(times), new FakeLanes().everyTenthReportedLate());
        List<Long> given =
                written.events().stream().map(SensorEvent::epochNanos).toList();
        assertEquals(given.stream().sorted().toList(), given);
        assertTrue(given.size() >= 5_000);
    }

    @Test
    void takesTheNearestPossibleTimeForAnImpossibleOne() {
        List<Long> times = List.of(Long.MIN_VALUE, NOON, Long.MAX_VALUE);
        RunResult result = pipeline(0, new FakeLanes(), output).run(new FakeSource(times), (read, total) -> {});
        assertEquals(2, result.of(Anomaly.CAPTURE_TIME_IMPOSSIBLE));
        assertEquals(0, result.firstNanos());
        assertEquals(FrameReader.TIME_NANOS_MAX, result.lastNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void countsAFrameThatOurOwnCodeFailsOnAndGoesOn(int workers) {
        FakeSource source = new FakeSource(evenTimes(1_000));
        FakeLanes lanes = new FakeLanes().failingOnFrame(500);
        Pipeline pipeline = pipeline(workers, lanes, output);
        RunResult result = pipeline.run(source, (read, total) -> {});
        assertEquals(1, result.of(Anomaly.FRAME_HANDLING_FAILED));
        assertEquals(1, result.faults().count());
        assertEquals("frame 500", result.faults().first().doing());
        assertEquals(List.of(500L), List.copyOf(lanes.givenUp));
        assertEquals(999, output.events().stream().filter(FakeLanes::isOfAFrame).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void countsAnEventThatTheDetectorFailsOnAndGoesOn(int workers) {
        DetectorFactory failing = sink -> new Detector() {
            private int seen;

            @Override
            public void onEvent(SensorEvent event) {
                if (++seen == 3) {
                    throw new IllegalStateException("on purpose");
                }
                sink.onEvent(event);
            }

            @Override
            public void onEnd(long epochNanos) {
                throw new IllegalStateException("on purpose");
            }
        };
        Pipeline pipeline = new Pipeline(workers, new FakeLanes(), FakeLanes::decoder, failing, output);
        RunResult result = pipeline.run(new FakeSource(evenTimes(100)), (read, total) -> {});
        assertEquals(2, result.of(Anomaly.EVENT_HANDLING_FAILED));
        assertEquals(99, output.events().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void releasesAFrameOnlyWhenEveryWorkerIsDoneWithIt(int workers) {
        FakeSource source = new FakeSource(evenTimes(50_000));
        FakeLanes lanes = new FakeLanes().checkingAgainst(source);
        run(workers, source, lanes);
        assertFalse(lanes.sawAReleasedFrame());
        assertTrue(source.releasedFrame() > 0, "nothing was released");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void closesADayWithItsLastMoment(int workers) {
        long day = 86_400 * SECOND;
        long midnight = NOON - NOON % day + day;
        List<Long> times = List.of(midnight - 5 * SECOND, midnight - SECOND, midnight + SECOND, midnight + 2 * SECOND);
        run(workers, new FakeSource(times), new FakeLanes().reportingSmbSeen());
        List<SensorDay> days = output.events().stream()
                .filter(SensorDay.class::isInstance)
                .map(SensorDay.class::cast)
                .toList();
        assertEquals(
                List.of(midnight - 1, midnight + 2 * SECOND),
                days.stream().map(SensorDay::epochNanos).toList());
        assertEquals(2, output.events().indexOf(days.get(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void informsTheDetectorOfADomainControllerAtOnceAndTheOutputAtTheDaysClose(int workers) {
        run(workers, new FakeSource(evenTimes(1_000)), new FakeLanes().reportingADomainController());
        List<SensorEvent> days =
                output.events().stream().filter(SensorDay.class::isInstance).toList();
        assertEquals(1, days.size());
        assertEquals(999 + 1, output.events().indexOf(days.get(0)));
        assertEquals(((SensorDay) days.get(0)).domainControllers(), output.controllersBefore(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void saysAtTheEndWhyTheDetectorCouldNotBeOpened(int workers) {
        DetectorFactory broken = sink -> {
            throw new IllegalStateException("the baseline is in use");
        };
        Pipeline pipeline = new Pipeline(workers, new FakeLanes(), FakeLanes::decoder, broken, output);
        FakeSource source = new FakeSource(evenTimes(1_000));
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> pipeline.run(source, (read, total) -> {}));
        assertEquals("the baseline is in use", thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void finishesWhatWasTakenWhenStopped(int workers) {
        Pipeline pipeline = pipeline(workers, new FakeLanes(), output);
        FakeSource source = new FakeSource(evenTimes(100_000));
        pipeline.run(source, (read, total) -> pipeline.stop());
        assertTrue(source.framesGiven() > 0 && source.framesGiven() < 100_000, source.framesGiven() + " frames");
        assertEquals(source.framesGiven(), output.events().size());
        assertTrue(output.ended());
    }

    @Test
    void givesUpOrderRatherThanHoldWithoutLimit() {
        Pipeline pipeline = pipeline(1, new FakeLanes().neverReadyBefore(NOON), output);
        RunResult result = pipeline.run(new FakeSource(evenTimes(60_000)), (read, total) -> {});
        assertTrue(result.of(Anomaly.EVENT_ORDER_GIVEN_UP) > 0);
        assertEquals(60_000, output.events().size());
    }

    private RecordingOutput run(int workers, FakeSource source, FakeLanes lanes) {
        output.clear();
        RecordingOutput fresh = workers == 0 ? new RecordingOutput() : output;
        pipeline(workers, lanes, fresh).run(source, (read, total) -> {});
        assertTrue(fresh.ended());
        if (workers == 0) {
            output.takeOver(fresh);
        }
        return fresh;
    }

    private static Pipeline pipeline(int workers, FakeLanes lanes, RecordingOutput output) {
        return new Pipeline(workers, lanes, FakeLanes::decoder, output::detector, output);
    }

    private static List<Long> evenTimes(int count) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(NOON + i * SECOND / 100);
        }
        return times;
    }

    /** Times that mostly grow, with some disorder, ties and leaps. */
    private static List<Long> disorderedTimes(Random random, int count) {
        List<Long> times = new ArrayList<>();
        long now = NOON;
        for (int i = 0; i < count; i++) {
            now += random.nextInt(10) == 0 ? 0 : random.nextInt(5_000_000);
            now += random.nextInt(1_000) == 0 ? 100 * SECOND : 0;
            times.add(random.nextInt(50) == 0 ? now - random.nextInt(2_000_000_000) : now);
        }
        return times;
    }
}
