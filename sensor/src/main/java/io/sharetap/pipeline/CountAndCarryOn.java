package io.sharetap.pipeline;

import com.lmax.disruptor.ExceptionHandler;

/**
 * Keeps a ring's consumer alive whatever its handler throws: the fault is counted, and the next slot is handled. If
 * this method threw, the consumer's thread would end, and its producer would wait forever; so it allocates nothing that
 * could fail.
 */
final class CountAndCarryOn<T> implements ExceptionHandler<T> {
    private final String slot;
    private final String start;
    private final String end;
    private final Faults faults;

    CountAndCarryOn(String thread, Faults faults) {
        slot = "a slot of " + thread;
        start = "the start of " + thread;
        end = "the end of " + thread;
        this.faults = faults;
    }

    @Override
    public void handleEventException(Throwable cause, long sequence, T event) {
        faults.note(slot, cause);
    }

    @Override
    public void handleOnStartException(Throwable cause) {
        faults.note(start, cause);
    }

    @Override
    public void handleOnShutdownException(Throwable cause) {
        faults.note(end, cause);
    }
}
