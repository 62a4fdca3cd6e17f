package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.output.IgnoringOutput;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever fails on a ring's thread, the run comes to its end and knows of it. */
class RingFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Runs where its classes can be taken away, as by a build of a program that runs. */
    public static final class WithoutClasses implements Function<Callable<Void>, List<Object>> {
        private final IllegalStateException failure = new IllegalStateException("on purpose");
        private boolean failing;

        /** Gives how many faults there were, what the first was about, and whether its cause is the failure. */
        @Override
        public List<Object> apply(Callable<Void> takeAway) {
            Faults faults = new Faults();
            OutputRing ring = new OutputRing(new FailingOutput(), faults);
            ring.settle();
            failing = true;
            try {
                takeAway.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            ring.settle();
            ring.end();
            ring.awaitEnd();
            return List.of(
                    faults.count(), faults.first().doing(), faults.first().cause() == failure);
        }

        private final class FailingOutput extends IgnoringOutput {
            @Override
            public void settle() {
                if (failing) {
                    throw failure;
                }
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void aFaultIsNotedThoughNoClassCanBeLoadedAnyMore() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(new File(entry).toURI().toURL());
        }
        URLClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Function<Callable<Void>, List<Object>> run =
                (Function<Callable<Void>, List<Object>>) loader.loadClass(WithoutClasses.class.getName())
                        .getDeclaredConstructor()
                        .newInstance();
        List<Object> reported = assertTimeoutPreemptively(
                PATIENCE,
                () -> run.apply(() -> {
                    loader.close();
                    return null;
                }));
        assertEquals(List.of(1L, "a slot of output", true), reported);
    }

    /** Reports at its end what nobody can put in order. */
    private static final class BrokenLane extends IdleLane {
        private final ReportSink reports;

        BrokenLane(ReportSink reports) {
            this.reports = reports;
        }

        @Override
        public void onEnd(Moment now) {
            reports.onReport(new Report.Happened(null, 0));
        }
    }

    @Test
    void aRunEndsThoughItsLastReportCannotBeTaken() {
        RecordingOutput output = new RecordingOutput();
        Pipeline pipeline = new Pipeline(
                2, (number, reports) -> new BrokenLane(reports), FakeLanes::decoder, output::detector, output);
        RunResult result = assertTimeoutPreemptively(
                PATIENCE, () -> pipeline.run(new FakeSource(List.of(1L, 2L)), (read, total) -> {}));
        assertEquals(1, result.faults().count());
        assertSame(NullPointerException.class, result.faults().first().cause().getClass());
        assertEquals(0, result.of(Anomaly.EVENT_HANDLING_FAILED));
        assertEquals(true, output.ended());
    }
}
