package io.sharetap.pipeline;

import com.lmax.disruptor.ExceptionHandler;

/** Keeps a ring's consumer alive whatever its handler throws: the fault is counted, the next slot is handled. */
final class CountAndCarryOn<T> implements ExceptionHandler<T> {
    private final String thread;
    private final Faults faults;

    CountAndCarryOn(String thread, Faults faults) {
        this.thread = thread;
        this.faults = faults;
    }

    @Override
    public void handleEventException(Throwable cause, long sequence, T event) {
        faults.note("a slot of " + thread, cause);
    }

    @Override
    public void handleOnStartException(Throwable cause) {
        faults.note("the start of " + thread, cause);
    }

    @Override
    public void handleOnShutdownException(Throwable cause) {
        faults.note("the end of " + thread, cause);
    }
}
