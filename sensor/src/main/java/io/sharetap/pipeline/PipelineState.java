package io.sharetap.pipeline;

import java.util.List;

/**
 * Says how far a run has come, for observers.
 *
 * @param counts so far
 * @param readNanos capture time of the reader's last tick, 0: none yet
 * @param assembledNanos capture time of the last tick of the slowest worker, 0: none yet
 * @param flows TCP connections remembered
 * @param heldBytes bytes held by waiting segments, heads of messages and content
 */
public record PipelineState(RunResult counts, long readNanos, long assembledNanos, long flows, long heldBytes) {
    /** The state of a run that has not begun. */
    public static final PipelineState NOT_BEGUN =
            new PipelineState(new RunResult(-1, -1, List.of(), new Faults()), 0, 0, 0, 0);
}
