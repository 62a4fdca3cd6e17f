package io.sharetap.baseline;

import io.sharetap.event.FileWrite;

/**
 * Says where on its destination a write went; proved PsExec is a place of its own, and may be proved by being common.
 */
@FunctionalInterface
public interface PlacementRule {
    /** The place of a write whose executable is spread so far. */
    Placement placementOf(FileWrite write, Observation.Spread executable);
}
