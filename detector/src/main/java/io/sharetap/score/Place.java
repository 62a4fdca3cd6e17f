package io.sharetap.score;

import io.sharetap.baseline.Placement;

/**
 * Says to what kind of place a file was written, and by which entry of the lists.
 *
 * @param placement the kind, with share and first folder in lower case, {@code admin$\ccmcache}
 * @param ofPsexec the same kind for proved PsExec, which is a place of its own
 * @param adminShare ADMIN$ or a drive share
 * @param executionLocation the folder and the entry that covers it; null: none
 * @param autostart the entry that the path passes through; null: none
 */
record Place(Placement placement, Placement ofPsexec, boolean adminShare, String executionLocation, String autostart) {
    /** Cannot be a place of a share, as all of these contain a backslash. */
    private static final String PSEXEC = "psexec";

    static Place of(Placement.Kind kind, String name, boolean adminShare, String executionLocation, String autostart) {
        return new Place(
                new Placement(kind, name), new Placement(kind, PSEXEC), adminShare, executionLocation, autostart);
    }

    Placement.Kind kind() {
        return placement.kind();
    }

    String name() {
        return placement.place();
    }
}
