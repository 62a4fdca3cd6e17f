package io.sharetap.baseline;

import java.util.Locale;

/**
 * Says to which place on its destination a write went. The caller, who knows the lists of places, derives it from the
 * path.
 *
 * @param place share and first folder, such as {@code ADMIN$ ccmcache}, in one spelling; proved PsExec is a place of
 *     its own
 */
public record Placement(Kind kind, String place) {
    /** The kind of place by which a destination is judged. */
    public enum Kind {
        /** A place that runs or persists programs. */
        RUNS,
        /** Another place of ADMIN$ or a drive share. */
        ADMIN,
        /** Another share. */
        DATA;

        /** The name that records carry. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
