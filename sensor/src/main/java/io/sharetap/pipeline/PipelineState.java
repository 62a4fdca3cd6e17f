package io.sharetap.pipeline;

import java.util.List;

/**
 * Says how far a run is, for whoever looks at it from outside.
 *
 * @param counts so far
 * @param readNanos capture time that the reader had come to at its last tick, 0: none yet
 * @param assembledNanos capture time that the slowest worker had come to at its last tick, 0: none yet
 * @param flows TCP connections remembered
 * @param heldBytes bytes in which segments, heads of messages and content wait
 */
public record PipelineState(RunResult counts, long readNanos, long assembledNanos, long flows, long heldBytes) {
    /** Of a run that has not begun. */
    public static final PipelineState NOT_BEGUN =
            new PipelineState(new RunResult(-1, -1, List.of(), new Faults()), 0, 0, 0, 0);
}
