package io.sharetap.output.deliver;

import java.util.Locale;

/** Says why a record never reached its receiver. */
public enum Loss {
    /** Memory was full, and this output has no spill. */
    QUEUE_FULL,
    /** Memory was full, and so was the spill. */
    SPILL_FULL,
    /** Memory was full, and the disk failed. */
    SPILL_FAILED,
    /** The receiver refused the record. */
    REFUSED,
    /** The record is too large for this kind of receiver. */
    TOO_LARGE,
    /** Our own code failed on it. */
    FAULT;

    /** The name in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
