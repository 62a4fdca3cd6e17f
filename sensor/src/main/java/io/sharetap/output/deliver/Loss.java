package io.sharetap.output.deliver;

import java.util.Locale;

/** Says why a record never came to its receiver. */
public enum Loss {
    /** Memory was full, and this output has no spill. */
    QUEUE_FULL,
    /** Memory was full, and so was the spill. */
    SPILL_FULL,
    /** Memory was full, and the disk took nothing. */
    SPILL_FAILED,
    /** The receiver said that it will not take it. */
    REFUSED,
    /** No receiver of this kind takes a record of this size. */
    TOO_LARGE,
    /** Our own code failed on it. */
    FAULT;

    /** As it stands in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
