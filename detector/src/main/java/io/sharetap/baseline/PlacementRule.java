package io.sharetap.baseline;

import io.sharetap.event.FileWrite;

/**
 * Says to which place on its destination a write went. Proved PsExec is a place of its own, and one of the proofs is
 * that the executable is common; so the rule needs the executable's spread.
 */
@FunctionalInterface
public interface PlacementRule {
    /** The place of a write whose executable is spread like this. */
    Placement placementOf(FileWrite write, Observation.Spread executable);
}
