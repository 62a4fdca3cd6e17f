package io.sharetap.pipeline;

import io.sharetap.detect.Detector;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.RecordSink;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Opens the detector on a thread of its own while frames are already being decoded, as its baseline takes longer to
 * open than many a capture to read. {@link #get} waits for it. If it cannot be opened, the run stops and reports why at
 * its end.
 */
final class DetectorOpening implements Supplier<Detector> {
    private static final Detector DISCARDING = new Detector() {
        @Override
        public void onEvent(SensorEvent event) {
            // There is no detector to judge it.
        }

        @Override
        public void onEnd(long epochNanos) {
            // There is no detector to end.
        }
    };

    private final CountDownLatch done = new CountDownLatch(1);
    private Detector detector = DISCARDING;
    private RuntimeException failure;

    DetectorOpening(DetectorFactory factory, RecordSink sink, Runnable onFailure) {
        Threads.named("open-baseline")
                .newThread(() -> {
                    try {
                        detector = factory.open(sink);
                    } catch (RuntimeException e) {
                        failure = e;
                        onFailure.run();
                    } catch (Error e) {
                        failure = new IllegalStateException(e);
                        onFailure.run();
                    } finally {
                        done.countDown();
                    }
                })
                .start();
    }

    @Override
    public Detector get() {
        Threads.await(done);
        return detector;
    }

    /** Throws the exception with which opening failed. */
    void rethrow() {
        Threads.await(done);
        if (failure != null) {
            throw failure;
        }
    }
}
