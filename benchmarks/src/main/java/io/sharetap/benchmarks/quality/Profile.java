package io.sharetap.benchmarks.quality;

import java.util.Locale;

/** Says how orderly an organisation is run. */
enum Profile {
    /** Programs come by software distribution; hardly anybody may write to another machine. */
    TIDY,
    /** The profile for which the goals are set. */
    ORDINARY,
    /** Everybody installs whatever he likes. */
    MESSY;

    /** How often something happens here. */
    double of(Rate rate) {
        return switch (this) {
            case TIDY -> rate.tidy();
            case MESSY -> rate.messy();
            default -> rate.ordinary();
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
