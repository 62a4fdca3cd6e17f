package io.sharetap.baseline;

import java.util.Locale;

/**
 * Says where on its destination a write went, as the caller, who knows the lists of places, reads its path.
 *
 * @param place share and first folder, such as {@code ADMIN$ ccmcache}, in one spelling; proved PsExec is a place of
 *     its own
 */
public record Placement(Kind kind, String place) {
    /** A destination is judged by the kind of place written to. */
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
