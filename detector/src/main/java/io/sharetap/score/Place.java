package io.sharetap.score;

import io.sharetap.baseline.Placement;

/**
 * Says what kind of place a file was written to, and by which entry of the lists.
 *
 * @param name share and first folder in lower case, {@code admin$\ccmcache}
 * @param adminShare ADMIN$ or a drive share
 * @param executionLocation where it is and the entry that holds for it; null: none
 * @param autostart the entry that the path goes through; null: none
 */
record Place(Placement.Kind kind, String name, boolean adminShare, String executionLocation, String autostart) {
    /** Proved PsExec is a place of its own; no share's place is called so, since all others hold a backslash. */
    static final String PSEXEC = "psexec";
}
